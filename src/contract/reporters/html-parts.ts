// The style of the HTML report, and the script that filters it.

export const style = `
:root { color-scheme: light dark; --bad: light-dark(#b3261e, #ff8a80); --open: light-dark(#7a4f01, #ffca6b); --good: light-dark(#146c2e, #7ddc93); --line: light-dark(#d0d4da, #454b54); --ground: light-dark(#f5f6f8, #1d2126); }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0; }
article { border-left: 4px solid var(--bad); padding: .25rem 1rem; margin: 1rem 0; background: var(--ground); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: .5rem 0; } dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { overflow-x: auto; padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); } code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
.wide { overflow-x: auto; } table { border-collapse: collapse; } th, td { border-bottom: 1px solid var(--line); padding: .2rem .6rem; text-align: right; } th[scope=row], th:first-child { text-align: left; } .field { padding-left: 2rem; font-weight: normal; }
.check { border-bottom: 1px solid var(--line); padding: .2rem 0; } summary { cursor: pointer; min-height: 24px; overflow-wrap: anywhere; }
.failed { color: var(--bad); } .flaky, .differs, .known, .blocked, .skipped { color: var(--open); } .passed { color: var(--good); }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; margin-bottom: .5rem; } form[hidden] { display: none; } select, input { font: inherit; }
`;

export const filters = `
const form = document.querySelector('form');
const checks = [...document.querySelectorAll('.check')];
const show = () => {
  const { outcome, text } = Object.fromEntries(new FormData(form));
  const words = text.toLowerCase();
  const fits = (check) => (outcome === '' || check.dataset.outcome === outcome) && check.textContent.toLowerCase().includes(words);
  let count = 0;
  for (const check of checks) {
    check.hidden = !fits(check);
    if (!check.hidden) count += 1;
  }
  form.querySelector('output').textContent = count + ' shown';
};
const open = () => {
  const check = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!check) return;
  form.reset();
  show();
  check.open = true;
  check.scrollIntoView();
};
form.hidden = false;
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('hashchange', open);
show();
open();
`;
