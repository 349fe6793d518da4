// Starts the web page.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import { Model } from './model.ts';
import { placeIn } from './place.ts';

const api = createApi();
const wanted = new URLSearchParams(location.hash.slice(1));
const token = wanted.get('token');
if (token !== null) {
  api.setToken(token);
  wanted.delete('token'); // the address must not show it or pass it on when copied
  const rest = wanted.toString();
  history.replaceState(undefined, '', `${location.pathname}${rest === '' ? '' : `#${rest}`}`);
}
const model = new Model(api);
model.place.value = placeIn(location.hash);
addEventListener('popstate', () => void model.arrive(placeIn(location.hash)));
// No error goes unseen.
addEventListener('error', ({ error }) => model.fail(error));
addEventListener('unhandledrejection', ({ reason }) => model.fail(reason));

document.addEventListener('visibilitychange', () => model.unread.look());
effect(() => {
  const { count } = model.unread;
  document.title = count === 0 ? 'otp-settings-mock' : `(${count}) otp-settings-mock`;
  document.querySelector('link[rel=icon]')?.setAttribute('href', `assets/icon${count === 0 ? '' : '-unread'}.svg`);
});

const root = document.querySelector('#app');
if (root) render(<App model={model} />, root);
void model.start();
