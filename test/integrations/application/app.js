// An application for the examples: it shows the settings of a space, saves one, and sends by it.
const space = new URLSearchParams(location.search).get('space') ?? 'default_space';
const headers = { 'X-Space': space, 'Content-Type': 'application/json' };
const sms = { isDefault: true, type: 'SMS', provider: 'Netgsm', username: '8501234567', password: 'x', header: 'A' };

async function ask(path, init = {}) {
  const answer = await fetch(`/api/otp/settings${path}`, { headers, ...init });
  document.querySelector('p').textContent = answer.ok ? '' : `Error ${answer.status}`;
  return answer;
}

async function show() {
  const answer = await ask('');
  const settings = answer.ok ? await answer.json() : [];
  const item = (text) => Object.assign(document.createElement('li'), { textContent: text });
  document.querySelector('ul').replaceChildren(...settings.map(({ provider }) => item(provider)));
}

async function save() {
  await ask('/sms/netgsm', { method: 'PUT', body: JSON.stringify(sms) });
  await show();
}

document.querySelector('#save').addEventListener('click', () => void save());
document.querySelector('#send').addEventListener('click', () => void ask('/test', { method: 'POST' }));
await show();
