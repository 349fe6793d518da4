// Texts as people read them: bodies on the wire, times, and command lines.
import { quote } from '../common/shell.ts';
import type { Exchange, RequestEntry } from '../document/schemas.ts';
import { mask } from '../document/secret.ts';
import { mockUrl } from './api.ts';

/** A body of any of the providers' kinds, on lines of its own; as it is when it is of none. */
export function formatBody(body: string, type = ''): string {
  if (/json/.test(type)) return formatJson(body);
  if (/urlencoded/.test(type))
    return Array.from(new URLSearchParams(body), ([name, value]) => `${name} = ${value}`).join('\n');
  return /xml/.test(type) ? formatXml(body) : body;
}

function formatJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

/** An element that has others in it, on lines of their own. */
function formatXml(body: string): string {
  const tokens = body.match(/<!\[CDATA\[.*?\]\]>|<[^>]+>|[^<]+/gs) ?? [];
  let depth = 0;
  let text = '';
  tokens.forEach((token, index) => {
    const before = tokens[index - 1] ?? '';
    const closes = token.startsWith('</');
    if (closes) depth -= 1;
    const isTag = /^<[^!]/.test(token);
    const inLine = !isTag || (closes && !before.startsWith('</'));
    text += inLine || index === 0 ? token : `\n${'  '.repeat(depth)}${token}`;
    if (isTag && !closes && !token.endsWith('/>')) depth += 1;
  });
  return text;
}

/** The first line of a request on the wire, and what follows it. */
export function formatRequest({ request }: Exchange): string {
  if (request.protocol === 'smtp') {
    const { host, port, tls, envelope, message, dialogue } = request;
    if (dialogue) return `${host}:${port} (${tls})\n${dialogue.join('\n')}\n\n${message}`;
    return `${host}:${port} (${tls})\nMAIL FROM:<${envelope.from}>\n${envelope.to.map((to) => `RCPT TO:<${to}>`).join('\n')}\nDATA\n\n${message}`;
  }
  const { method, url, headers, body } = request;
  return `${method} ${url}\n${formatHeaders(headers)}\n\n${formatBody(body, headers['Content-Type'])}`;
}

/** What the provider replied; a sentence when it was never reached. */
export function formatReply({ reply }: Exchange): string {
  if (!reply) return 'No reply: the host could not be reached.';
  if ('text' in reply) return `${reply.code} ${reply.text}`;
  return `${reply.status}\n${formatHeaders(reply.headers)}\n\n${formatBody(reply.body, reply.headers['Content-Type'])}`;
}

export function formatHeaders(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

export function formatTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** The fields of a request's body whose values are masked. */
export function maskedIn({ body = {} }: RequestEntry): string[] {
  return Object.keys(body).filter((name) => body[name] === mask);
}

/** The same request on a command line, as the same user; secrets stay masked, and a comment before it says so. */
export function formatCurl(entry: RequestEntry): string {
  const { method, url, space, user, body, operation } = entry;
  const form = operation === 'login' || operation === 'validate';
  const masked = maskedIn(entry);
  const line = [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(space === undefined ? [] : [`-H ${quote(`X-Space: ${space}`)}`]),
    ...(user === undefined ? [] : [`-H ${quote(`X-Mock-User: ${user}`)}`]),
    ...(body === undefined || form ? [] : ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body))}`]),
    ...(form ? Object.entries(body ?? {}).map(([name, value]) => `-F ${quote(`${name}=${String(value)}`)}`) : []),
    quote(mockUrl() + url),
  ].join(' ');
  return masked.length === 0 ? line : `# Replace ${mask} in ${masked.join(' and ')}\n${line}`;
}
