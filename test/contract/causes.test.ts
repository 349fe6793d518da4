// Failures of one cause are told as one.
import { describe, expect, it, onTestFinished } from 'vitest';
import { pretty } from '../../src/contract/reporters/pretty.ts';
import { github } from '../../src/contract/reporters/github.ts';
import { markdown } from '../../src/contract/reporters/markdown.ts';
import { judge, troubles } from '../support/judge.ts';
import { correct, startBackend } from '../targets/backend.ts';
import type { Quirks } from '../targets/quirks.ts';

async function report(quirks: Partial<Quirks>, only: readonly string[]) {
  const backend = await startBackend(quirks);
  onTestFinished(() => backend.close());
  return (await judge({ url: backend.url, only })).report;
}

/** One limit for all texts, lower than that of the page. */
const limited: Partial<Quirks> = {
  fault: (call, field, value) =>
    typeof value === 'string' && value.length > 45 ? `${field.name} has at most 45` : correct.fault(call, field, value),
};

describe('The causes of failures', () => {
  it('A limit that is too low in many fields is one failure, with all places', async () => {
    const found = await report(limited, ['put-twilio.', 'put-mail.']);
    const cause = found.causes.find(({ checks }) => checks.includes('put-twilio.type.length-max'));
    expect(cause?.checks).toEqual(
      expect.arrayContaining([
        'put-twilio.provider.length-max',
        'put-mail.type.length-max',
        'put-mail.password.length-max',
      ]),
    );
    expect(found.causes).toHaveLength(1);
    expect(troubles(found, ['failed']).length).toBeGreaterThan(13);

    const text = pretty(found, { colour: false, strict: false });
    expect(text).toMatch(/failed {2}put-twilio\.type\.length-max, and \d+ other checks with the same result\n/);
    expect(text).toMatch(/the others .*put-twilio\.provider\.length-max, /);
    expect(text).toMatch(/ \d+ failed for 1 cause /);
    expect(github(found, { colour: false, strict: false })).toMatch(
      /^::error title=put-twilio\.type\.length-max::.*also .*put-twilio\.provider\.length-max/m,
    );
    expect(markdown(found)).toMatch(/\| `put-twilio\.type\.length-max`<br>.*`put-twilio\.provider\.length-max`<br>/);
  });

  it('Error bodies that differ only in a time, as a number, are one cause', async () => {
    let time = 1_790_000_000_000;
    const found = await report(
      {
        ...limited,
        finish(_call, answer) {
          if (answer.status !== 400) return answer;
          time += 37;
          return { ...answer, body: JSON.stringify({ timestamp: time, status: 400, error: 'Bad Request', path: '/' }) };
        },
      },
      ['put-twilio.type.length-max', 'put-mail.type.length-max', 'put-netgsm.type.length-max'],
    );
    expect(found.causes).toEqual([
      { checks: ['put-twilio.type.length-max', 'put-netgsm.type.length-max', 'put-mail.type.length-max'] },
    ]);
  });

  it('Different faults are different causes', async () => {
    const found = await report(
      {
        fault(call, field, value) {
          const most = field.name === 'type' ? 45 : 40;
          const isLong = typeof value === 'string' && value.length > most;
          return isLong ? `${field.name} has at most ${most}` : correct.fault(call, field, value);
        },
      },
      ['put-twilio.type.length-max', 'put-twilio.provider.length-max', 'put-netgsm.type.length-max'],
    );
    expect(found.causes).toEqual([
      { checks: ['put-twilio.type.length-max', 'put-netgsm.type.length-max'] },
      { checks: ['put-twilio.provider.length-max'] },
    ]);
  });
});
