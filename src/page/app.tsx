// The whole of the web page: who and what at the top; in the middle what people watch, the outbox and the requests; the spaces
// to the left; to the right the settings, or the faults, the assumptions or the upstream.
import { useState } from 'preact/hooks';
import { AssumptionsPanel } from './assumptions.tsx';
import { Clock } from './clock.tsx';
import { FaultsPanel } from './faults.tsx';
import type { Model } from './model.ts';
import { OutboxPanel } from './outbox.tsx';
import { type Pane, panes } from './place.ts';
import { RequestsPanel } from './requests.tsx';
import { SettingsPanel } from './settings.tsx';
import { SpacesPanel } from './spaces.tsx';
import { Toasts } from './toasts.tsx';
import { UpstreamPanel } from './upstream-panel.tsx';

interface Props {
  readonly model: Model;
}

/** Those that there is something to show in, with their titles. */
const shownPanes = ({ upstream }: Model): [Pane, string][] =>
  (Object.entries(panes) as [Pane, string][]).filter(([pane]) => pane !== 'upstream' || upstream.url.value !== '');

export function App({ model }: Props) {
  return (
    <>
      {!model.wantsToken.value && <SkipLinks model={model} />}
      <Header model={model} />
      <Problem model={model} />
      {model.wantsToken.value ? (
        <TokenForm model={model} />
      ) : (
        <main data-pane={model.place.value.pane}>
          <SpacesPanel model={model} />
          <OutboxPanel model={model} />
          <RequestsPanel model={model} />
          <SettingsPanel model={model} />
          <FaultsPanel model={model} />
          <AssumptionsPanel model={model} />
          <UpstreamPanel model={model} />
        </main>
      )}
      <Toasts model={model} />
    </>
  );
}

/** Shows a pane, where it is hidden behind others, and goes there. */
function toPane(model: Model, pane: Pane): void {
  void model.go({ pane });
  const focus = (): void => document.getElementById(pane)?.focus();
  focus();
  requestAnimationFrame(focus); // it may have been hidden
}

/** For the panes that share a place, which is all of them on a narrow screen. */
function Tabs({ model }: Props) {
  return (
    <nav class="panes" aria-label="Panes">
      {shownPanes(model).map(([name, title]) => (
        <button
          key={name}
          type="button"
          class={name}
          aria-current={name === model.place.value.pane}
          onClick={() => void model.go({ pane: name })}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}

/** By buttons, because the part of the address behind the # says what is selected. */
function SkipLinks({ model }: Props) {
  return (
    <nav class="skip" aria-label="Skip to">
      {shownPanes(model).map(([pane, title]) => (
        <button key={pane} type="button" onClick={() => toPane(model, pane)}>
          Skip to {title.toLowerCase()}
        </button>
      ))}
    </nav>
  );
}

function Header({ model }: Props) {
  const live = model.live.value;
  const user = model.users.all.value.find(({ username }) => username === model.users.acting.value);
  const { length: active } = model.faults.value;
  return (
    <header>
      <h1>otp-settings-mock</h1>
      <span class={live ? 'live on' : 'live'} role="status">
        {live ? 'live' : 'not connected'}
      </span>
      <label class="user">
        Acting as
        <select
          value={model.users.acting.value}
          onChange={({ currentTarget }) => (model.users.acting.value = currentTarget.value)}
        >
          {model.users.all.value.map(({ username }) => (
            <option key={username}>{username}</option>
          ))}
        </select>
      </label>
      <span class="quiet">{[user?.phone, user?.mail].filter(Boolean).join(' · ')}</span>
      {active > 0 && (
        <button type="button" class="alarm" onClick={() => toPane(model, 'faults')}>
          {active} {active === 1 ? 'fault is' : 'faults are'} active
        </button>
      )}
      <Clock model={model} />
      <nav aria-label="Documents">
        <a href="docs">API documents</a>
      </nav>
      {!model.wantsToken.value && <Tabs model={model} />}
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
        <h2>This mock requires its token</h2>
        <p>It accepts connections from other machines, and printed the token when it started.</p>
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
