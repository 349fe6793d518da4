// Middle, below: every request to the contract and the session, with its outcome; each opens to show all that was sent.
import { useMemo, useState } from 'preact/hooks';
import type { RequestEntry } from '../document/schemas.ts';
import { act, clearRequests } from './actions.ts';
import { mockUrl } from './api.ts';
import { formatTime } from './format.ts';
import type { Model } from './model.ts';
import { Empty, Panel, Said } from './parts.tsx';
import { RequestView } from './request.tsx';

export function RequestsPanel({ model }: { readonly model: Model }) {
  const [space, setSpace] = useState<string>();
  const all = model.requests.value;
  const open = model.place.value.request;
  const requests = all.filter((entry) => space === undefined || entry.space === space || entry.id === open);
  const tools = (
    <>
      {space !== undefined && (
        <button type="button" onClick={() => setSpace(undefined)}>
          Only {space} – show all
        </button>
      )}
      <button type="button" onClick={() => void act(model, 'requests', () => clearRequests(model))}>
        Clear requests
      </button>
    </>
  );
  return (
    <Panel title="Requests" name="requests" tools={tools}>
      <Said model={model} action="requests" />
      {all.length === 0 && (
        <Empty command={`curl -c cookies -F username=admin -F password=admin ${mockUrl()}/login`}>
          No requests yet. Point your application here, or log in on the command line:
        </Empty>
      )}
      <ol class="rows">
        {requests.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            open={entry.id === open}
            onOpen={(request) => void model.go({ request })}
            onSpace={setSpace}
          />
        ))}
      </ol>
    </Panel>
  );
}

interface EntryProps {
  readonly entry: RequestEntry;
  readonly open: boolean;
  readonly onOpen: (id: string) => void;
  readonly onSpace: (space: string) => void;
}

/** Drawn again only when it opens or closes: an entry never changes, and there may be a thousand of them. */
function Entry({ entry, open, onOpen, onSpace }: EntryProps) {
  return useMemo(
    () => (
      <li class={open ? 'open' : ''}>
        <Row entry={entry} open={open} onOpen={onOpen} onSpace={onSpace} />
        {open && <RequestView entry={entry} />}
      </li>
    ),
    [entry, open],
  );
}

function Row({ entry, open, onOpen, onSpace }: EntryProps) {
  const { id, method, url, status, space, user, ms, at, fault } = entry;
  const kind = status >= 500 || status === 0 ? 'failed' : status >= 400 ? 'refused' : 'sent';
  return (
    <div class="line">
      <button type="button" class="row" aria-expanded={open} onClick={() => onOpen(open ? '' : id)}>
        <span class="name">
          <span class={`status ${kind}`}>{status === 0 ? 'gone' : status}</span> {method} {url}
          {fault !== undefined && <span class="badge">fault {fault}</span>}
        </span>
        <span class="quiet">{[user, `${ms.toFixed(1)} ms`, formatTime(at)].filter(Boolean).join(' · ')}</span>
        {!open && <Reasons entry={entry} />}
      </button>
      {space !== undefined && (
        <button type="button" class="link" title={`Only requests in ${space}`} onClick={() => onSpace(space)}>
          {space}
        </button>
      )}
    </div>
  );
}

function Reasons({ entry: { reason, errors = [] } }: { readonly entry: RequestEntry }) {
  if (reason === undefined) return undefined;
  if (errors.length === 0) return <span class="error reasons">{reason}</span>;
  return (
    <span class="error reasons">
      {errors.map(({ path, message }) => (
        <span key={`${path} ${message}`}>
          <code>{path}</code> {message}
        </span>
      ))}
    </span>
  );
}
