// Right: what the mock assumes where the documentation page is silent, to be changed while it runs.
import { useMemo, useState } from 'preact/hooks';
import type { Assumption } from '../document/schemas.ts';
import { act } from './actions.ts';
import { has, Search, Shown } from './filters.tsx';
import { List } from './list.tsx';
import type { Model } from './model.ts';
import { Panel, Said } from './parts.tsx';
import { assume } from './rule-actions.ts';

interface Props {
  readonly model: Model;
}

export function AssumptionsPanel({ model }: Props) {
  const [typed, setTyped] = useState('');
  const all = model.rules.assumptions.value;
  const found = useMemo(() => all.filter((each) => fits(each, typed)), [all, typed]);
  const filters = (
    <>
      <Search label="text of an assumption" hint="question, name, value" value={typed} onChange={setTyped} />
      <Shown shown={found.length} all={all.length} what="assumption" onAll={() => setTyped('')} />
    </>
  );
  const tools = (
    <button type="button" onClick={() => void act(model, 'assume', () => assume(model, undefined))}>
      As at the start
    </button>
  );
  return (
    <Panel title="Assumptions" name="assumptions" tools={tools} filters={filters}>
      <Said model={model} action="assume" />
      <List class="rows" items={found} idOf={({ name }) => name} open="" of={typed}>
        {(assumption) => <Entry model={model} assumption={assumption} />}
      </List>
    </Panel>
  );
}

function fits({ name, question, value }: Assumption, typed: string): boolean {
  return has([name, question, value].join('\n'), typed);
}

function Entry({ model, assumption }: Props & { readonly assumption: Assumption }) {
  const { name, question, value, default: usual, values, why } = assumption;
  const id = `assumption-${name}`;
  return (
    <div class="assumption">
      <label for={id}>{question}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => void act(model, 'assume', () => assume(model, [name, currentTarget.value]))}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {each === usual ? `${each} (default)` : each}
          </option>
        ))}
      </select>
      <p class="quiet">
        <code>{name}</code> {why}
      </p>
    </div>
  );
}
