// What a mutant is, and the ways in which most of them are made.
import { correct } from './backend.ts';
import type { Field, Kind, Route } from './page.ts';
import type { Answer, Call, Quirks, Values } from './quirks.ts';
import type { Scenario } from './scenario.ts';
import { kindOf } from './settings.ts';

export interface Mutant {
  readonly name: string;
  /** What it does wrong, in one sentence. */
  readonly fault: string;
  /** The row of the page that is at stake. */
  readonly place: string;
  readonly quirks: Partial<Quirks>;
  /** Requests to which it answers otherwise than the correct backend. */
  readonly scenario: Scenario;
  /** Why a run from outside, with one user, cannot see it. */
  readonly invisible?: string;
}

/** Another rule for one field. */
export function ruling(kind: Kind, name: string, rule: Partial<Field>): Partial<Quirks> {
  const change = (field: Field): Field => (field.name === name ? { ...field, ...rule } : field);
  return { fields: (each) => (each === kind ? correct.fields(each).map(change) : correct.fields(each)) };
}

/** One field of a body is changed before it is checked. */
export function reading(kind: Kind, name: string, change: (value: unknown) => unknown): Partial<Quirks> {
  return {
    prepare(call, body) {
      if (call.route !== kind || typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return body;
      return { ...body, [name]: change((body as Values)[name]) };
    },
  };
}

/** One text of a setting is stored otherwise than it came. */
export function storing(kind: Kind, name: string, change: (text: string) => unknown): Partial<Quirks> {
  return {
    taken(call, body) {
      const taken = correct.taken(call, body);
      if (kindOf(call) !== kind || typeof taken[name] !== 'string') return taken;
      return { ...taken, [name]: change(taken[name]) };
    },
  };
}

/** One field is shown otherwise than it is stored. */
export function showing(kind: Kind, name: string, change: (value: unknown) => unknown): Partial<Quirks> {
  return { showValue: (field, value, each) => (each === kind && field.name === name ? change(value) : value) };
}

/** The answers of one route are changed. */
export function answering(
  route: Route,
  change: (answer: Answer, call: Call) => Answer | Promise<Answer>,
): Partial<Quirks> {
  return { finish: (call, answer) => (call.route === route ? change(answer, call) : answer) };
}

/** What a setting is composed of is changed after everything else. */
export function composing(kind: Kind, change: (made: Values, call: Call, stored?: Values) => Values): Partial<Quirks> {
  return {
    compose(call, taken, stored) {
      const made = correct.compose(call, taken, stored);
      return kindOf(call) === kind ? change(made, call, stored) : made;
    },
  };
}

/** An answer that goes out as success is given another status, and perhaps a body. */
export function instead(status: number, body?: string): (answer: Answer) => Answer {
  return (answer) => (answer.status === 204 ? { status, ...(body !== undefined && { body }) } : answer);
}

/** A read-only field of the body is stored. */
export function taking(kind: Kind, name: string): Partial<Quirks> {
  return composing(kind, (made, { body }) => {
    const sent = body as Values; // it was found to be an object before
    return sent[name] === undefined ? made : { ...made, [name]: sent[name] };
  });
}
