// Below: every request to the contract and the session, with what came of it.
import { useMemo, useState } from 'preact/hooks';
import type { RequestEntry } from '../document/schemas.ts';
import { mockUrl } from './api.ts';
import { formatCurl, formatTime } from './format.ts';
import type { Model } from './model.ts';
import { Copy, Empty, Panel } from './parts.tsx';

export function JournalPanel({ model }: { readonly model: Model }) {
  const [space, setSpace] = useState<string>();
  const all = model.requests.value;
  const requests = all.filter((entry) => space === undefined || entry.space === space);
  const forget = async (): Promise<void> => {
    await model.api.ask('/__mock/requests', { method: 'DELETE' });
    model.requests.value = [];
  };
  const tools = (
    <>
      {space !== undefined && (
        <button type="button" onClick={() => setSpace(undefined)}>
          Only {space} – show all
        </button>
      )}
      <button type="button" onClick={() => void model.try(forget)}>
        Clear
      </button>
    </>
  );
  return (
    <Panel title="Requests" name="journal" tools={tools}>
      {all.length === 0 && (
        <Empty command={`curl -c cookies -F username=admin -F password=admin ${mockUrl()}/login`}>
          No request yet. Point your application here, or log in on the command line:
        </Empty>
      )}
      <ol class="rows">
        {requests.map((entry) => (
          <Entry key={entry.id} entry={entry} onSpace={setSpace} />
        ))}
      </ol>
    </Panel>
  );
}

interface EntryProps {
  readonly entry: RequestEntry;
  readonly onSpace: (space: string) => void;
}

/** Drawn once: an entry never changes, and there may be a thousand of them. */
function Entry({ entry, onSpace }: EntryProps) {
  return useMemo(() => <Drawn entry={entry} onSpace={onSpace} />, [entry]);
}

function Drawn({ entry, onSpace }: EntryProps) {
  const { method, url, status, space, user, ms, at, fault } = entry;
  const kind = status >= 500 || status === 0 ? 'failed' : status >= 400 ? 'refused' : 'sent';
  return (
    <li class="entry">
      <span class="quiet">{formatTime(at)}</span>
      <span class={`status ${kind}`}>{status === 0 ? 'gone' : status}</span>
      <span class="what">
        {method} {url}
      </span>
      {space !== undefined && (
        <button type="button" class="link" title={`Only requests in ${space}`} onClick={() => onSpace(space)}>
          {space}
        </button>
      )}
      <span class="quiet">{[user, `${ms.toFixed(1)} ms`].filter(Boolean).join(' · ')}</span>
      {fault !== undefined && <span class="badge">fault {fault}</span>}
      <Copy text={formatCurl(entry)} label="Copy as curl" />
      <Reasons entry={entry} />
    </li>
  );
}

function Reasons({ entry: { reason, errors = [] } }: { readonly entry: RequestEntry }) {
  if (reason === undefined) return undefined;
  if (errors.length === 0) return <p class="error">{reason}</p>;
  return (
    <ul class="error">
      {errors.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <code>{path}</code> {message}
        </li>
      ))}
    </ul>
  );
}
