// Any fault: with which requests, how often, and what goes wrong with them.
import { useState } from 'preact/hooks';
import type { Fault } from '../document/schemas.ts';
import { providerNames } from '../settings/providers.ts';
import { act, addFault } from './actions.ts';
import { describeFault } from './fault-words.ts';
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

interface Group {
  readonly title: string;
  readonly inputs: readonly Input[];
}

function groupsOf(model: Model): Group[] {
  const spaces = model.listed.value.map(({ name }) => name);
  const users = model.users.all.value.map(({ username }) => username);
  return [
    {
      title: 'Which requests',
      inputs: [
        { name: 'operation', label: 'Operation', hint: 'any of the contract', choices: model.rules.operations.value },
        { name: 'provider', label: 'Provider', hint: 'any', choices: providerNames },
        { name: 'space', label: 'In space', hint: 'any', choices: spaces },
        { name: 'user', label: 'Of user', hint: 'any', choices: users },
      ],
    },
    {
      title: 'What goes wrong',
      inputs: [
        { name: 'status', label: 'Status', hint: '503' },
        { name: 'delay', label: 'Delay in ms', hint: '800' },
        { name: 'error', label: 'Provider’s error', hint: '30, ECONNREFUSED' },
        { name: 'connection', label: 'Connection', hint: 'as usual', choices: ['reset', 'hang', 'truncate'] },
        { name: 'token', label: 'Access token', hint: 'as it is', choices: ['expired'] },
      ],
    },
    {
      title: 'How often',
      inputs: [
        { name: 'times', label: 'Times', hint: 'until removed' },
        { name: 'seconds', label: 'Seconds', hint: 'until removed' },
        { name: 'probability', label: 'Probability', hint: '1' },
      ],
    },
  ];
}

export function FaultForm({ model }: { readonly model: Model }) {
  const [typed, setTyped] = useState<Typed>({});
  // What is wrong with it the mock says.
  const fault = faultOf(typed) as Fault;
  const submit = (event: Event): void => {
    event.preventDefault();
    void act(model, 'new fault', () => addFault(model, fault)).then((set) => set && setTyped({}));
  };
  return (
    <details class="fold">
      <summary>Add another fault</summary>
      <form class="setting" aria-label="New fault" onSubmit={submit}>
        {groupsOf(model).map(({ title, inputs }) => (
          <fieldset key={title} class="pairs">
            <legend>{title}</legend>
            {inputs.map((input) => (
              <label key={input.name}>
                {input.label}
                <FaultInput
                  input={input}
                  value={typed[input.name] ?? ''}
                  onChange={(value) => setTyped({ ...typed, [input.name]: value })}
                />
              </label>
            ))}
          </fieldset>
        ))}
        <p class="notice" role="status">
          {describeFault(fault)}
        </p>
        <div class="buttons">
          <button type="submit" class="primary">
            Add fault
          </button>
        </div>
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
