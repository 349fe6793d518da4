// Left: the spaces, and what can be done with all of them.
import { useState } from 'preact/hooks';
import type { Model } from './model.ts';
import { Empty, Panel } from './parts.tsx';

interface Props {
  readonly model: Model;
}

export function SpacesPanel({ model }: Props) {
  const spaces = model.spaces.value;
  const known = spaces.some(({ name }) => name === model.space.value);
  return (
    <Panel title="Spaces" name="spaces">
      {spaces.length === 0 && <Empty>No space has anything yet. Put a setting, or make a space here.</Empty>}
      <ul class="rows">
        {!known && <Row model={model} name={model.space.value} counts="nothing yet" />}
        {spaces.map(({ name, settings, messages, unreadable }) => (
          <Row
            key={name}
            model={model}
            name={name}
            counts={unreadable ?? `${count(settings, 'setting')}, ${count(messages, 'message')}`}
          />
        ))}
      </ul>
      <NewSpace model={model} />
      <Everything model={model} />
    </Panel>
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

interface RowProps extends Props {
  readonly name: string;
  readonly counts: string;
}

function Row({ model, name, counts }: RowProps) {
  const chosen = name === model.space.value;
  return (
    <li>
      <button type="button" class="row" aria-current={chosen} onClick={() => void model.choose(name)}>
        <span class="name">{name}</span>
        <span class="quiet">{counts}</span>
      </button>
    </li>
  );
}

function NewSpace({ model }: Props) {
  const [name, setName] = useState('');
  const create = async (): Promise<void> => {
    const path = `/__mock/spaces/${encodeURIComponent(name)}`;
    const exists = model.spaces.value.some((each) => each.name === name);
    const made = exists || (await model.try(() => model.api.ask(path, { method: 'PUT', body: { settings: {} } })));
    if (!made) return;
    setName('');
    await model.choose(name);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (name !== '') void create();
  };
  return (
    <form class="inline" onSubmit={submit}>
      <label>
        New space
        <input value={name} maxLength={100} onInput={({ currentTarget }) => setName(currentTarget.value)} />
      </label>
      <button type="submit">Add</button>
    </form>
  );
}

function Everything({ model }: Props) {
  const { value: space } = model.space;
  const reset = (body: object | undefined, question: string): void => {
    const ask = { method: 'POST', ...(body && { body }) } as const;
    if (confirm(question)) void model.try(() => model.api.ask('/__mock/reset', ask)).then(() => model.load());
  };
  return (
    <div class="buttons">
      <button type="button" onClick={() => reset({ space }, `Put ${space} back to the seed? What is in it is lost.`)}>
        Reset space
      </button>
      <button type="button" onClick={() => reset(undefined, 'Put everything back to the seed? All else is lost.')}>
        Reset all
      </button>
      <button type="button" onClick={() => void model.try(() => download(model))} title="With the secrets in it">
        Snapshot
      </button>
      <label class="button">
        Restore
        <input
          type="file"
          accept="application/json,.json"
          class="hidden"
          onChange={({ currentTarget }) => void model.try(() => restore(model, currentTarget))}
        />
      </label>
    </div>
  );
}

async function download({ api }: Model): Promise<void> {
  const state = await (await api.ask('/__mock/state?secrets=plain')).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(state);
  link.download = 'otp-settings-mock.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

async function restore(model: Model, input: HTMLInputElement): Promise<void> {
  const [file] = input.files ?? [];
  if (!file) return;
  const text = await file.text();
  input.value = ''; // the same file may be chosen again
  const body = parse(text, file.name);
  await model.api.ask('/__mock/state', { method: 'PUT', body });
  await model.load();
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is no snapshot: it is not valid JSON.`, { cause: error });
  }
}
