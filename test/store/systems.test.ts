// What the store does otherwise on Windows and macOS, with the system injected.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { patient } from '../../src/store/file-system.ts';
import { placesOf } from '../../src/store/sign-of-life.ts';
import { FailingDisk } from '../support/failing-disk.ts';

describe('On Windows', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('a file that a scanner holds (%s) is moved once it is let go', async (code) => {
    const folder = await mkdtemp(join(tmpdir(), 'held-'));
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    await writeFile(from, 'text');
    const disk = new FailingDisk();
    disk.fail('rename', code);
    setTimeout(() => disk.recover(), 50);
    await patient(disk.fs).rename(from, to);
    expect(await readFile(to, 'utf8')).toBe('text');
    disk.fail('unlink', code);
    await expect(patient(disk.fs).unlink(to)).rejects.toMatchObject({ code });
  });

  it('other errors are told at once', async () => {
    const disk = new FailingDisk();
    disk.fail('rename', 'ENOSPC');
    await expect(patient(disk.fs).rename('a', 'b')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(disk.counts.get('rename')).toBe(1);
  });

  it('the sign of life is a named pipe', () => {
    expect(placesOf('C:\\data', 'name', 'win32')).toEqual(['\\\\.\\pipe\\otp-settings-mock-name']);
  });
});

describe('On macOS and Linux', () => {
  it('the sign of life is a socket in the folder, or elsewhere where its path is too long', () => {
    const elsewhere = join(tmpdir(), 'otp-settings-mock-name.sock');
    expect(placesOf('/data', 'name', 'darwin')[0]).toBe('/data/lock-name.sock');
    expect(placesOf('/data', 'name', 'darwin').at(-1)).toBe(elsewhere);
    expect(placesOf(`/${'long/'.repeat(30)}`, 'name', 'linux')).toEqual([elsewhere]);
  });
});
