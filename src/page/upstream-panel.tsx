// Right: which operations a real backend answers, to be changed while the mock runs, and what it has shown of the assumptions.
import { act } from './actions.ts';
import type { Model } from './model.ts';
import { Panel, Said } from './parts.tsx';
import { assumeObserved, forwardOnly } from './rule-actions.ts';

interface Props {
  readonly model: Model;
}

export function UpstreamPanel({ model }: Props) {
  const { url, operations } = model.upstream;
  if (url.value === '') return null;
  return (
    <Panel title="Upstream" name="upstream">
      <p>
        <code>{url.value}</code> answers all that is not mocked.
      </p>
      <Said model={model} action="forward" />
      {operations.value.map(({ id, isForwarded }) => (
        <Operation key={id} model={model} id={id} isForwarded={isForwarded} />
      ))}
      <Observed model={model} />
    </Panel>
  );
}

function Operation({ model, id, isForwarded }: Props & { readonly id: string; readonly isForwarded: boolean }) {
  const change = (answer: string): void => {
    const others = model.upstream.operations.value.filter((each) => each.isForwarded && each.id !== id);
    const forward = [...others.map((each) => each.id), ...(answer === 'forwarded' ? [id] : [])];
    void act(model, 'forward', () => forwardOnly(model, forward));
  };
  return (
    <div class="operation">
      <label for={`answer-${id}`}>
        <code>{id}</code>
      </label>
      <select
        id={`answer-${id}`}
        value={isForwarded ? 'forwarded' : 'mocked'}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      >
        <option>mocked</option>
        <option>forwarded</option>
      </select>
    </div>
  );
}

function Observed({ model }: Props) {
  const all = Object.entries(model.upstream.observed.value);
  const now = new Map(model.rules.assumptions.value.map(({ name, value }) => [name, value]));
  const others = all.filter(([name, { value }]) => now.get(name) !== value);
  return (
    <>
      <div class="observed">
        <h3>What it has shown</h3>
        {others.length > 0 && (
          <button type="button" onClick={() => void act(model, 'observed', () => assumeObserved(model))}>
            Assume the same
          </button>
        )}
      </div>
      <Said model={model} action="observed" />
      {all.length === 0 && (
        <p class="quiet">Nothing of the assumptions yet. Each request that passes may show something.</p>
      )}
      {all.map(([name, { value, evidence }]) => (
        <div key={name} class="assumption">
          <span>
            <code>{name}</code> <b>{value}</b>
            {now.get(name) !== value && <> (the mock: {now.get(name)})</>}
          </span>
          <Evidence model={model} text={evidence} />
        </div>
      ))}
    </>
  );
}

/** The sentence, with a way to the request that it names. */
function Evidence({ model, text }: Props & { readonly text: string }) {
  const [, what = text, request = '', more = ''] = /^(.*?) \(request ([^,]+), [^)]*\)(.*)$/.exec(text) ?? [];
  return (
    <span class="quiet">
      {what}
      {more}{' '}
      {model.requests.value.some(({ id }) => id === request) && (
        <button type="button" class="link" onClick={() => void model.go({ request })}>
          Show the request
        </button>
      )}
    </span>
  );
}
