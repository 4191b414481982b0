// Daybreak: signing out leaves nothing of a person on the device, and takes nothing of anybody else. What the browser keeps
// of a signed-in person are their own personal sheets, and answers to them that were not sent yet; the worker of
// the sheets has both. Without this script signing out is a plain post. Load it as type="module".

const API = '/api/app/accounts/profile/api/own_sheets', PAGES = 'call-pages-1';

const remembered = () => { try { return (localStorage.own ?? '').split(' ').filter(Boolean); } catch { return []; } };
function remember(own) {
  try { own.length ? localStorage.own = own.join(' ') : localStorage.removeItem('own'); } catch {}
}

// Digests of the signed-in person's own links. Remembered, as nobody can be asked once the session has ended.
async function learn() {
  try {
    const response = await fetch(API, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(4000) });
    if (response.ok) remember(await response.json());
  } catch {}
  return remembered();
}

// Asks the worker, which answers how many answers are left and whose sheets are gone.
async function tell(own, mode) {
  const worker = (await navigator.serviceWorker?.getRegistration('/call/'))?.active;
  if (!worker || !own.length) return { left: 0, gone: own };
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ own, mode }, [port2]);
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done({ left: 0, gone: [] }), 10000);
  });
}
async function wipe(own, mode) {
  const { left, gone } = await tell(own, mode);
  for (const hash of gone) try { localStorage.removeItem(`call:${hash}`); } catch {}
  return left;
}

async function leave(form) {
  const own = await learn();
  for (let mode = 'ask', left; (left = await wipe(own, mode));) {
    const dialog = document.getElementById('leave'), said = dialog.querySelector('[data-left]');
    said.textContent = said.dataset.left.replace('{n}', left);
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise((done) => dialog.addEventListener('close', done, { once: true }));
    if (dialog.returnValue === 'anyway') mode = 'anyway';
    else if (dialog.returnValue !== 'send') return;
  }
  remember([]);
  form.dataset.left = true;
  form.requestSubmit();
}

// Before anybody else hears of it.
let leaving;
addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('form.leave') || form.dataset.left) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leaving ??= leave(form).finally(() => { leaving = undefined; });
}, true);

// The session has ended: the same, but what waits to be sent stays until it is.
async function ended() {
  const own = remembered();
  if (own.length && !await wipe(own, 'ended')) remember([]);
}
addEventListener('signed-out', ended);
if (document.querySelector('[data-signed-out]')) ended();
else if (document.querySelector('form.leave') && await globalThis.caches?.has(PAGES).catch(() => false)) learn();
