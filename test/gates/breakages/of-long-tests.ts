// What only the slower tests find: those of `npm run test:all`, and the long forms that the nightly workflow runs.
import { type Breakage, foundByTests } from '../breakage.ts';

const withoutEffect = {
  fault: 'Checks that expect a refusal pass whatever comes.',
  file: 'src/contract/checks/expect.ts',
  change: ['if (!isRefusal(response)) throw', "if (!isRefusal(response) && expected === '') throw"],
} as const;

const overwriting = {
  fault: 'In a database, a change overwrites what another mock has stored meanwhile.',
  file: 'src/store/postgres/row-file.ts',
  change: ['AND version = $3`', 'AND version <= $3 + 1000000`'],
} as const;

export const ofLongTests: readonly Breakage[] = [
  foundByTests({
    name: 'check-that-never-fails',
    ...withoutEffect,
    by: 'contract/mutants.test.ts',
    isBuilt: true,
    says: /A fault of each family is found: auth/,
  }),
  foundByTests({
    name: 'backend-with-two-defaults',
    fault: 'The right backend leaves a default beside another one.',
    file: 'test/targets/settings.ts',
    change: ['clears: () => true', 'clears: () => false'],
    by: 'targets/correct.test.ts',
    says: /The correct backend has one default in a space, and sends through it/,
  }),
  foundByTests({
    name: 'kill-without-a-check',
    fault: 'The list of kills names a check that is about something else.',
    file: 'test/contract/kills.json',
    change: [
      '"put-twilio-answers-200": ["put-twilio.no-content"]',
      '"put-twilio-answers-200": ["put-netgsm.no-content"]',
    ],
    by: 'evidence/evidence.test.ts',
    isBuilt: true,
    says: /The evidence is that of the page/,
  }),
  foundByTests({
    name: 'button-of-another-name',
    fault: 'The button that saves a setting has another name.',
    file: 'src/page/setting-form.tsx',
    change: ['          Save\n        </button>', '          Store\n        </button>'],
    by: 'browser/settings.slow.test.ts',
    isBuilt: true,
    says: /The settings on the web page.*'Save'|name: 'Save'/s,
  }),
  foundByTests({
    name: 'action-that-hides-a-failure',
    fault: 'The action that starts the mock passes when the mock did not start.',
    file: '.github/actions/mock/start.sh',
    change: ['cat "$log" >&2\nexit 1', 'cat "$log" >&2\nexit 0'],
    by: 'pipelines/pipelines.slow.test.ts',
    isBuilt: true,
    says: /FAIL.*pipelines/,
  }),
  foundByTests({
    name: 'image-of-root',
    fault: 'The container runs as root.',
    file: '.docker/Dockerfile',
    change: ['USER 1000:1000', 'USER 0:0'],
    by: 'pipelines/image.slow.test.ts',
    isBuilt: true,
    says: /FAIL.*image/,
  }),
  foundByTests({
    name: 'tag-that-is-not-looked-at',
    fault: 'A release does not compare its tag with the version.',
    file: '.github/workflows/release.yml',
    change: ['[ "$GITHUB_REF_NAME" = "v$version" ]', '[ -n "$version" ]'],
    by: 'pipelines/release.slow.test.ts',
    isBuilt: true,
    says: /FAIL.*release/,
  }),
  foundByTests({
    name: 'time-in-the-package',
    fault: 'The bundle has the time of its build in it.',
    file: '.config/build-code.js',
    change: [
      "  legalComments: 'none',",
      "  banner: { js: `// ${process.hrtime.bigint()}` },\n  legalComments: 'none',",
    ],
    by: 'cli/reproducible.slow.test.ts',
    isBuilt: true,
    says: /FAIL.*reproducible/,
  }),
  foundByTests({
    name: 'output-of-yesterday',
    fault: 'A document shows an output that its command does not have.',
    file: 'src/session/README.md',
    change: ['{"otp_required":true,"otp_type":"SMS",', '{"otp_required":true,"otp_type":"MAIL",'],
    by: 'readme/readme.slow.test.ts',
    isBuilt: true,
    says: /FAIL.*readme\.slow/,
  }),
  foundByTests({
    name: 'row-of-any-version',
    ...overwriting,
    by: 'store/postgres.slow.test.ts',
    says: /Stores of one name lose no change of a space/,
  }),
  foundByTests(
    {
      name: 'checks-that-never-fail',
      ...withoutEffect,
      by: 'contract/mutants.slow.test.ts',
      isBuilt: true,
      says: /A fault is found: 'list-without-token'/,
    },
    'mutants',
  ),
  foundByTests(
    {
      name: 'answer-before-the-write',
      fault: 'A write is answered a moment before it is made.',
      file: 'src/store/disk-json.ts',
      change: [
        'else await replaceFile(fs, { file, text: textOfJson(value), temporaryFolder, folders });',
        'else setTimeout(() => void replaceFile(fs, { file, text: textOfJson(value), temporaryFolder, folders }), 20);',
      ],
      by: 'everything/kill.slow.test.ts',
      isBuilt: true,
      says: /FAIL.*kill\.slow/,
    },
    'torture',
  ),
  foundByTests(
    {
      name: 'change-over-a-change',
      ...overwriting,
      by: 'everything/kill-team.slow.test.ts',
      isBuilt: true,
      says: /FAIL.*kill-team/,
    },
    'torture:team',
  ),
  foundByTests(
    {
      name: 'body-that-cannot-be-read',
      fault: 'A body that is not valid JSON is an internal error.',
      file: 'src/http/refusal-of.ts',
      change: [
        "  if (type === 'entity.parse.failed')\n",
        "  if (type === 'entity.parse.failed') return internal(error);\n  if (type === '')\n",
      ],
      by: 'everything/fuzz.slow.test.ts',
      says: /FAIL.*fuzz/,
    },
    'fuzz',
  ),
  foundByTests(
    {
      name: 'request-that-is-sent-once',
      fault: 'A contract run gives up what the network has lost.',
      file: 'src/contract/target/resilient.ts',
      change: ['const mostTries = 4;', 'const mostTries = 1;'],
      by: 'contract/unreliable-network.slow.test.ts',
      isBuilt: true,
      says: /FAIL.*unreliable-network/,
    },
    'network',
  ),
  foundByTests(
    {
      name: 'default-beside-a-default',
      fault: 'A mock leaves a default beside another one, where its backend does not.',
      file: 'src/settings/put.ts',
      change: ['setting.isDefault ? clearDefaults(', "setting.isDefault && put.username === '' ? clearDefaults("],
      by: 'contract/fidelity.slow.test.ts',
      isBuilt: true,
      says: /FAIL.*fidelity/,
    },
    'fidelity',
  ),
];
