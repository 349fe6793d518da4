// The time of the mock, where it is not the real one.
import { useEffect, useState } from 'preact/hooks';
import { act, resetClock } from './actions.ts';
import type { Model } from './model.ts';
import { Said } from './parts.tsx';

/** How often the time is shown anew, in milliseconds. */
const second = 1_000;

export function Clock({ model }: { readonly model: Model }) {
  const { frozen } = model.time.state.value;
  const { now, isReal } = model.time;
  const [, show] = useState(0);
  useEffect(() => {
    if (isReal || frozen) return undefined;
    const timer = setInterval(() => show(Date.now()), second);
    return () => clearInterval(timer);
  }, [isReal, frozen]);
  if (isReal) return null;
  return (
    <span class="clock">
      The clock shows <time dateTime={now.toISOString()}>{now.toLocaleString()}</time>
      {frozen ? ' and stands still' : ''}
      <button type="button" onClick={() => void act(model, 'clock', () => resetClock(model))}>
        Real time
      </button>
      <Said model={model} action="clock" />
    </span>
  );
}
