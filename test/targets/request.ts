// The correct steps that read a request: where it goes, what its body and its space are, and how it is refused.
import { routes } from './page.ts';
import { type Answer, type Call, type Quirks, type Reason, Refused } from './quirks.ts';

type RequestSteps = Pick<
  Quirks,
  'route' | 'mediaTypeFits' | 'readBody' | 'space' | 'spaceNameFits' | 'admit' | 'statusOf' | 'refuse'
>;

const statuses: Readonly<Record<Reason, number>> = {
  path: 404,
  method: 405,
  token: 401,
  code: 401,
  'too-soon': 429,
  'media-type': 415,
  size: 413,
  unreadable: 400,
  'missing-space': 400,
  'empty-space': 400,
  space: 400,
  'unknown-space': 404,
  query: 400,
  body: 400,
  'no-default': 404,
  busy: 409,
  provider: 500,
};

const words: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

/** An answer with a JSON body. */
export function json(status: number, value: unknown, type = 'application/json'): Answer {
  return { status, headers: { 'Content-Type': type }, body: JSON.stringify(value) };
}

/** A status in words. */
export function reasonPhrase(status: number): string {
  return words[status] ?? 'Error';
}

/** Text from UTF-8 bytes, or undefined when they are none. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readBody(call: Call): unknown {
  const { quirks, raw } = call;
  if (!quirks.mediaTypeFits(call)) throw new Refused('media-type', 'The body has to be JSON.');
  if (raw.length > quirks.maxBytes) throw new Refused('size', 'The body is too large.');
  const text = decode(raw);
  try {
    if (text !== undefined) return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Told below, like bytes that are no text.
  }
  throw new Refused('unreadable', 'The body is not JSON.');
}

export const requestSteps: RequestSteps = {
  /** HEAD is GET; node sends no body then. */
  route({ path, ...call }) {
    const method = call.method === 'HEAD' ? 'GET' : call.method;
    const here = routes.filter((row) => row.path === path);
    const found = here.find((row) => row.method === method);
    if (found) return found.route;
    if (here.length === 0) throw new Refused('path', 'There is nothing at this path.');
    throw new Refused('method', 'This method is not allowed here.', {
      headers: { Allow: here.map((row) => row.method).join(', ') },
    });
  },

  mediaTypeFits({ headers }) {
    const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
    const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
    const utf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
    return type.trim() === 'application/json' && utf8;
  },

  readBody,

  /** Node hands headers over byte by byte; names are in UTF-8. */
  space({ headers, quirks }) {
    const name = decode(Buffer.from(String(headers['x-space'] ?? ''), 'latin1'));
    if (headers['x-space'] === undefined) throw new Refused('missing-space', 'The header X-Space is missing.');
    if (!name) throw new Refused('empty-space', 'The header X-Space has to name a space, in UTF-8.');
    if (!quirks.spaceNameFits(name)) throw new Refused('space', 'X-Space is not the name of a space.');
    return name;
  },

  spaceNameFits: (name) => [...name].length <= 100 && !/\p{Cc}/u.test(name),

  admit: () => undefined,

  statusOf: (reason) => statuses[reason],

  refuse(call, { reason, message, headers, faults }) {
    const status = call.quirks.statusOf(reason, call);
    const errors = faults.map((fault) => ({ path: '/body', message: fault, rule: 'schema' }));
    const listed = errors.length > 0 ? { errors } : {};
    const answer = json(status, { status, error: reasonPhrase(status), message, ...listed });
    return { ...answer, headers: { ...answer.headers, ...headers } };
  },
};
