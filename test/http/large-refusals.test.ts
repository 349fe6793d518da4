// Refused bodies leave nothing behind, however much is wrong with them. Needs a build.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { createMock, paths } from '../support/mock.ts';
import { start } from '../support/process.ts';

const many = (count: number): string =>
  JSON.stringify({
    ...bodies.mail,
    ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1])),
  });

it('Of 1,000 violations the first 100 are named, and the others counted', async () => {
  const mock = await createMock({ assume: { 'unknown-fields': 'refuse' } });
  const { status, body } = await mock.agent
    .put(paths.mail)
    .set({ Cookie: await mock.login(), 'X-Space': 'a', 'Content-Type': 'application/json' })
    .send(many(1_000));
  const { message, errors = [] } = body as ErrorBody;
  expect(status).toBe(400);
  expect(errors).toHaveLength(100);
  expect(message).toMatch(/^The request has 1000 validation errors: .*; and 900 more\.$/);
});

it('A violation at a long path is cut', async () => {
  const mock = await createMock({ assume: { 'unknown-fields': 'refuse' } });
  const { body } = await mock.agent
    .put(paths.mail)
    .set({ Cookie: await mock.login(), 'X-Space': 'a', 'Content-Type': 'application/json' })
    .send(JSON.stringify({ ...bodies.mail, ['x'.repeat(100_000)]: 1 }));
  expect(JSON.stringify(body).length).toBeLessThan(2_000);
});

it('100 bodies of 0.9 MB fit into a heap of 128 MB', async () => {
  const args = ['--port', '0', '--ephemeral', '--log', 'silent', '--auth', 'off', '--assume', 'unknown-fields=refuse'];
  const mock = await start(args, { env: { NODE_OPTIONS: '--max-old-space-size=128' } });
  const headers = { 'x-space': 'a', 'content-type': 'application/json' };
  const body = many(60_000);
  for (let count = 0; count < 100; count += 1) {
    const answer = await fetch(mock.url + paths.mail, { method: 'PUT', headers, body });
    expect(answer.status).toBe(400);
    await answer.text();
  }
  await wait(10);
  expect(mock.child.exitCode).toBe(null);
}, 120_000);
