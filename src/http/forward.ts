// What is not mocked goes to the upstream.
import type { Request, RequestHandler, Response } from 'express';
import { accessCookie } from '../session/behaviours.ts';
import type { Users } from '../session/users.ts';
import type { Forwarding } from '../upstream/forwarding.ts';
import type { LoggedIn } from '../upstream/seen-sessions.ts';
import type { Forwarded } from '../upstream/upstream.ts';
import { wantBody } from './body.ts';
import { contextOf } from './context.ts';

export interface ForwardOptions extends Forwarding {
  readonly users: Users;
  readonly now: () => Date;
}

/** Forwards the requests of forwarded operations, and all that are none of the documents'; the control API never. */
export function forwardRequests({ upstream, choice, seen, users, now }: ForwardOptions): RequestHandler {
  return async (request, response, next) => {
    const context = contextOf(response);
    const { operation, method } = context;
    if (operation ? !choice.forwards(operation) : /^\/__mock(\/|$)/.test(request.path)) return next();
    context.forwarded = true;
    wantBody(response);
    const cookies = request.cookies as Record<string, string>;
    const user = seen.find(cookies[accessCookie] ?? '', now().getTime());
    if (user) context.user = { username: user.username, password: '', spaces: [] };
    await upstream.forward(request, response, {
      method,
      url: request.originalUrl,
      isHeld: operation?.document === 'session', // or a client that does not wait for the body is faster
      learn: async (forwarded) => {
        keepBodies(forwarded, request, response);
        if (operation?.document !== 'session') return;
        const loggedIn = seen.learn({ ...forwarded, cookies, now: now().getTime() });
        if (loggedIn) await know(loggedIn, users);
      },
    });
  };
}

/** For the record, where they are JSON. */
function keepBodies({ sent, response: passed }: Forwarded, request: Request, response: Response): void {
  const [received, answered] = [sent.json, passed.body.json];
  if (received !== undefined) request.body = received;
  if (answered !== undefined) contextOf(response).answered = answered;
}

/** Who has logged in at the upstream is a user of the mock, too: with a recipient for messages, and the spaces of the login. */
async function know({ username, spaces }: LoggedIn, users: Users): Promise<void> {
  const known = await users.find(username);
  const { phone, mail } = known ?? (await users.first());
  const all = [...new Set([...(known?.spaces ?? []), ...(spaces ?? [])])];
  if (known && all.length === known.spaces.length) return;
  const { username: _name, ...fields } = known ?? { username };
  await users.set(username, {
    ...fields,
    ...(phone && { phone }),
    ...(mail && { mail }),
    ...(all.length > 0 && { spaces: all }),
  });
}
