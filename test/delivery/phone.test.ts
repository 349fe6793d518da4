import { describe, expect, it } from 'vitest';
import { toE164, toTurkishMobile } from '../../src/delivery/phone.ts';

describe('A phone number', () => {
  it.each([
    ['+905321234567', '+905321234567', '5321234567'],
    ['+90 (532) 123 45 67', '+905321234567', '5321234567'],
    ['0090 532 123 45 67', '+905321234567', '5321234567'],
    ['0532 123 45 67', '+905321234567', '5321234567'],
    ['532-123-45-67', '+905321234567', '5321234567'],
    ['+90 212 123 45 67', '+902121234567', undefined],
    ['+1 500 555 0006', '+15005550006', undefined],
    ['+49 30 901820', '+4930901820', undefined],
    ['+90532123456', undefined, undefined],
    ['12', undefined, undefined],
    ['', undefined, undefined],
    ['admin', undefined, undefined],
    ['+', undefined, undefined],
    ['5'.repeat(300), undefined, undefined],
  ])('A phone number %j is %j for Twilio, %j for the Turkish providers', (number, e164, mobile) => {
    expect([toE164(number), toTurkishMobile(number)]).toEqual([e164, mobile]);
  });
});
