// Which program opens the page. That it does, command.test.ts sees.
import { expect, it } from 'vitest';
import { openerOf } from '../../src/common/open-page.ts';

it.each<[NodeJS.Platform, string]>([
  ['linux', 'xdg-open'],
  ['freebsd', 'xdg-open'],
  ['darwin', 'open'],
  ['win32', 'rundll32 url.dll,FileProtocolHandler'],
])('The option --open uses the program of %s', (platform, expected) => {
  expect(openerOf(platform).join(' ')).toBe(expected);
});
