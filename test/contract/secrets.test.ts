// A target's real secrets appear in no report, whatever the run may do there and however the target puts them into words.
import { describe, expect, it } from 'vitest';
import { createPlan } from '../../src/contract/run/plan.ts';
import { chooseAssumptions } from '../../src/assumptions/choose.ts';
import { reporters } from '../../src/contract/reporters/reporters.ts';
import { markdown } from '../../src/contract/reporters/markdown.ts';
import type { Report } from '../../src/contract/report/report.ts';
import { Scrubber } from '../../src/contract/target/scrubber.ts';
import { secretFieldsOf } from '../../src/contract/model/kinds.ts';
import type { TargetResponse } from '../../src/contract/target/http.ts';
import { loadDocuments } from '../../src/document/load.ts';
import { judge } from '../support/judge.ts';
import { staging } from '../support/staging.ts';
import { correct } from '../targets/backend.ts';
import type { Quirks } from '../targets/backend.ts';

const marker = 'Zq7&Kx"9/vB+3mN=5pL<8wRt';
const pieces = Array.from({ length: marker.length - 5 }, (_, place) => marker.slice(place, place + 6));

function outputs(report: Report): string {
  const look = { colour: false, strict: false };
  return [...Object.values(reporters).map((each) => each(report, look)), markdown(report)].join('\n');
}

/** The responses to GET go wrong in a way that has every check quote them, with the marker at another place each time. */
const quotedAfter = (padding: number): Partial<Quirks> => ({
  finish: (call, answer) =>
    call.method === 'GET' && answer.status === 200
      ? { ...answer, status: 418, body: `${' '.repeat(padding)}${String(answer.body)}` }
      : answer,
});

describe('A run that may only read', () => {
  it.each([0, 20, 35, 50, 65, 80, 95, 110, 125, 140, 155])(
    'A run that may only read shows no part of a secret that a response held, where it is quoted after %i characters',
    async (padding) => {
      const { remote, put } = await staging(quotedAfter(padding));
      for (const kind of ['mail', 'netgsm', 'dataport'] as const) await put('live', kind, { password: marker });
      await put('live', 'twilio', { authToken: marker });
      const { report } = await judge({ url: remote, space: 'live' });
      expect(report.checks.some(({ actual }) => actual?.includes('418'))).toBe(true);
      const text = outputs(report);
      for (const piece of pieces) expect(text).not.toContain(piece);
    },
  );
});

const { subjects } = createPlan(await loadDocuments(), { assumptions: chooseAssumptions({}), fuzz: 0 });

