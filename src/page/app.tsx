// The whole of the web page: who and what at the top, then spaces, settings, outbox, and what was asked for below.
import { useState } from 'preact/hooks';
import { FaultsPanel } from './faults.tsx';
import { JournalPanel } from './journal.tsx';
import type { Model } from './model.ts';
import { OutboxPanel } from './outbox.tsx';
import { SettingsPanel } from './settings.tsx';
import { SpacesPanel } from './spaces.tsx';

interface Props {
  readonly model: Model;
}

export function App({ model }: Props) {
  return (
    <>
      <Header model={model} />
      <Problem model={model} />
      {model.wantsToken.value ? (
        <TokenForm model={model} />
      ) : (
        <main>
          <SpacesPanel model={model} />
          <SettingsPanel model={model} />
          <OutboxPanel model={model} />
          <div class="below">
            <JournalPanel model={model} />
            <FaultsPanel model={model} />
          </div>
        </main>
      )}
    </>
  );
}

function Header({ model }: Props) {
  const live = model.live.value;
  const user = model.users.value.find(({ username }) => username === model.user.value);
  return (
    <header>
      <h1>otp-settings-mock</h1>
      <span class={live ? 'live on' : 'live'} role="status">
        {live ? 'live' : 'not connected'}
      </span>
      <label class="user">
        Acting as
        <select value={model.user.value} onChange={({ currentTarget }) => (model.user.value = currentTarget.value)}>
          {model.users.value.map(({ username }) => (
            <option key={username}>{username}</option>
          ))}
        </select>
      </label>
      <span class="quiet">{[user?.phone, user?.mail].filter(Boolean).join(' · ')}</span>
      <nav aria-label="Documents">
        <a href="docs">API documents</a>
      </nav>
    </header>
  );
}

function Problem({ model: { problem } }: Props) {
  return (
    <div aria-live="assertive" class="problems">
      {problem.value !== '' && (
        <p class="problem">
          {problem.value}
          <button type="button" onClick={() => (problem.value = '')}>
            Close
          </button>
        </p>
      )}
    </div>
  );
}

function TokenForm({ model }: Props) {
  const [token, setToken] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    model.api.setToken(token);
    void model.start();
  };
  return (
    <main class="alone">
      <form class="card" onSubmit={submit}>
        <h2>This mock wants its token</h2>
        <p>It listens on more than its own machine, and printed the token when it was started.</p>
        <label>
          Token
          <input type="password" value={token} onInput={({ currentTarget }) => setToken(currentTarget.value)} />
        </label>
        <button type="submit" class="primary">
          Open
        </button>
      </form>
    </main>
  );
}
