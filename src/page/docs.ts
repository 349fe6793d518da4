// The documents, readable and to be tried, by Swagger UI. It asks nobody but the mock.
import { mockUrl } from './api.ts';
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-bundle.js';

const choice = document.querySelector<HTMLSelectElement>('#document');

function show(name: string): void {
  SwaggerUIBundle({
    url: `${mockUrl()}/__mock/documents/${name}`,
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
    show(choice.value);
  });
  show(choice.value);
}