/** A scrubber that has seen one response. */
async function seen(answer: Partial<TargetResponse>): Promise<Scrubber> {
  const scrubber = new Scrubber(subjects.kinds.flatMap(secretFieldsOf));
  const send = async () => ({ setCookies: [], json: undefined, ...answer }) as unknown as TargetResponse;
  await scrubber
    .watch({ url: '', send, close: async () => undefined, interrupt: () => undefined })
    .send({ method: 'GET', path: '/' });
  return scrubber;
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

describe('A secret', () => {
  it.each<[string, (secret: string) => string]>([
    ['as it is', (secret) => secret],
    ['in JSON', (secret) => JSON.stringify({ a: secret })],
    ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ a: secret }))],
    ['in a URL', (secret) => `https://a.example/?p=${encodeURIComponent(secret)}`],
    ['in a form', (secret) => new URLSearchParams({ a: secret }).toString()],
    ['in XML', (secret) => `<p>${xml(secret)}</p>`],
    ['in Base64', (secret) => Buffer.from(secret).toString('base64')],
    ['in Basic credentials', (secret) => `Basic ${Buffer.from(`someone:${secret}`).toString('base64')}`],
    ['in Basic credentials of another length', (secret) => `Basic ${Buffer.from(`me:${secret}`).toString('base64')}`],
    ['in base64url', (secret) => Buffer.from(`ab${secret}`).toString('base64url')],
    ['cut off', (secret) => `200 with "${secret.slice(0, 16)}…"`],
    ['cut off in JSON', (secret) => JSON.stringify(`{"p":"${JSON.stringify(secret).slice(1, 17)}…`)],
  ])('A secret is masked %s', async (_, write) => {
    const scrubber = await seen({ json: { wrapped: [{ password: marker }] } });
    const text = scrubber.scrub({ text: [write(marker)] }).text.join('');
    expect(text).toContain('****');
    for (const piece of [...pieces, ...pieces.map(encodeURIComponent)]) expect(text).not.toContain(piece);
    const encoded = Buffer.from(marker).toString('base64').slice(4, -4);
    expect(text).not.toContain(encoded);
  });

  it.each([
    ['of a field of the document', { json: [{ authToken: 'the-secret-value' }] }],
    ['of a field with another case', { json: { AUTHTOKEN: 'the-secret-value' } }],
    ['of a field that the document does not know', { json: { smtp_password: 'the-secret-value' } }],
    ['in a list below a secret field', { json: { password: ['x', { old: 'the-secret-value' }] } }],
    ['of a token in a cookie', { setCookies: ['ins_access_token=the-secret-value; Path=/'] }],
    ['of a token in the body of a login', { json: { access_token: 'the-secret-value' } }],
  ])('A secret is learned as the value %s', async (_, answer) => {
    expect((await seen(answer)).scrub('came the-secret-value')).toBe('came ********');
  });

  it('A secret that is a number is masked as well', async () => {
    expect((await seen({ json: { password: 48_151_623 } })).scrub('came 48151623')).toBe('came ********');
  });

  it('A value that the run made up is not a secret, changed or not', async () => {
    const scrubber = new Scrubber(subjects.kinds.flatMap(secretFieldsOf));
    const echo = {
      setCookies: [],
      json: [{ password: 'MADE-UP-VALUE ' }, { password: 'made-up' }],
    } as unknown as TargetResponse;
    const target = scrubber.watch({
      url: '',
      send: async () => echo,
      close: async () => undefined,
      interrupt: () => undefined,
    });
    await target.send({ method: 'PUT', path: '/', body: '{"password":"made-up-value"}' });
    expect(scrubber.scrub("curl -d '{made-up-value}' made-up MADE-UP-VALUE")).toBe(
      "curl -d '{made-up-value}' made-up MADE-UP-VALUE",
    );
  });

  it('A text that the run put into a secret field and an open one is shown as the target garbled it', async () => {
    const garbled = (text: unknown): unknown =>
      typeof text === 'string' ? Buffer.from(text).toString('latin1') : text;
    const { url } = await staging({
      taken: (call, body) =>
        Object.fromEntries(Object.entries(correct.taken(call, body)).map(([name, text]) => [name, garbled(text)])),
    });
    const { report } = await judge({ url, only: ['put-mail.'], rngSeed: 1 });
    const differing = report.checks.filter(
      ({ outcome, expected }) => outcome === 'failed' && /[ğş]/.test(expected ?? ''),
    );
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.filter(({ actual }) => actual?.includes('*****')).map(({ id }) => id)).toEqual([]);
    expect(JSON.stringify(report)).not.toContain('secret-4'); // what was there before
  });

  it('A secret that the target showed before the run sends it stays a secret', async () => {
    const scrubber = await seen({ json: [{ password: 'found-before' }] });
    const target = {
      url: '',
      send: async () => ({ setCookies: [] }) as unknown as TargetResponse,
      close: async () => undefined,
      interrupt: () => undefined,
    };
    await scrubber.watch(target).send({ method: 'PUT', path: '/', body: '{"password":"found-before"}' });
    expect(scrubber.scrub('found-before')).toBe('********');
  });

  it('With too many secrets to track, no text of the target is quoted', async () => {
    const json = Array.from({ length: 200_000 }, (_, index) => ({ password: `secret number ${index}` }));
    const scrubber = await seen({ json });
    expect(scrubber.scrub('200 with "secret number 199999 \\" more"')).toBe('200 with "********"');
  });
});
