// Middle: the messages that would have been sent.
import { useMemo, useState } from 'preact/hooks';
import type { Message } from '../document/schemas.ts';
import { providerNames } from '../settings/providers.ts';
import { act, emptyOutbox } from './actions.ts';
import { mockUrl } from './api.ts';
import { quote } from '../common/shell.ts';
import { formatTime } from './format.ts';
import { Logins } from './logins.tsx';
import { MessageView } from './message.tsx';
import type { Model } from './model.ts';
import { Copy, Empty, Panel, Said } from './parts.tsx';

interface Filter {
  readonly provider: string;
  readonly status: string;
  readonly text: string;
}

export function OutboxPanel({ model }: { readonly model: Model }) {
  const [filter, setFilter] = useState<Filter>({ provider: '', status: '', text: '' });
  const open = model.place.value.message;
  const all = model.messages.value;
  const messages = all.filter((message) => fits(message, filter));
  const where = model.everywhere.value ? 'Outbox of all spaces' : `Outbox of ${model.space}`;
  return (
    <Panel title={where} name="outbox" tools={<Tools model={model} />}>
      <Said model={model} action="outbox" />
      <Logins model={model} />
      <Filters filter={filter} onChange={setFilter} />
      {all.length === 0 && (
        <Empty command={sendLine(model)}>
          No messages yet. Save a setting as the default and send a test, here or from your application:
        </Empty>
      )}
      {all.length > 0 && messages.length === 0 && <Empty>No message matches the filter.</Empty>}
      <ul class="rows messages">
        {messages.map((message) => (
          <Item
            key={message.id}
            message={message}
            showSpace={model.everywhere.value}
            open={message.id === open}
            onOpen={(id) => void model.go({ message: id })}
          />
        ))}
      </ul>
    </Panel>
  );
}

function fits({ provider, status, to, text, subject = '', code, error }: Message, filter: Filter): boolean {
  const words = [to, text, subject, code, error?.code ?? '', error?.message ?? ''].join('\n').toLowerCase();
  return (
    ['', provider].includes(filter.provider) &&
    ['', status].includes(filter.status) &&
    words.includes(filter.text.toLowerCase())
  );
}

function sendLine({ space, users }: Model): string {
  const headers = [`X-Space: ${space}`, `X-Mock-User: ${users.acting.value}`].map((header) => `-H ${quote(header)}`);
  return `curl -X POST ${headers.join(' ')} ${quote(`${mockUrl()}/api/otp/settings/test`)}`;
}

function Tools({ model }: { readonly model: Model }) {
  const change = (everywhere: boolean): void => {
    model.everywhere.value = everywhere;
    void model.try(() => model.loadMessages());
  };
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={model.everywhere.value}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
        All spaces
      </label>
      <button
        type="button"
        class="destructive"
        disabled={model.messages.value.length === 0}
        onClick={() => void act(model, 'outbox', () => emptyOutbox(model))}
      >
        Empty outbox
      </button>
    </>
  );
}

interface FiltersProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const choice = (name: 'provider' | 'status', values: readonly string[]) => (
    <select
      aria-label={name}
      value={filter[name]}
      onChange={({ currentTarget }) => onChange({ ...filter, [name]: currentTarget.value })}
    >
      <option value="">any {name}</option>
      {values.map((value) => (
        <option key={value}>{value}</option>
      ))}
    </select>
  );
  return (
    <div class="filters" role="search" aria-label="Messages">
      {choice('provider', providerNames)}
      {choice('status', ['sent', 'failed'])}
      <input
        type="search"
        aria-label="text"
        placeholder="text, number, code"
        value={filter.text}
        onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
    </div>
  );
}

interface ItemProps {
  readonly message: Message;
  readonly showSpace: boolean;
  readonly open: boolean;
  readonly onOpen: (id: string) => void;
}

/** Drawn again only when it changes: there may be a thousand of them. */
function Item({ message, showSpace, open, onOpen }: ItemProps) {
  return useMemo(
    () => (
      <li class={open ? 'open' : ''}>
        <div class="line">
          <Row message={message} showSpace={showSpace} open={open} onOpen={onOpen} />
          <code class="otp">{message.code}</code>
          <Copy text={message.code} label="Copy" name={`Copy code ${message.code}`} />
        </div>
        {open && <MessageView message={message} />}
      </li>
    ),
    [message, showSpace, open],
  );
}

function Row({ message, showSpace, open, onOpen }: ItemProps) {
  const { provider, to, status, text, subject, createdAt, space, error } = message;
  return (
    <button type="button" class="row" aria-expanded={open} onClick={() => onOpen(open ? '' : message.id)}>
      <span class="name">
        <span class={`status ${status}`}>{status}</span> {provider} → {to}
      </span>
      <span class="quiet">
        {formatTime(createdAt)}
        {showSpace && ` · ${space}`}
      </span>
      <span class="preview">{error ? `${error.code} ${error.message}` : (subject ?? text)}</span>
    </button>
  );
}
