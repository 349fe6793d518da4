// Middle, below: every request to the contract and the session, with its outcome; each opens to show all that was sent.
import { useMemo, useState } from 'preact/hooks';
import type { RequestEntry } from '../document/schemas.ts';
import { act, clearRequests } from './actions.ts';
import { mockUrl } from './api.ts';
import { formatTime } from './format.ts';
import { Icon } from './icons.tsx';
import { List } from './list.tsx';
import type { Model } from './model.ts';
import { Empty, Panel, Said } from './parts.tsx';
import { anyRequest, fits, RequestFilters } from './request-filter.tsx';
import { RequestView } from './request.tsx';

export function RequestsPanel({ model }: { readonly model: Model }) {
  const [filter, setFilter] = useState(anyRequest);
  const all = model.requests.value;
  const open = model.place.value.request;
  const shown = useMemo(() => all.filter((entry) => fits(entry, filter)), [all, filter]);
  const isOut = open !== '' && !shown.some(({ id }) => id === open);
  const requests = isOut ? all.filter((entry) => entry.id === open || shown.includes(entry)) : shown;
  const tools = (
    <button
      type="button"
      class="small destructive"
      aria-label="Clear requests"
      title="Clear requests"
      disabled={all.length === 0}
      onClick={() => void act(model, 'requests', () => clearRequests(model))}
    >
      <Icon name="remove" />
    </button>
  );
  const filters = all.length > 0 && (
    <RequestFilters filter={filter} onChange={setFilter} all={all} shown={shown.length} space={model.space} />
  );
  return (
    <Panel title="Requests" name="requests" tools={tools} filters={filters}>
      <Said model={model} action="requests" />
      {all.length === 0 && (
        <Empty command={`curl -c cookies -F username=admin -F password=admin ${mockUrl()}/login`}>
          No requests yet. Point your application here, or log in on the command line:
        </Empty>
      )}
      {all.length > 0 && requests.length === 0 && <Empty>No request matches the filter.</Empty>}
      <List class="rows" items={requests} idOf={({ id }) => id} open={open} of={JSON.stringify(filter)}>
        {(entry, isOpen) => (
          <>
            <Row entry={entry} open={isOpen} onOpen={(request) => void model.go({ request })} />
            {isOpen && <RequestView entry={entry} />}
          </>
        )}
      </List>
    </Panel>
  );
}

interface RowProps {
  readonly entry: RequestEntry;
  readonly open: boolean;
  readonly onOpen: (id: string) => void;
}

function Row({ entry, open, onOpen }: RowProps) {
  const { id, method, url, status, space, user, ms, at, fault, forwarded, violations = [] } = entry;
  const kind = status >= 500 || status === 0 ? 'failed' : status >= 400 ? 'refused' : 'sent';
  return (
    <button type="button" class="row" aria-expanded={open} onClick={() => onOpen(open ? '' : id)}>
      <span class={`status ${kind}`}>{status === 0 ? 'gone' : status}</span>{' '}
      <span class="name" title={url}>
        {method} {url}
      </span>
      <span class="quiet where">
        {fault !== undefined && <span class="badge">fault {fault}</span>}
        {forwarded && <span class="badge">{violations.length > 0 ? 'forwarded, violates' : 'forwarded'}</span>}
        {[user, space].filter(Boolean).join(' in ')}
      </span>
      <span class="quiet when">
        {ms.toFixed(1)} ms · {formatTime(at)}
      </span>
      {!open && <Reasons entry={entry} />}
    </button>
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
