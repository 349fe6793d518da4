// The part of undici that dispatches requests; the rest (fetch, WebSocket, caches, mocks) is not published.
import Agent from 'undici/lib/dispatcher/agent.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

export { Agent, EnvHttpProxyAgent };
