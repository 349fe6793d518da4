// The judge of the tests by kill -9 is judged itself: it finds what was lost, and nothing else.
import { describe, expect, it } from 'vitest';
import type { Message, State } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { History } from '../support/history.ts';

type Seen = Readonly<Record<string, readonly [value: number | undefined, messages?: number]>>;

const state = (seen: Seen): State['spaces'] =>
  Object.fromEntries(
    Object.entries(seen).flatMap(([space, [value, messages = 0]]) =>
      value === undefined
        ? []
        : [
            [
              space,
              {
                settings: { mail: { ...bodies.mail, smtpPort: value } },
                outbox: Array.from({ length: messages }, () => ({}) as Message),
              },
            ],
          ],
    ),
  );

/** A history in which `a` was put three times: answered, answered, and not answered. */
function puts() {
  const history = new History(['a', 'b']);
  const [first, second] = [history.begin('put', 'a')].map((put) => {
    history.end(put, true);
    return [put, history.begin('put', 'a')] as const;
  })[0] as readonly [ReturnType<History['begin']>, ReturnType<History['begin']>];
  history.end(second, true);
  return { history, first, second, third: history.begin('put', 'a') };
}

describe('A history of puts', () => {
  it('A history of PUT requests can end in the last acknowledged one, or in an unacknowledged one', () => {
    for (const name of ['second', 'third'] as const) {
      const made = puts();
      expect(made.history.check(state({ a: [made[name].value] }))).toEqual([]);
    }
  });

  it('A history of PUT requests cannot end in a replaced one, in none, or in a value that no one sent', () => {
    for (const value of [puts().first.value, undefined, 999])
      expect(puts().history.check(state({ a: [value] }))).toEqual([
        expect.stringMatching(/^a has .* replaced or never put/),
      ]);
  });

  it('A history of PUT requests continues from the found value', () => {
    const { history, third } = puts();
    history.check(state({ a: [third.value] }));
    expect(history.check(state({ a: [third.value] }))).toEqual([]);
    expect(history.check(state({}))).toHaveLength(1);
  });
});

describe('A history of messages', () => {
  it('A history of messages has at least those acknowledged since the last clearing, and at most all', () => {
    const history = (): History => {
      const made = new History(['a']);
      made.end(made.begin('send', 'a'), true);
      made.end(made.begin('reset', 'a'), true);
      made.end(made.begin('put', 'a'), true);
      made.end(made.begin('send', 'a'), true);
      made.begin('send', 'a');
      return made;
    };
    const value = 5;
    for (const messages of [1, 2, 3]) expect(history().check(state({ a: [value, messages] }))).toEqual([]);
    for (const messages of [0, 4])
      expect(history().check(state({ a: [value, messages] }))[0]).toMatch(/messages, not 1 to 3/);
  });
});

describe('A history with a restore', () => {
  it('A history with a restore that was interrupted can be seen everywhere or nowhere', () => {
    const made = () => {
      const history = new History(['a', 'b']);
      const [a, b] = ['a', 'b'].map((space) => history.begin('put', space));
      for (const put of [a, b]) if (put) history.end(put, true);
      return { history, a: a?.value, b: b?.value, restore: history.begin('restore', 'a').value };
    };
    const [all, none, torn] = [made(), made(), made()];
    expect(all.history.check(state({ a: [all.restore], b: [all.restore] }))).toEqual([]);
    expect(none.history.check(state({ a: [none.a], b: [none.b] }))).toEqual([]);
    expect(torn.history.check(state({ a: [torn.restore], b: [torn.b] }))).toEqual([
      expect.stringMatching(/^b is older than the restore/),
    ]);
  });
});
