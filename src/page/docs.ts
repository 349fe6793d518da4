// The documents, readable and to be tried, by Swagger UI. It asks nobody but the mock.
import { mockUrl } from './api.ts';
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-bundle.js';

const choice = document.querySelector<HTMLSelectElement>('#document');

/** Loaded first: of two documents that are chosen one after the other, the second is shown, whichever comes later. */
async function show(name: string): Promise<void> {
  const spec: unknown = await (await fetch(`${mockUrl()}/__mock/documents/${name}`)).json();
  if (choice?.value !== name) return;
  SwaggerUIBundle({
    spec,
    dom_id: '#docs',
    requestInterceptor: belowMock,
    deepLinking: false,
    validatorUrl: 'none',
    withCredentials: true,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
  });
}

/** The documents have paths from the root, where the mock need not be. */
function belowMock<R extends { url: string }>(request: R): R {
  const { origin, pathname, search } = new URL(request.url, location.href);
  const root = mockUrl();
  const isBelow = request.url.startsWith(`${root}/`) || origin !== location.origin;
  return isBelow ? request : { ...request, url: root + pathname + search };
}

if (choice) {
  const names = Array.from(choice.options, ({ value }) => value);
  const wanted = location.hash.slice(1);
  if (names.includes(wanted)) choice.value = wanted;
  choice.addEventListener('change', () => {
    history.replaceState(undefined, '', `#${choice.value}`);
    void show(choice.value);
  });
  void show(choice.value);
}
