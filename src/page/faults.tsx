// Below: what is to go wrong, the common cases as switches.
import type { InjectedFault } from '../document/schemas.ts';
import type { Model } from './model.ts';
import { Panel } from './parts.tsx';

interface Props {
  readonly model: Model;
}

const switches: readonly { readonly label: string; readonly fault: InjectedFault & { readonly id: string } }[] = [
  { label: 'Next request answers 500', fault: { id: 'next-500', status: 500, times: 1 } },
  { label: 'Every answer 800 ms late', fault: { id: 'slow', delay: 800 } },
  {
    label: 'Provider down',
    fault: { id: 'provider-down', operation: 'sendTestMessage', error: 'ECONNREFUSED' },
  },
  { label: 'Token expired, next request', fault: { id: 'token-expired', status: 401, times: 1 } },
];

export function FaultsPanel({ model }: Props) {
  const faults = model.faults.value;
  return (
    <Panel title="Faults" name="faults">
      <div class="switches">
        {switches.map(({ label, fault }) => (
          <Switch key={fault.id} model={model} label={label} fault={fault} />
        ))}
      </div>
      <h3>Active</h3>
      {faults.length === 0 && <p class="quiet">Nothing is to go wrong.</p>}
      <ul class="rows">
        {faults.map((fault) => (
          <li key={fault.id} class="entry">
            <span class="what">{describe(fault)}</span>
            <button type="button" aria-label={`Take back ${describe(fault)}`} onClick={() => takeBack(model, fault)}>
              Take back
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface SwitchProps extends Props {
  readonly label: string;
  readonly fault: InjectedFault & { readonly id: string };
}

function Switch({ model, label, fault }: SwitchProps) {
  const on = model.faults.value.some(({ id }) => id === fault.id);
  const set = (): void => void model.try(() => model.api.ask('/__mock/faults', { method: 'POST', body: fault }));
  return (
    <button type="button" role="switch" aria-checked={on} onClick={() => (on ? takeBack(model, fault) : set())}>
      {label}
    </button>
  );
}

function takeBack(model: Model, { id = '' }: InjectedFault): void {
  void model.try(() => model.api.ask(`/__mock/faults/${encodeURIComponent(id)}`, { method: 'DELETE' }));
}

/** In words, as short as they get. */
function describe({ status, delay, connection, error, operation, provider, space, times, probability }: InjectedFault) {
  const late = typeof delay === 'object' ? `${delay.from}–${delay.to} ms late` : `${delay} ms late`;
  return [
    ...(status === undefined ? [] : [`answers ${status}`]),
    ...(delay === undefined ? [] : [late]),
    ...(connection === undefined
      ? []
      : [{ reset: 'connection reset', hang: 'no answer', truncate: 'breaks off' }[connection]]),
    ...(error === undefined ? [] : [`refused with ${error}`]),
    ...(operation === undefined ? [] : [operation]),
    ...(provider === undefined ? [] : [provider]),
    ...(space === undefined ? [] : [`in ${space}`]),
    ...(probability === undefined ? [] : [`${probability * 100} %`]),
    ...(times === undefined ? [] : [`${times} ×`]),
  ].join(' · ');
}
