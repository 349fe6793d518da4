// Other mock servers, as their own pages say to start them with our document.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { file } from './programs.js';

const document = file('openapi/otp-settings.yaml');

/** By name: the package, what it is started with on a port, and what it says when it is ready. */
export const peers = {
  Prism: {
    packages: '@stoplight/prism-cli',
    args: (folder, port) => [bin(folder, '@stoplight/prism-cli'), 'mock', '-p', String(port), document],
    ready: /Prism is listening/,
  },
  Mockoon: {
    packages: '@mockoon/cli',
    args: (folder, port) => [bin(folder, '@mockoon/cli'), 'start', '--data', document, '--port', String(port)],
    ready: /Server started/,
  },
  'json-server': {
    packages: 'json-server',
    args(folder, port) {
      const data = join(folder, 'db.json');
      writeFileSync(data, JSON.stringify({ default: { id: '1' } }));
      return [bin(folder, 'json-server'), '--host', '127.0.0.1', '--port', String(port), data];
    },
    ready: /Home\s+http/,
  },
};

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
