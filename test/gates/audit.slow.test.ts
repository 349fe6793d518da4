// The audit of what is bundled, with a registry of its own that knows of one vulnerability. Needs a build.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Bill {
  readonly components: readonly { readonly group?: string; readonly name: string }[];
}

/** Runs the audit; resolves with how it ended, and the packages that it asked for. */
async function auditWith(vulnerable: string): Promise<{ code: number; output: string; asked: Set<string> }> {
  const asked = new Set<string>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.endsWith('/advisories/bulk') !== true) {
      response.writeHead(404).end('{}');
      return;
    }
    const names = Object.keys(JSON.parse(gunzipSync(await buffer(request)).toString()) as object);
    for (const name of names) asked.add(name);
    const advisory = {
      id: 1,
      url: 'https://example.com/1',
      title: 'Made up',
      severity: 'low',
      vulnerable_versions: '*',
    };
    response.end(JSON.stringify(names.includes(vulnerable) ? { [vulnerable]: [advisory] } : {}));
  };
  const registry = createServer((request, response) => void answer(request, response));
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
  onTestFinished(() => void registry.close());
  const { port } = registry.address() as AddressInfo;
  const args = ['audit', '--omit=dev', '--registry', `http://127.0.0.1:${port}/`];
  return new Promise((resolve) => {
    execFile('npm', args, { cwd: root, shell: process.platform === 'win32' }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr, asked }),
    );
  });
}

describe('The audit', () => {
  it('The audit fails for a vulnerability of what is bundled, and asks for all of that', async () => {
    const { code, output, asked } = await auditWith('express');
    expect(output).toMatch(/express/);
    expect(code).toBe(1);
    const { components } = JSON.parse(await readFile(`${root}dist/sbom.cdx.json`, 'utf8')) as Bill;
    const bundled = components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
    expect(bundled.length).toBeGreaterThan(30);
    expect(bundled.filter((name) => !asked.has(name))).toEqual([]);
  });

  it('The audit passes where a package has one that only tests use', async () => {
    expect(await auditWith('vitest')).toMatchObject({ code: 0 });
  });
});
