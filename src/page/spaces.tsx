// Left: the spaces, and what can be done with one and with all of them.
import { useState } from 'preact/hooks';
import type { SpaceCount } from '../document/schemas.ts';
import { act, deleteSpace, makeSpace, resetEverything, resetSpace } from './actions.ts';
import type { Model } from './model.ts';
import { Panel, Said } from './parts.tsx';
import { download, restore } from './snapshots.ts';

interface Props {
  readonly model: Model;
}

export function SpacesPanel({ model }: Props) {
  return (
    <Panel title="Spaces" name="spaces">
      <ul class="rows scrolled">
        {model.listed.map((space) => (
          <Row key={space.name} model={model} space={space} />
        ))}
      </ul>
      <NewSpace model={model} />
      <Snapshots model={model} />
      <Destructive model={model} />
    </Panel>
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function Row({ model, space: { name, settings, messages, unreadable } }: Props & { readonly space: SpaceCount }) {
  const counts =
    settings + messages === 0 ? 'nothing yet' : `${count(settings, 'setting')}, ${count(messages, 'message')}`;
  const isTyped = model.drafts.in(name).length > 0;
  return (
    <li>
      <button
        type="button"
        class="row"
        aria-current={name === model.space}
        onClick={() => void model.go({ space: name })}
      >
        <span class="name">{name}</span>
        <span class="quiet">
          {unreadable ?? counts}
          {isTyped && ' · not saved'}
        </span>
      </button>
    </li>
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
