// The logins that wait for a code, and the users who are locked.
import { useEffect, useState } from 'preact/hooks';
import type { KnownUser } from '../document/schemas.ts';
import type { Model } from './model.ts';

/** How often the time that is left is shown anew, in milliseconds. */
const second = 1_000;

export function Logins({ model }: { readonly model: Model }) {
  const [, show] = useState(0);
  const { now } = model.time;
  const waiting = model.users.all.value.filter(({ waits }) => waits !== undefined && isAhead(waits.expiresAt, now));
  const locked = model.users.all.value.filter(
    ({ lockedUntil }) => lockedUntil !== undefined && isAhead(lockedUntil, now),
  );
  const count = waiting.length + locked.length;
  useEffect(() => {
    if (count === 0) return undefined;
    const timer = setInterval(() => show(Date.now()), second);
    return () => clearInterval(timer);
  }, [count]);
  if (count === 0) return null;
  return (
    <ul class="logins" aria-label="Logins under way">
      {waiting.map((user) => (
        <Waiting key={user.username} model={model} user={user} />
      ))}
      {locked.map(({ username, lockedUntil = '' }) => (
        <li key={username} class="entry">
          <span class="what">{username} is locked</span>
          <span class="quiet">{leftUntil(lockedUntil, now)} left</span>
        </li>
      ))}
    </ul>
  );
}

function Waiting({ model, user: { username, waits } }: { readonly model: Model; readonly user: KnownUser }) {
  const { space = '', message = '', expiresAt = '' } = waits ?? {};
  return (
    <li class="entry">
      <span class="what">{username} waits for a code</span>
      <span class="quiet">valid for {leftUntil(expiresAt, model.time.now)}</span>
      <button
        type="button"
        aria-label={`Show the code of ${username}`}
        onClick={() => void model.go({ space, message })}
      >
        Show
      </button>
    </li>
  );
}

const isAhead = (date: string, now: Date): boolean => Date.parse(date) > now.getTime();

/** Minutes and seconds, as on a clock. */
function leftUntil(date: string, now: Date): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(date) - now.getTime()) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
