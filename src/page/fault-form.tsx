// Any fault: with which requests, how often, and what goes wrong with them.
import { useState } from 'preact/hooks';
import type { Fault } from '../document/schemas.ts';
import { providerNames } from '../settings/providers.ts';
import { act, addFault } from './actions.ts';
import type { Model } from './model.ts';
import { Said } from './parts.tsx';

/** What was typed, by the names of a fault's fields. */
type Typed = Readonly<Record<string, string>>;

interface Input {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly choices?: readonly string[];
}

const numbers = new Set(['status', 'delay', 'times', 'seconds', 'probability']);

function inputsOf(model: Model): Input[] {
  return [
    { name: 'operation', label: 'Operation', hint: 'any of the contract', choices: model.operations.value },
    { name: 'provider', label: 'Provider', hint: 'any', choices: providerNames },
    { name: 'space', label: 'In space', hint: 'any', choices: model.listed.map(({ name }) => name) },
    { name: 'user', label: 'For user', hint: 'any', choices: model.users.all.value.map(({ username }) => username) },
    { name: 'status', label: 'Status', hint: '503' },
    { name: 'delay', label: 'Delay in ms', hint: '800' },
    { name: 'error', label: 'Provider’s error', hint: '30, ECONNREFUSED' },
    { name: 'connection', label: 'Connection', hint: 'as usual', choices: ['reset', 'hang', 'truncate'] },
    { name: 'token', label: 'Access token', hint: 'as it is', choices: ['expired'] },
    { name: 'times', label: 'Times', hint: 'until removed' },
    { name: 'seconds', label: 'Seconds', hint: 'until removed' },
    { name: 'probability', label: 'Probability', hint: '1' },
  ];
}

export function FaultForm({ model }: { readonly model: Model }) {
  const [typed, setTyped] = useState<Typed>({});
  const submit = (event: Event): void => {
    event.preventDefault();
    // What is wrong with it the mock says.
    void act(model, 'new fault', () => addFault(model, faultOf(typed) as Fault)).then((set) => set && setTyped({}));
  };
  return (
    <details class="fold">
      <summary>Add another fault</summary>
      <form class="pairs" aria-label="New fault" onSubmit={submit}>
        {inputsOf(model).map((input) => (
          <label key={input.name}>
            {input.label}
            <FaultInput
              input={input}
              value={typed[input.name] ?? ''}
              onChange={(value) => setTyped({ ...typed, [input.name]: value })}
            />
          </label>
        ))}
        <button type="submit">Add fault</button>
        <Said model={model} action="new fault" />
      </form>
    </details>
  );
}

interface FaultInputProps {
  readonly input: Input;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FaultInput({ input: { choices, hint }, value, onChange }: FaultInputProps) {
  if (!choices)
    return <input value={value} placeholder={hint} onInput={({ currentTarget }) => onChange(currentTarget.value)} />;
  return (
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{hint}</option>
      {choices.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  );
}

/** A number that is none goes out as it is. */
function faultOf(typed: Typed): Record<string, string | number> {
  const given = Object.entries(typed).filter(([, value]) => value !== '');
  return Object.fromEntries(
    given.map(([name, value]) => [name, numbers.has(name) && !Number.isNaN(Number(value)) ? Number(value) : value]),
  );
}
