// Phone numbers as people write them, converted to the forms that providers require.
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/min';

function parse(number: string): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(number, 'TR');
  return parsed?.isPossible() ? parsed : undefined;
}

/** E.164, for example +905321234567; a number without a country is Turkish. Undefined when it is not a number. */
export function toE164(number: string): string | undefined {
  return parse(number)?.number;
}

/** Ten digits, 5XXXXXXXXX, of a Turkish mobile number; undefined for any other. */
export function toTurkishMobile(number: string): string | undefined {
  const parsed = parse(number);
  const isMobile = parsed?.countryCallingCode === '90' && /^5\d{9}$/.test(parsed.nationalNumber);
  return isMobile ? parsed.nationalNumber : undefined;
}

/** Why there is no such number. */
export function noTurkishMobile(number: string): string {
  return number === '' ? 'The user has no phone.' : `${number} is not a Turkish mobile number.`;
}
