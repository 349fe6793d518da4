// The lint rules. The rooms of src/ and the order in which they may import each other stand here once, in `rooms`.

/** From the bottom to the top: a room imports from those before it only. */
export const rooms = [
  'package.ts',
  'common/',
  'document/',
  'assumptions/',
  'refusal/',
  'random/',
  'store/',
  'session/',
  'settings/',
  'outbox/',
  'faults/',
  'delivery/',
  'upstream/',
  'stand-ins/',
  'http/',
  'control/',
  'contract/',
  'page/',
  'base.ts',
  'services.ts',
  'options.ts',
  'server.ts',
  'integrations/',
  'launcher/',
  'cli/',
  'cli.ts',
  'index.ts',
];

/**
 * Rooms that know fewer of those before them: the contract tester works with any backend, the page in a browser, and the launcher
 * loads the bundle of all others.
 */
export const knownTo = {
  'contract/': ['package.ts', 'common/', 'document/', 'assumptions/', 'stand-ins/'],
  'page/': ['common/', 'document/', 'settings/'],
  'launcher/': ['common/'],
};

/** Rooms that use Express. */
const express = new Set(['http/']);

const expressModules = ['express', 'express-openapi-validator'].map((name) => ({
  name,
  message: 'Only server.ts and http/ know Express.',
}));

function importsOf(room, index) {
  const before = rooms.slice(0, index);
  const allowed = [...(knownTo[room] ?? before), room];
  const group = rooms
    .filter((each) => !allowed.includes(each))
    .map((each) => `**/${each}${each.endsWith('/') ? '**' : ''}`);
  const message = `Imports go one way: ${rooms.join(' → ')}. ${room} may import ${allowed.join(', ')}.`;
  return {
    files: [`**/src/${room}**/*.ts`, `**/src/${room}**/*.tsx`],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: express.has(room) ? [] : expressModules, patterns: [{ group, message }] },
      ],
    },
  };
}

const limit = (max) => ['error', { max }];

export default {
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise', 'node'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/switch-exhaustiveness-check': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'max-params': limit(3),
    'max-lines': limit(220),
    'max-lines-per-function': limit(60),
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'unicorn/no-array-sort': 'off',
    'import/no-unassigned-import': 'off',
    'no-console': 'error',
    eqeqeq: 'error',
    'oxc/no-map-spread': 'off',
    'unicorn/consistent-function-scoping': 'off',
  },
  overrides: [
    ...rooms.filter((room) => room.endsWith('/')).map((room) => importsOf(room, rooms.indexOf(room))),
    {
      files: ['**/test/**', '**/*.config.*', '**/.config/**'],
      rules: { 'max-lines-per-function': 'off', 'no-console': 'off', 'max-params': 'off' },
    },
    { files: ['**/src/http/errors.ts'], rules: { 'max-params': limit(4) } }, // Express tells error handlers by their four parameters
    { files: ['**/src/upstream/passing.ts'], rules: { 'max-params': limit(4) } }, // undici's handlers have as many
    {
      files: ['**/generated/**'],
      rules: {
        'max-lines': 'off',
        'typescript/no-redundant-type-constituents': 'off',
        'typescript/no-duplicate-type-constituents': 'off',
      },
    },
    { files: ['**/test/bench/**'], rules: { 'typescript/restrict-template-expressions': 'off' } },
    { files: ['**/test/assumptions/looks.ts'], rules: { 'max-lines': limit(240) } },
    {
      files: ['**/test/targets/**'],
      rules: {
        'max-lines': limit(230),
        'typescript/no-misused-spread': 'off',
        'typescript/no-base-to-string': 'off',
        'typescript/restrict-template-expressions': 'off',
        'typescript/unbound-method': 'off',
        'unicorn/prefer-set-has': 'off',
      },
    },
  ],
  ignorePatterns: ['**/dist/**', '**/generated/**'],
};
