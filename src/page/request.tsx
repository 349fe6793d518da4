// One request: what was sent and what was answered, headers and bodies, with secrets masked.
import type { RequestEntry } from '../document/schemas.ts';
import { formatCurl, formatHeaders, maskedIn } from './format.ts';
import { Copy } from './parts.tsx';

export function RequestView({ entry }: { readonly entry: RequestEntry }) {
  const {
    method,
    url,
    status,
    reason,
    errors = [],
    violations = [],
    body,
    responseBody,
    requestHeaders,
    responseHeaders,
  } = entry;
  const masked = maskedIn(entry);
  return (
    <div class="message">
      {reason !== undefined && <p class="error">{reason}</p>}
      {errors.length > 0 && (
        <ul class="error">
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {violations.length > 0 && (
        <ul class="error" aria-label="Violations of the contract">
          {violations.map(({ in: where, path, message }) => (
            <li key={`${where} ${path}`}>
              {where} <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <div class="buttons">
        <Copy text={formatCurl(entry)} label="Copy as curl" />
        {masked.length > 0 && (
          <span class="quiet">
            {masked.join(' and ')} {masked.length === 1 ? 'is' : 'are'} masked: fill in the value; as it stands, what is
            stored is kept
          </span>
        )}
      </div>
      <h3>Request</h3>
      <pre tabIndex={0}>{exchangeOf(`${method} ${url}`, requestHeaders, body)}</pre>
      <h3>Response</h3>
      <pre tabIndex={0}>
        {exchangeOf(
          status === 0 ? 'The client disconnected before the response.' : String(status),
          responseHeaders,
          responseBody,
        )}
      </pre>
    </div>
  );
}

function exchangeOf(first: string, headers: Readonly<Record<string, string>> = {}, body?: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body, undefined, 2);
  return [first, formatHeaders(headers), ...(body === undefined ? [] : ['', text])]
    .filter((part) => part !== undefined)
    .join('\n');
}
