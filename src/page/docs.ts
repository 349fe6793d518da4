// The documents, readable and to be tried, by Swagger UI. It asks nobody but the mock.
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-bundle.js';

const choice = document.querySelector<HTMLSelectElement>('#document');

function show(name: string): void {
  SwaggerUIBundle({
    url: `/__mock/documents/${name}`,
    dom_id: '#docs',
    deepLinking: false,
    validatorUrl: 'none',
    withCredentials: true,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
  });
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
