// What tools find without a test.
import { type Breakage, foundBy } from '../breakage.ts';

export const ofTools: readonly Breakage[] = [
  {
    gate: 'ci',
    name: 'lock-file-behind',
    fault: 'package.json asks for a version that the lock file does not have.',
    file: 'package.json',
    change: ['"ms": "^2.1.3"', '"ms": "^1.0.0"'],
    command: 'npm ci --dry-run --ignore-scripts',
    says: /package\.json and package-lock\.json.*are in sync/s,
  },
  foundBy('check:format', {
    name: 'line-not-formatted',
    fault: 'A statement is written over two lines where one is enough.',
    file: 'src/common/counted.ts',
    change: ['  return `${number}', '  return (\n    `${number}'],
    says: /counted\.ts/,
  }),
  foundBy('check:code', {
    name: 'import-against-the-direction',
    fault: 'The store imports the application.',
    file: 'src/store/store.ts',
    change: [
      '/** The whole of a space. */',
      "export { createApp } from '../http/app.ts';\n/** The whole of a space. */",
    ],
    says: /'\.\.\/http\/app\.ts' import is restricted/,
  }),
  foundBy('check:code', {
    name: 'type-that-does-not-fit',
    fault: 'A function returns a number where it says text.',
    file: 'src/common/counted.ts',
    change: ['  return `${number} ${noun}', '  return number + Number(noun);\n  return `${number} ${noun}'],
    says: /TS2322|Type 'number' is not assignable to type 'string'/,
  }),
  foundBy('check:documents', {
    name: 'two-operations-of-one-id',
    fault: 'Two operations of the contract have one id.',
    file: 'openapi/otp-settings.yaml',
    change: ['operationId: putNetgsmSetting', 'operationId: putTwilioSetting'],
    says: /operationId/,
  }),
  foundBy('build', {
    name: 'import-of-nothing',
    fault: 'The public exports name a file that does not exist.',
    file: 'src/index.ts',
    change: ["from './server.ts'", "from './servers.ts'"],
    says: /servers\.ts/,
  }),
];
