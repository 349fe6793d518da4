// Left: the faults. Common ones have switches, others a form.
import type { Fault } from '../document/schemas.ts';
import { act, addFault, takeBack } from './actions.ts';
import { FaultForm } from './fault-form.tsx';
import { describeFault } from './fault-words.ts';
import type { Model } from './model.ts';
import { Panel, Said } from './parts.tsx';

interface Props {
  readonly model: Model;
}

type NamedFault = Fault & { readonly id: string };

const switches: readonly { readonly label: string; readonly fault: NamedFault }[] = [
  { label: 'Next request: status 500', fault: { id: 'next-500', status: 500, times: 1 } },
  { label: 'Every response: 800 ms late', fault: { id: 'slow', delay: 800 } },
  {
    label: 'Provider down',
    fault: { id: 'provider-down', operation: 'sendTestMessage', error: 'ECONNREFUSED' },
  },
  { label: 'Next request: token expired', fault: { id: 'token-expired', token: 'expired', times: 1 } },
];

export function FaultsPanel({ model }: Props) {
  const faults = model.faults.value;
  return (
    <Panel title={faults.length === 0 ? 'Faults' : `Faults, ${faults.length} active`} name="faults">
      <div class="switches">
        {switches.map(({ label, fault }) => (
          <Switch key={fault.id} model={model} label={label} fault={fault} />
        ))}
      </div>
      {faults.length === 0 && <p class="quiet">No faults are active.</p>}
      <ul class="rows" aria-label="Active faults">
        {faults.map((fault) => (
          <li key={fault.id} class="entry">
            <span class="what">{describeFault(fault)}</span>
            <button
              type="button"
              aria-label={`Remove ${describeFault(fault)}`}
              onClick={() => void act(model, 'fault', () => takeBack(model, fault))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <Said model={model} action="fault" />
      <FaultForm model={model} />
    </Panel>
  );
}

interface SwitchProps extends Props {
  readonly label: string;
  readonly fault: NamedFault;
}

function Switch({ model, label, fault }: SwitchProps) {
  const on = model.faults.value.some(({ id }) => id === fault.id);
  const turn = (): void => void act(model, 'fault', () => (on ? takeBack(model, fault) : addFault(model, fault)));
  return (
    <button type="button" role="switch" aria-checked={on} onClick={turn}>
      {label}
    </button>
  );
}
