// Middle: the messages that would have been sent.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Message } from '../document/schemas.ts';
import { providerNames } from '../settings/providers.ts';
import { act, emptyOutbox } from './actions.ts';
import { Choice, has, Search, Shown } from './filters.tsx';
import { FirstSteps } from './first-steps.tsx';
import { formatTime } from './format.ts';
import { Icon } from './icons.tsx';
import { List } from './list.tsx';
import { Logins } from './logins.tsx';
import { MessageView } from './message.tsx';
import type { Model } from './model.ts';
import { Copy, copyText, Empty, Panel, Said } from './parts.tsx';

interface Filter {
  readonly provider: string;
  readonly status: string;
  readonly text: string;
}

const anyMessage: Filter = { provider: '', status: '', text: '' };

export function OutboxPanel({ model }: { readonly model: Model }) {
  const [filter, setFilter] = useState(anyMessage);
  const open = model.place.value.message;
  const all = model.messages.value;
  const isEverywhere = model.everywhere.value;
  const messages = useMemo(() => all.filter((message) => fits(message, filter)), [all, filter]);
  useCopyKey(model, messages.find(({ id }) => id === open) ?? messages[0]);
  const where = isEverywhere ? 'Outbox of all spaces' : `Outbox of ${model.space}`;
  const filters = all.length > 0 && (
    <>
      <Filters filter={filter} onChange={setFilter} />
      <Shown shown={messages.length} all={all.length} what="message" onAll={() => setFilter(anyMessage)} />
    </>
  );
  return (
    <Panel title={where} name="outbox" tools={<Tools model={model} />} filters={filters}>
      <Said model={model} action="outbox" />
      <Logins model={model} />
      {all.length === 0 && <FirstSteps model={model} />}
      {all.length > 0 && messages.length === 0 && <Empty>No message matches the filter.</Empty>}
      <List
        class="rows messages"
        items={messages}
        idOf={({ id }) => id}
        open={open}
        of={JSON.stringify([filter, isEverywhere || model.space])}
      >
        {(message, isOpen) => (
          <>
            <Row
              model={model}
              message={message}
              showSpace={isEverywhere}
              open={isOpen}
              onOpen={(id) => void model.go({ message: id })}
            />
            {isOpen && <MessageView model={model} message={message} />}
          </>
        )}
      </List>
    </Panel>
  );
}

function fits({ provider, status, to, text, subject = '', code, error }: Message, filter: Filter): boolean {
  const words = [to, text, subject, code, error?.code, error?.message].join('\n');
  return ['', provider].includes(filter.provider) && ['', status].includes(filter.status) && has(words, filter.text);
}

/** Alt and C copy the code of the open message, or else of the newest one that is shown. */
function useCopyKey({ outcomes }: Model, message: Message | undefined): void {
  useEffect(() => {
    const copy = async (event: KeyboardEvent): Promise<void> => {
      if (!message || !event.altKey || event.code !== 'KeyC') return;
      event.preventDefault();
      const isCopied = await copyText(message.code);
      outcomes.say('outbox', isCopied ? { text: `Copied ${message.code}` } : { text: 'Cannot copy here', isBad: true });
    };
    const listener = (event: KeyboardEvent): void => void copy(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [message]);
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
        class="small destructive"
        aria-label="Empty outbox"
        title="Empty outbox"
        disabled={model.messages.value.length === 0}
        onClick={() => void act(model, 'outbox', () => emptyOutbox(model))}
      >
        <Icon name="remove" />
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
    <Choice
      name={name}
      values={values}
      value={filter[name]}
      onChange={(value) => onChange({ ...filter, [name]: value })}
    />
  );
  return (
    <div class="filters" role="search" aria-label="Messages">
      {choice('provider', providerNames)}
      {choice('status', ['sent', 'failed'])}
      <Search
        label="text of a message"
        hint="text, recipient, code"
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
    </div>
  );
}

interface RowProps {
  readonly model: Model;
  readonly message: Message;
  readonly showSpace: boolean;
  readonly open: boolean;
  readonly onOpen: (id: string) => void;
}

function Row({ model, message, showSpace, open, onOpen }: RowProps) {
  const { id, provider, to, status, text, subject, code, createdAt, space, error } = message;
  return (
    <div class="line">
      <button
        type="button"
        class={model.unread.ids.value.has(id) ? 'row new' : 'row'}
        aria-expanded={open}
        onClick={() => onOpen(open ? '' : id)}
      >
        <span class={`status ${status}`}>{status}</span>{' '}
        <span class="name" title={to}>
          {provider} → {to}
        </span>
        <span class="quiet when">
          {formatTime(createdAt)}
          {showSpace && ` · ${space}`}
        </span>
        <span class="preview">{error ? `${error.code} ${error.message}` : (subject ?? text)}</span>
      </button>
      <code class="otp">{code}</code>
      <Copy text={code} label={`Copy code ${code}`} isSmall />
    </div>
  );
}
