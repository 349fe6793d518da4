// The examples of src/integrations/languages.md, as files of their own, where the machine has the language; each against a mock, and
// against nothing, where it has to fail. Needs a build.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read } from '../support/documentation.ts';
import { junitJars, languages } from '../support/languages.ts';
import { execute } from '../support/package.ts';
import { start } from '../support/process.ts';

const text = await read('src/integrations/languages.md');
const files = new Map(
  [...text.matchAll(/```\w+\n(?:\/\/|#) ([\w.-]+)\n([\s\S]*?)```/g)].map(([, name = '', content = '']) => [
    name,
    content,
  ]),
);

const jars = junitJars.join(':');
const examples = [
  {
    file: 'test_otp.py',
    line: 'python3 -m pytest -q -p no:cacheprovider test_otp.py',
    passed: /2 passed/,
    isThere: languages.pytest,
  },
  {
    file: 'OtpTest.java',
    line: `javac -cp ${jars} OtpTest.java && java -cp .:${jars} org.junit.platform.console.ConsoleLauncher --select-class OtpTest --disable-banner`,
    passed: /2 tests successful/,
    isThere: languages.junit,
  },
  {
    file: 'otp_test.go',
    line: 'go mod init otp && go test -v ./...',
    passed: /--- PASS: TestACodeArrives[\s\S]*--- PASS: TestTheProviderRefusesOnce/,
    isThere: languages.go,
  },
  { file: 'test-otp.sh', line: 'sh test-otp.sh', passed: /passed/, isThere: languages.curl },
];

/** Runs an example in a folder of its own. */
async function run({ file, line }: (typeof examples)[number], url: string) {
  const cwd = await mkdtemp(join(tmpdir(), 'language-'));
  await writeFile(join(cwd, file), files.get(file) ?? '');
  const env = { ...process.env, MOCK_URL: url, HOME: cwd, GOCACHE: join(tmpdir(), 'go-cache'), GOFLAGS: '-mod=mod' };
  return execute('bash', ['-ec', line], { cwd, env, timeout: 110_000 }).then(
    ({ stdout, stderr }) => ({ isPassed: true, output: stdout + stderr }),
    (error: { stdout: string; stderr: string }) => ({ isPassed: false, output: error.stdout + error.stderr }),
  );
}

it('An example in another language is shown for each that is run', () => {
  expect([...files.keys()]).toEqual(examples.map(({ file }) => file));
});

describe.each(examples)('The example $file', { timeout: 120_000 }, (example) => {
  const { passed, isThere } = example;

  it.skipIf(!isThere)('The example passes against the mock, and removes its space', async () => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    const { isPassed, output } = await run(example, mock.url);
    expect(output).toMatch(passed);
    expect(isPassed, output).toBe(true);
    const { spaces } = (await (await fetch(`${mock.url}/__mock/spaces`)).json()) as { spaces: object[] };
    expect(spaces).toEqual([]);
  });

  it.skipIf(!isThere)('The example fails without a mock', async () => {
    expect((await run(example, 'http://127.0.0.1:1')).isPassed).toBe(false);
  });
});
