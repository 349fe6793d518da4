// A target that refuses the document's bodies: that is told once, and everything else is judged with what it takes.
import { describe, expect, it, onTestFinished } from 'vitest';
import { judge, troubles } from '../support/judge.ts';
import { correct, startBackend } from '../targets/backend.ts';
import type { Field } from '../targets/page.ts';
import type { Quirks } from '../targets/quirks.ts';

const notRequired = (field: Field): Field => (field.name === 'provider' ? { ...field, required: false } : field);

async function judged(quirks: Partial<Quirks>) {
  const backend = await startBackend(quirks);
  onTestFinished(() => backend.close());
  const { report } = await judge({ url: backend.url, only: ['put-', 'together.', 'list.'] });
  const ids = (outcome: string): string[] =>
    report.checks.filter((check) => check.outcome === outcome).map(({ id }) => id);
  return { failed: ids('failed'), blocked: ids('blocked'), troubles: troubles(report, ['failed']) };
}

describe('A target that refuses a valid body', () => {
  it('If an example of the document is refused, all else is judged without it', async () => {
    const { failed, blocked } = await judged({
      fault: (call, field, value) =>
        value === 'AC0123456789abcdef0123456789abcdef' ? 'accountSid is not known' : correct.fault(call, field, value),
    });
    expect(failed).toEqual(['put-twilio.examples']);
    expect(blocked).toEqual([]);
  });

  it('If the required fields alone are refused, all else is judged with more of them', async () => {
    const { failed, blocked } = await judged({
      otherFaults: (call, body) => [
        ...correct.otherFaults(call, body),
        ...(call.route === 'mail' && body['smtpHost'] === undefined ? ['smtpHost is missing'] : []),
      ],
    });
    expect(failed).toEqual(['put-mail.optional-left-out', 'put-mail.each-left-out']);
    expect(blocked.every((id) => id.startsWith('put-mail.'))).toBe(true);
    expect(blocked.length).toBeLessThan(10);
  });

  it('If nothing valid is taken, that is the one failure of the operation', async () => {
    const { failed, blocked } = await judged({
      otherFaults: (call) => (call.route === 'mail' ? ['not today'] : []),
    });
    expect(failed).toEqual(['put-mail.answers']);
    expect(blocked.length).toBeGreaterThan(100);
  });

  it.each([
    [
      'no provider is required',
      { fields: (kind) => correct.fields(kind).map(notRequired) },
      'put-mail.provider.required',
    ],
    ['an empty list is null', { wrap: (settings) => (settings.length === 0 ? null : settings) }, 'spaces.empty'],
  ] as readonly [string, Partial<Quirks>, string][])(
    'One lenient rule closes no gate: %s',
    async (_rule, quirks, id) => {
      const backend = await startBackend(quirks);
      onTestFinished(() => backend.close());
      const { report } = await judge({ url: backend.url });
      expect(troubles(report, ['failed']).map((line) => line.split(':', 1)[0])).toContain(id);
      expect(troubles(report, ['failed']).length).toBeLessThan(10);
      expect(troubles(report, ['blocked']).length).toBeLessThan(10);
    },
  );

  it('If a valid body meets a passing error beside other requests, that is told, and all else is judged with it', async () => {
    let deadlocks = 2;
    const backend = await startBackend({
      async put(call, body) {
        const beside = /_run[a-z]$/.test(call.space);
        if (beside && call.route === 'mail' && deadlocks-- > 0) throw new Error('deadlock');
        await correct.put(call, body);
      },
    });
    onTestFinished(() => backend.close());
    const { report } = await judge({ url: backend.url, only: ['put-mail.', 'assumption.'] });
    expect(deadlocks).toBe(0);
    expect(report.assumptions['test-without-default']?.observed).toBe('404');
    expect(troubles(report, ['failed', 'blocked', 'differs'])).toEqual([]);
    expect(troubles(report, ['flaky'])).toEqual([expect.stringMatching(/^put-mail\.answers: it failed once/)]);
  });
});
