// The part of undici that dispatches requests, also through a proxy; the rest (fetch, WebSocket, caches, mocks) is not published.
import connect from 'undici/lib/api/api-connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

Object.assign(Dispatcher.prototype, { connect }); // how an agent reaches a proxy

export { Agent, EnvHttpProxyAgent };
