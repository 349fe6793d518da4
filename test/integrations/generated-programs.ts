// Programs on top of clients that generators make of the served document. Each logs in by a code, stores a setting of every
// provider with all fields, sends a test message, lists what is stored, and prints what the responses were. openapi-fetch writes
// settings back as they were read, too, with their ids and dates; orval removes those from bodies.
import bodies from '../support/bodies.ts';

/** What the programs store: one of them is the default. */
export const settings = { ...bodies, mail: { ...bodies.mail, isDefault: true } };

/** What all programs begin with. The base URL and the cookie are put into each request by the fetch of this program. */
const start = `
const { URL_OF_MOCK: url = '' } = process.env;
let cookie = '';
const plain = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const request = new Request(typeof input === 'string' ? new URL(input, url) : input, init);
  if (cookie !== '') request.headers.set('Cookie', cookie);
  const response = await plain(request);
  const set = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  if (set.length > 0) cookie = set.join('; ');
  return response;
};
const code = async () => ((await (await fetch('/__mock/otp/ada')).json()) as { code: string }).code;
const space = { 'X-Space': 'acme' };
const settings = ${JSON.stringify(settings)} as const;
`;

/** By the name of the client. */
export const programs: Readonly<Record<string, string>> = {
  'openapi-fetch': `
import createClient from 'openapi-fetch';
import type { paths as Paths } from './openapi-typescript.js';
${start}
const client = createClient<Paths>({ baseUrl: url, fetch: (request) => fetch(request) });
const form = { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
const credentials = { username: 'ada', password: 'ada' };
const asked = await client.POST('/login', { body: credentials, ...form });
const validated = { username: 'ada', otp_code: await code() };
const loggedIn = await client.POST('/validate', { body: validated, ...form });
await client.POST('/refresh');
const params = { header: space };
const paths = [
  ['Twilio', '/api/otp/settings/sms/twilio'],
  ['Netgsm', '/api/otp/settings/sms/netgsm'],
  ['Dataport', '/api/otp/settings/sms/dataport'],
  ['Default', '/api/otp/settings/mail/default'],
] as const;
await client.PUT('/api/otp/settings/sms/twilio', { params, body: settings.twilio });
await client.PUT('/api/otp/settings/sms/netgsm', { params, body: settings.netgsm });
await client.PUT('/api/otp/settings/sms/dataport', { params, body: settings.dataport });
await client.PUT('/api/otp/settings/mail/default', { params, body: settings.mail });
const { response } = await client.POST('/api/otp/settings/test', { params });
const read = async () => (await client.GET('/api/otp/settings', { params })).data ?? [];
for (const body of await read()) {
  const path = paths.find(([name]) => name === body.provider)?.[1];
  if (path === undefined || !body.id || !body.creationDate) throw new Error(JSON.stringify(body));
  const { error } = await client.PUT(path, { params, body });
  if (error) throw new Error(error.message);
}
const data = await read();
await client.POST('/logout');
console.log(JSON.stringify([asked.data, loggedIn.data?.spaces, response.status, data]));
`,
  'orval with fetch': `
import * as api from './orval-fetch.js';
${start}
const asked = await api.login({ username: 'ada', password: 'ada' });
const loggedIn = await api.validate({ username: 'ada', otp_code: await code() });
await api.refresh();
const init = { headers: space };
await api.putTwilioSetting(settings.twilio, init);
await api.putNetgsmSetting(settings.netgsm, init);
await api.putDataportSetting(settings.dataport, init);
await api.putMailSetting(settings.mail, init);
const sent = await api.sendTestMessage(init);
const listed = await api.getSettings(init);
await api.logout();
const spaces = loggedIn.status === 200 ? loggedIn.data.spaces : undefined;
console.log(JSON.stringify([asked.data, spaces, sent.status, listed.status === 200 ? listed.data : listed.status]));
`,
  'orval with zod': `
import * as schemas from './orval-zod.js';
${start}
const post = async (path: string, fields: Record<string, string> = {}) =>
  (await fetch(path, { method: 'POST', body: new URLSearchParams(fields) })).json();
const put = (path: string, body: object) =>
  fetch(path, { method: 'PUT', headers: { ...space, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const asked = schemas.loginResponse.parse(await post('/login', { username: 'ada', password: 'ada' }));
const loggedIn = schemas.validateResponse.parse(await post('/validate', { username: 'ada', otp_code: await code() }));
schemas.refreshResponse.parse(await post('/refresh'));
await put('/api/otp/settings/sms/twilio', schemas.putTwilioSettingBody.parse(settings.twilio));
await put('/api/otp/settings/sms/netgsm', schemas.putNetgsmSettingBody.parse(settings.netgsm));
await put('/api/otp/settings/sms/dataport', schemas.putDataportSettingBody.parse(settings.dataport));
await put('/api/otp/settings/mail/default', schemas.putMailSettingBody.parse(settings.mail));
const sent = await fetch('/api/otp/settings/test', { method: 'POST', headers: space });
const list = schemas.getSettingsResponse.parse(await (await fetch('/api/otp/settings', { headers: space })).json());
await fetch('/logout', { method: 'POST' });
console.log(JSON.stringify([asked, loggedIn.spaces, sent.status, list]));
`,
};
