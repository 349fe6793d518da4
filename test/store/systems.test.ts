// What the store does otherwise on Windows and macOS, with the system injected.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { patient } from '../../src/store/file-system.ts';
import { startOf } from '../../src/store/lock.ts';
import { placeOf } from '../../src/store/sign-of-life.ts';
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

  it('the sign of life is a named pipe, and no process tells when it was started', () => {
    expect(placeOf('C:\\data', 'name', 'win32')).toBe('\\\\.\\pipe\\otp-settings-mock-name');
    expect(startOf(process.pid, 'win32')).toBe('');
  });
});

describe('On macOS', () => {
  it('the sign of life is a socket, where its path is short enough', () => {
    expect(placeOf('/data', 'name', 'darwin')).toBe('/data/lock-name.sock');
    expect(placeOf(`/${'long/'.repeat(30)}`, 'name', 'darwin')).toBeUndefined();
  });

  it('ps tells when a process was started, or nobody does', () => {
    expect(startOf(process.pid, 'darwin')).toMatch(/^(\w{3} \w{3} +\d+ [\d:]+ \d{4})?$/);
    expect(startOf(2 ** 22 + 1, 'darwin')).toBe('');
  });
});
