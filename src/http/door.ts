// Express, which is only the door: its requests and responses are what the stages work with. There are two ways in to the same
// stages: an application to be mounted in others, and a listener for a port of our own.
import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { refuseUnreadableHttp, type UnreadableOptions } from './unreadable-http.ts';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';

export interface Door {
  readonly app: Express;
  /** What node:http's `createServer` takes: its own classes with Express's methods, and who handles their requests. */
  readonly server: {
    readonly options: { IncomingMessage: typeof IncomingMessage; ServerResponse: typeof ServerResponse };
    readonly listener: RequestListener;
    /** For requests with `Expect: 100-continue`, whose body is read only if a stage asks for it. */
    readonly continuing: RequestListener;
    /** For `clientError`. */
    readonly unreadable: ReturnType<typeof refuseUnreadableHttp>;
  };
}

/** The door to a handler, which has to answer every request. */
export function createDoor(handle: RequestHandler, options: UnreadableOptions): Door {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.set('query parser', 'simple');
  app.use(handle);
  const classes = {
    IncomingMessage: withPrototype(IncomingMessage, app.request),
    ServerResponse: withPrototype(ServerResponse, app.response),
  };
  const listener = straightTo(handle);
  const continuing: RequestListener = (incoming, outgoing) => {
    outgoing.once(wanted, () => outgoing.writeContinue());
    listener(incoming, outgoing);
  };
  return { app, server: { options: classes, listener, continuing, unreadable: refuseUnreadableHttp(options) } };
}

/** The event by which a stage tells that it is going to read the body. Where nobody listens, Node has answered already. */
const wanted = 'body wanted';

/** Lets a client that waits for it (RFC 9110, 10.1.1) send the body. */
export function wantBody(response: Response): void {
  response.emit(wanted);
}

/**
 * Hands over what comes from a port of our own. An application would first give every request and response its prototypes,
 * which makes them slow for all that follows, and look for a route; here they have them from the beginning, and there is one.
 */
function straightTo(handle: RequestHandler): RequestListener {
  return (incoming, outgoing) => {
    const [request, response] = [incoming as Request, outgoing as Response]; // by their prototypes
    Object.assign(request, { res: response, baseUrl: '', originalUrl: request.url, params: {} });
    response.locals = {};
    handle(request, response, () => response.destroy());
  };
}

/**
 * A constructor of the same objects, but for their prototype, which has to inherit from the usual one. Node's are functions
 * of the old kind, which can be called on an object that is there.
 */
function withPrototype<C extends typeof IncomingMessage | typeof ServerResponse>(Base: C, prototype: object): C {
  const base = Base as unknown as (this: object, first: unknown, second: unknown) => void;
  const construct = function (this: object, first: unknown, second: unknown): void {
    base.call(this, first, second);
  };
  construct.prototype = prototype;
  return construct as unknown as C; // called by node:http with `new`, as it would call the other
}
