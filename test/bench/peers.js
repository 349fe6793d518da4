// Other mock servers, as their own pages say to start them with our document, or with what is nearest to it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { file } from './programs.js';

const document = file('openapi/otp-settings.yaml');
const settings = ['twilio', 'netgsm', 'dataport', 'mail'].map((name, index) => ({
  id: String(index),
  ...JSON.parse(readFileSync(file(`fixtures/bodies/${name}.json`), 'utf8')),
}));

const hasJava = spawnSync('java', ['-version']).status === 0;

/**
 * By name: the package, what it is started with on a port, and what it says when it is ready. `requests` are those of
 * requests.js in its own terms; undefined is what it cannot do.
 */
export const peers = {
  Prism: {
    packages: '@stoplight/prism-cli',
    args: (folder, port) => [bin(folder, '@stoplight/prism-cli'), 'mock', '-p', String(port), document],
    ready: /Prism is listening/,
    requests: {},
  },
  Mockoon: {
    packages: '@mockoon/cli',
    args: (folder, port) => [bin(folder, '@mockoon/cli'), 'start', '--data', document, '--port', String(port)],
    ready: /Server started/,
    requests: { refused: undefined },
  },
  'json-server': {
    packages: 'json-server',
    args(folder, port) {
      const data = join(folder, 'db.json');
      writeFileSync(data, JSON.stringify({ settings }));
      return [bin(folder, 'json-server'), '--host', '127.0.0.1', '--port', String(port), data];
    },
    ready: /Home\s+http/,
    requests: { get: { path: '/settings' }, put: { path: '/settings/3' }, refused: undefined, send: undefined },
    firstPath: '/settings/3',
  },
  ...(hasJava && {
    WireMock: {
      packages: 'wiremock',
      command: 'java',
      args: (folder, port) => ['-jar', jarIn(folder), '--port', String(port), '--root-dir', writeMappings(folder)],
      ready: /port:\s+\d/,
      requests: {},
    },
  }),
};

function jarIn(folder) {
  const build = join(folder, 'node_modules/wiremock/build');
  return join(
    build,
    readdirSync(build).find((name) => name.endsWith('.jar')),
  );
}

/** What WireMock answers: settings that are written down, and whether a body has what is required. Nothing is kept. */
function writeMappings(folder) {
  const root = join(folder, 'wiremock');
  mkdirSync(join(root, 'mappings'), { recursive: true });
  const required = ['isDefault', 'type', 'provider'].map((name) => ({ matchesJsonPath: `$.${name}` }));
  const path = '/api/otp/settings';
  const puts = { method: 'PUT', urlPathPattern: `${path}/.*` };
  const mappings = [
    { request: { method: 'GET', urlPath: path }, response: { status: 200, jsonBody: settings } },
    { request: { method: 'POST', urlPath: `${path}/test` }, response: { status: 204 } },
    { priority: 1, request: { ...puts, bodyPatterns: required }, response: { status: 204 } },
    { priority: 2, request: puts, response: { status: 400, jsonBody: { status: 400, message: 'required' } } },
  ];
  writeFileSync(join(root, 'mappings', 'settings.json'), JSON.stringify({ mappings }));
  return root;
}

/** The file of a package's command. */
function bin(folder, name) {
  const root = join(folder, 'node_modules', name);
  const { bin: command } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return join(root, typeof command === 'string' ? command : Object.values(command)[0]);
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
