// Left: the spaces, and what can be done with one and with all of them.
import { useMemo, useState } from 'preact/hooks';
import { act, deleteSpace, makeSpace, resetEverything, resetSpace } from './actions.ts';
import { has, Search, Shown } from './filters.tsx';
import { formatTime } from './format.ts';
import { List } from './list.tsx';
import type { Model } from './model.ts';
import { Panel, Said } from './parts.tsx';
import { download, restore } from './snapshots.ts';
import { byLastUse, type ListedSpace } from './space-list.ts';

interface Props {
  readonly model: Model;
}

/** How many spaces can be overlooked without a search. */
const few = 8;

export function SpacesPanel({ model }: Props) {
  const [typed, setTyped] = useState('');
  const [all, requests] = [model.listed.value, model.requests.value];
  const spaces = useMemo(() => byLastUse(all, requests).filter(({ name }) => has(name, typed)), [all, requests, typed]);
  const filters = all.length > few && (
    <>
      <Search label="name of a space" hint="name" value={typed} onChange={setTyped} />
      <Shown shown={spaces.length} all={all.length} what="space" onAll={() => setTyped('')} />
    </>
  );
  return (
    <Panel title="Spaces" name="spaces" filters={filters}>
      <List class="rows" items={spaces} idOf={({ name }) => name} open={model.space} of={typed}>
        {(space) => <Row model={model} space={space} />}
      </List>
      <NewSpace model={model} />
      <details class="fold">
        <summary>Snapshot, reset, delete</summary>
        <Snapshots model={model} />
        <Destructive model={model} />
      </details>
    </Panel>
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function Row({
  model,
  space: { name, settings, messages, unreadable, last },
}: Props & { readonly space: ListedSpace }) {
  const counts =
    settings + messages === 0 ? 'nothing yet' : `${count(settings, 'setting')}, ${count(messages, 'message')}`;
  const isTyped = model.drafts.in(name).length > 0;
  return (
    <button
      type="button"
      class="row"
      aria-current={name === model.space}
      onClick={() => void model.go({ space: name })}
    >
      <span class="name" title={name}>
        {name}
      </span>
      <span class="quiet">
        {[unreadable ?? counts, last && formatTime(last), isTyped && 'not saved'].filter(Boolean).join(' · ')}
      </span>
    </button>
  );
}

function NewSpace({ model }: Props) {
  const [name, setName] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    // A header cannot carry blanks at the ends of a name.
    void act(model, 'new space', () => makeSpace(model, name.trim())).then((made) => made && setName(''));
  };
  return (
    <form class="inline" onSubmit={submit}>
      <label>
        New space
        <input value={name} maxLength={100} onInput={({ currentTarget }) => setName(currentTarget.value)} />
      </label>
      <button type="submit">Add</button>
      <Said model={model} action="new space" />
    </form>
  );
}

function Snapshots({ model }: Props) {
  return (
    <div class="buttons">
      <button
        type="button"
        onClick={() => void act(model, 'snapshot', () => download(model))}
        title="Includes the secrets"
      >
        Snapshot
      </button>
      <label class="button">
        Restore
        <input
          type="file"
          accept="application/json,.json"
          class="hidden"
          onChange={({ currentTarget }) => void act(model, 'snapshot', () => restore(model, currentTarget))}
        />
      </label>
      <Said model={model} action="snapshot" />
    </div>
  );
}

/** Apart from the rest; each can be undone for a while. */
function Destructive({ model }: Props) {
  const { space } = model;
  const exists = model.spaces.value.some(({ name }) => name === space);
  const everything = (): void => {
    if (confirm('Reset everything to the seed and remove all faults?'))
      void act(model, 'destructive', () => resetEverything(model));
  };
  return (
    <div class="destructive buttons" role="group" aria-label="Destructive actions">
      <button type="button" disabled={!exists} onClick={() => void act(model, 'destructive', () => resetSpace(model))}>
        Reset space
      </button>
      <button type="button" disabled={!exists} onClick={() => void act(model, 'destructive', () => deleteSpace(model))}>
        Delete space
      </button>
      <button type="button" onClick={everything}>
        Reset everything
      </button>
      <Said model={model} action="destructive" />
    </div>
  );
}
