// The answers in the table of assumptions that are about errors, each alone.
import { correct } from '../backend.ts';
import { type Quirks, Refused } from '../quirks.ts';
import { json, reasonPhrase } from '../request.ts';

export const problems: Partial<Quirks> = {
  refuse(call, { reason, message, headers, faults }) {
    const code = call.quirks.statusOf(reason, call);
    const listed = faults.length > 0 ? { errors: faults } : {};
    const problem = { type: 'about:blank', title: reasonPhrase(code), status: code, detail: message, ...listed };
    const answer = json(code, problem, 'application/problem+json');
    return { ...answer, headers: { ...answer.headers, ...headers } };
  },
};

/** Errors in a sentence. */
const sentences: Partial<Quirks> = {
  refuse(call, { reason, message, headers }) {
    const status = call.quirks.statusOf(reason, call);
    return { status, body: message, headers: { 'content-type': 'text/plain', ...headers } };
  },
};

export const errorValues: Readonly<Record<string, Readonly<Record<string, Partial<Quirks>>>>> = {
  'error-body': { problem: problems, text: sentences },
  'error-details': {
    none: {
      refuse: (call, { reason, message, headers }) => correct.refuse(call, new Refused(reason, message, { headers })),
    },
  },
};
