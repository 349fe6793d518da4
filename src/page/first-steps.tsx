// What an empty outbox offers: a message within two clicks, and what to put into an application.
import { act, loadSeed, sendTest } from './actions.ts';
import { mockUrl, utf8 } from './api.ts';
import { defaultIn } from './defaults.ts';
import { valuesIn } from './form-values.ts';
import type { Model } from './model.ts';
import { Copy, Said } from './parts.tsx';
import type { Outcome } from './outcomes.ts';
import { saveAndSend } from './saving.ts';

export function FirstSteps({ model }: { readonly model: Model }) {
  const isFresh = model.spaces.value.length === 0;
  const lines = linesOf(model);
  return (
    <div class="empty">
      <p>
        No messages yet.
        {isFresh && ' This mock is empty: send a first test, by an example of a mail setting, or look at the demo.'}
      </p>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => void act(model, 'first', () => sendFirst(model))}>
          Send a first test
        </button>
        {isFresh && (
          <>
            <button type="button" onClick={() => void act(model, 'first', () => loadSeed(model, 'demo'))}>
              Load the demo
            </button>
            <button type="button" onClick={() => void act(model, 'first', () => loadSeed(model, 'random:300'))}>
              Load 300 random spaces
            </button>
          </>
        )}
      </div>
      <Said model={model} action="first" />
      <p>Or have your application send one:</p>
      <div class="command">
        <code tabIndex={0}>{lines}</code>
        <Copy text={lines} label="Copy the lines" isSmall />
      </div>
    </div>
  );
}

/** Sends a test by the default setting, or where there is none, by the example of the contract for a mail. */
async function sendFirst(model: Model): Promise<Outcome> {
  const form = model.rules.forms.value.find(({ provider }) => provider === 'mail');
  const isReady = defaultIn(model.settings.value) !== undefined || !form;
  return isReady ? sendTest(model) : saveAndSend(model, form, valuesIn(form, form.example));
}

/** The requests of an application in a browser: the address, the login, the test message. */
function linesOf({ space, users }: Model): string {
  const user = JSON.stringify({ username: users.acting.value, password: users.acting.value });
  const headers = JSON.stringify({ 'X-Space': utf8(space) });
  return [
    `const api = '${mockUrl()}';`,
    `await fetch(api + '/login', { method: 'POST', credentials: 'include', body: new URLSearchParams(${user}) });`,
    `await fetch(api + '/api/otp/settings/test', { method: 'POST', credentials: 'include', headers: ${headers} });`,
  ].join('\n');
}
