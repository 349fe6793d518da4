// The login of the application: by a password, and by a one-time password where that is asked for.
const [login, code] = [document.querySelector('#login'), document.querySelector('#code')];

async function postForm(path, form) {
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(form) });
  document.querySelector('p').textContent = answer.ok ? '' : `Error ${answer.status}`;
  return answer.ok ? answer.json() : undefined;
}

function showAnswer({ otp_required: needsCode = false, spaces = [] }) {
  [login.hidden, code.hidden] = [true, !needsCode];
  const item = (text) => Object.assign(document.createElement('li'), { textContent: text });
  document.querySelector('ul').replaceChildren(...spaces.map(item));
}

async function sendPassword() {
  const answer = await postForm('/login', new FormData(login));
  if (answer) showAnswer(answer);
}

async function sendCode() {
  const form = new FormData(code);
  form.set('username', new FormData(login).get('username'));
  const answer = await postForm('/validate', form);
  if (answer) showAnswer(answer);
}

for (const [form, send] of [
  [login, sendPassword],
  [code, sendCode],
])
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
