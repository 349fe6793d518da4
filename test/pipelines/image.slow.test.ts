// The image, built from the packed package in an empty root, and the examples that use it. Needs a build.
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { read, root } from '../support/documentation.ts';
import { freePort } from '../support/free-port.ts';
import { execute, pack } from '../support/package.ts';
import { build, type Image, run, withoutRoot } from './image.ts';

const dockerfile = fileURLToPath(new URL('.docker/Dockerfile', root));
const reason = await withoutRoot();
if (reason !== undefined) process.stderr.write(`The image is not built: ${reason}.\n`);

async function built(): Promise<Image> {
  const { tarball } = await pack(await mkdtemp(join(tmpdir(), 'image-package-')));
  return build(dockerfile, tarball);
}

/** Files that were changed since the image was built, but for those in its volume. */
async function written({ root: place, volume }: Image, since: string): Promise<string> {
  const { stdout } = await execute('find', [
    place,
    '-path',
    join(place, volume),
    '-prune',
    '-o',
    '-newer',
    since,
    '-type',
    'f',
    '-print',
  ]);
  return stdout;
}

describe.skipIf(reason !== undefined)('The image', { timeout: 60_000 }, () => {
  it('The image starts as another user than root, is healthy, and keeps its data in the volume alone', async () => {
    const image = await built();
    expect(image.user).toBe('1000:1000');
    expect((await stat(join(image.root, image.volume))).uid).toBe(1000);
    const port = String(await freePort());
    const env = {
      OTP_MOCK_PORT: port,
      OTP_MOCK_SEED: 'demo',
      OTP_MOCK_CONTROL_TOKEN: 'geheim-1',
      OTP_MOCK_LOG: 'json',
    };
    const before = join(image.root, 'usr/local/bin/node');
    const mock = run(image, env);
    onTestFinished(() => void mock.stop());
    await expect.poll(() => mock.output(), { timeout: 20_000 }).toContain(`listening on http://0.0.0.0:${port}`);
    expect(await run(image, env, image.health).ended).toBe(0);
    const url = `http://127.0.0.1:${port}`;
    const headers = { Authorization: 'Bearer geheim-1', 'Content-Type': 'application/json' };
    const put = await fetch(`${url}/__mock/spaces/kept/settings/netgsm`, { method: 'PUT', headers, body: '{}' });
    expect(put.status).toBe(200);
    expect((await fetch(`${url}/__mock/spaces`)).status).toBe(401);
    expect(mock.output()).not.toContain('geheim-1');
    expect(await written(image, before)).toBe('');
    expect(await mock.stop()).toBe(0);
    expect(await run(image, env, image.health).ended).toBe(1);
    const again = run(image, env);
    onTestFinished(() => void again.stop());
    await expect.poll(() => again.output(), { timeout: 20_000 }).toContain('listening');
    expect((await fetch(`${url}/__mock/spaces/kept`, { headers })).status).toBe(200);
    expect(await again.stop()).toBe(0);
  });

  it('The image runs the other commands, too, and ends with their exit code', async () => {
    const image = await built();
    const listed = run(image, {}, [...image.entrypoint, 'contract', '--list']);
    expect(await listed.ended).toBe(0);
    expect(listed.output()).toContain('put-mail.smtpPort');
    const refused = run(image, { OTP_MOCK_SEED: '/nowhere' });
    expect(await refused.ended).toBe(2);
    expect(refused.output()).toContain('/nowhere');
  });
});

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment: object;
        readonly volumes: readonly string[];
        readonly read_only: boolean;
        readonly build: { readonly dockerfile: string };
      }
    >
  >;
}

interface Pod {
  readonly kind: string;
  readonly spec: {
    readonly template?: {
      readonly spec: {
        readonly containers: readonly {
          readonly env: readonly { readonly name: string }[];
          readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
          readonly readinessProbe: { readonly httpGet: { readonly path: string; readonly port: number } };
          readonly volumeMounts: readonly { readonly mountPath: string }[];
        }[];
      };
    };
  };
}

describe('The examples of the image', () => {
  it('The examples of the image use variables that there are, a read-only root, and the volume', async () => {
    const help = await read('src/cli/README.md');
    const { services } = parse(await read('.docker/compose.yml')) as Compose;
    const service = services['otp-settings-mock'];
    expect(service).toMatchObject({
      read_only: true,
      volumes: ['data:/data'],
      build: { dockerfile: '.docker/Dockerfile' },
    });
    const [deployment, ...others] = parseAllDocuments(await read('.docker/kubernetes.yml')).map(
      (each) => each.toJS() as Pod,
    );
    expect(others.map(({ kind }) => kind)).toEqual(['Service']);
    const [container] = deployment?.spec.template?.spec.containers ?? [];
    expect(container).toMatchObject({
      securityContext: { readOnlyRootFilesystem: true },
      readinessProbe: { httpGet: { path: '/__mock/health', port: 4010 } },
      volumeMounts: [{ mountPath: '/data' }],
    });
    const names = [...Object.keys(service?.environment ?? {}), ...(container?.env ?? []).map(({ name }) => name)];
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(help.replaceAll(/\s+/g, ' ')).toContain(optionOf(name));
    const ignored = await readFile(new URL('.docker/Dockerfile.dockerignore', root), 'utf8');
    expect(ignored.split('\n')).toContain('!otp-settings-mock-*.tgz');
  });
});

const optionOf = (name: string): string => `--${name.replace('OTP_MOCK_', '').toLowerCase().replaceAll('_', '-')}`;
