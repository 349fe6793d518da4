import { describe, expect, it } from 'vitest';
import { countSegments, isGsm } from '../../src/delivery/sms-encoding.ts';

describe('A text by SMS', () => {
  it.each([
    ['nothing', '', true, 1],
    ['160 places', 'x'.repeat(160), true, 1],
    ['161 places', 'x'.repeat(161), true, 2],
    ['306 places', 'x'.repeat(306), true, 2],
    ['307 places', 'x'.repeat(307), true, 3],
    ['80 characters of two places', '€'.repeat(80), true, 1],
    ['81 characters of two places', '€'.repeat(81), true, 2],
    ['153 characters of two places, of which none is cut in two', '€'.repeat(153), true, 3],
    ['a character of two places across the edge', `${'x'.repeat(152)}€${'x'.repeat(151)}`, true, 2],
    ['one place more than that', `${'x'.repeat(152)}€${'x'.repeat(152)}`, true, 3],
    ['70 characters of UCS-2', 'ş'.repeat(70), false, 1],
    ['71 characters of UCS-2', 'ş'.repeat(71), false, 2],
    ['134 characters of UCS-2', 'ş'.repeat(134), false, 2],
    ['135 characters of UCS-2', 'ş'.repeat(135), false, 3],
    ['35 characters of two units', '🔑'.repeat(35), false, 1],
    ['36 characters of two units', '🔑'.repeat(36), false, 2],
    ['67 characters of two units, of which none is cut in two', '🔑'.repeat(67), false, 3],
    ['Turkish letters that GSM has', 'ÇÖÜöü', true, 1],
    ['a Turkish letter that GSM lacks', 'ç', false, 1],
    ['the extension table', '\f^{}\\[~]|€', true, 1],
    ['a backtick, which GSM lacks', '`', false, 1],
  ])('A text by SMS of %s is in the alphabet and counted as the standard says', (_, text, gsm, segments) => {
    expect([isGsm(text), countSegments(text)]).toEqual([gsm, segments]);
  });
});
