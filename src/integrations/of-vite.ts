// Which requests Vite answers, where an upstream answers the others.
import type { IncomingMessage } from 'node:http';
import type { CommonServerOptions, Connect } from 'vite';

/** Whether a request is for a page, not for a part of one. Browsers say so at trustworthy origins, such as localhost; others ask for HTML. */
export function isNavigation({ method = '', headers }: IncomingMessage): boolean {
  const { 'sec-fetch-mode': mode, accept = '' } = headers;
  if (!['GET', 'HEAD'].includes(method)) return false;
  return mode === undefined ? accept.includes('text/html') : mode === 'navigate';
}

/**
 * Whether a request that Vite has not answered yet is for a page of the application, or for something of Vite's own. Vite has
 * rewritten what it did not find to `/index.html`, if a page would do.
 */
export function isOfApplication(request: Connect.IncomingMessage, base: string): boolean {
  if (isNavigation(request)) return true;
  const [url = '', asked = ''] = [request.url, request.originalUrl].map((each = '') => each.split('?')[0]);
  if (asked.startsWith(`${base}@`)) return true;
  const isIndex = ['', 'index.html'].includes(asked.slice(base.length));
  return ['GET', 'HEAD'].includes(request.method ?? '') && url.endsWith('.html') && (isIndex || url !== '/index.html');
}

/** Whether Vite takes a WebSocket: for its hot updates, or for a proxy that is configured in it. */
export function isOfVite({ headers, url = '' }: IncomingMessage, { proxy = {} }: CommonServerOptions): boolean {
  if (headers['sec-websocket-protocol']?.startsWith('vite-')) return true;
  return Object.entries(proxy).some(([context, options]) => {
    const isMeant = context.startsWith('^') ? new RegExp(context).test(url) : url.startsWith(context);
    const { ws, target } = typeof options === 'string' ? { ws: false, target: options } : options;
    return isMeant && (ws || (typeof target === 'string' && /^wss?:/.test(target)));
  });
}
