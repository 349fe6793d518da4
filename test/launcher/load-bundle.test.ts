// The bundle is read as the build wrote it.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadBundle } from '../../src/launcher/load-bundle.ts';

it('The bundle keeps characters that are not ASCII, in regular expressions as in texts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  await writeFile(join(folder, 'bundle.cjs'), "exports.text = '•·…ğ😀'; exports.pattern = /^[•·]+…$/;");
  const { exports } = loadBundle<{ text: string; pattern: RegExp }>({ folder, build: 'test', use: 'library' });
  expect(exports.text).toBe('•·…ğ😀');
  expect(exports.pattern.test('•·•…')).toBe(true);
});
