// Daybreak: the script of the personal call sheet. A plain page works without it; with it the page
// says how old it is, confirms without a network and shows what changed. Every word comes from the
// page's data-attributes, because the page knows the reader's language. Load it as type="module".

const root = document.documentElement, page = document.body.dataset;
const path = location.pathname.replace(/\/$/, ''), base = path.split('/', 3).join('/');
const id = `${page.revisionId}/${page.content}`;
const fresh = document.getElementById('freshness'), changed = document.getElementById('changed');
const forms = [...document.querySelectorAll('#confirm, #problem')];
const sw = navigator.serviceWorker;
let registration, state, asOf = +page.asOf, checked = Date.now(), items = [], timer, looking, opened, leaving;

// Hours and minutes on this device; another day's time carries its weekday.
function clock(ms) {
  const time = new Date(ms), today = time.toDateString() === new Date().toDateString();
  return time.toLocaleTimeString(root.lang || undefined,
    { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(!today && { weekday: 'short' }) });
}

// state: live | checking | offline
function turn(to) {
  state = to;
  const waiting = items.some((i) => i.state === 'waiting') && fresh.dataset.waiting;
  const text = [fresh.dataset[state], waiting].filter(Boolean).join(' · ').replace('{time}', clock(asOf));
  if (fresh.textContent !== text) fresh.textContent = text; // a status that is set again is read out again
  fresh.dataset.state = state;
  look();
}

// Asks the worker to send what waits and to look for a newer page. A dead spot hangs rather than
// fails: no answer within 2 s counts as offline, and a late answer still counts.
function check(more) {
  if (!registration) return;
  registration.active.postMessage({ path, ...more });
  clearTimeout(timer);
  timer = setTimeout(() => turn('offline'), navigator.onLine ? 2000 : 0);
}

// "Opened" needs a person: the page was in sight for a second (no mail scanner does that). The
// sheet last seen is remembered, so that a change is announced however the newer page arrived.
function look() {
  clearTimeout(looking);
  if (document.visibilityState !== 'visible') return;
  looking = setTimeout(() => {
    if (page.day) remember({ ...seen(), [page.day]: id });
    if (state !== 'live' || opened || !page.day) return;
    opened = true;
    fetch(`${base}/${page.day}/opened`, { method: 'POST', keepalive: true }).catch(() => { opened = false; });
  }, 1000);
}
const shelf = `call:${root.dataset.callTokenHash}`;
function seen() {
  try { return JSON.parse(localStorage[shelf] ?? '{}'); } catch { return {}; }
}
function remember(days) {
  try { days ? localStorage[shelf] = JSON.stringify(days) : localStorage.removeItem(shelf); } catch {}
}

// The newer page is already kept, so a reload shows it at once, with its own styles and script. What
// was being typed comes along. Never twice within 10 s, whatever the server sends.
function replace() {
  if (Date.now() - (sessionStorage.callReload ?? 0) < 10000) {
    if (changed) changed.hidden = false;
    return turn('checking');
  }
  sessionStorage.callReload = Date.now();
  if (page.day) remember({ ...seen(), [page.day]: id }); // so that the newer page announces itself
  const problem = document.getElementById('problem');
  if (problem && !problem.dataset.state) sessionStorage.callDraft = new URLSearchParams(new FormData(problem));
  location.reload();
}
function restoreDraft() {
  const problem = document.getElementById('problem');
  for (const [name, value] of new URLSearchParams(sessionStorage.callDraft)) {
    const field = problem?.elements[name];
    if (!field || field.type === 'hidden') continue;
    field.value = value;
    if (name === 'note' && value) problem.closest('details')?.setAttribute('open', '');
  }
  delete sessionStorage.callDraft;
}

const actionOf = (form) => new URL(form.action).pathname;
function itemOf(form) {
  const { key, revision } = form.elements;
  return items.find((i) => i.key === key.value) ?? items.find((i) => form.id === 'confirm'
    && i.state === 'waiting' && i.action === actionOf(form) && i.revision === revision.value);
}

// What became of a form: sending, waiting, sent, failed or stale (the call changed meanwhile).
function show(form, item) {
  // On a good network "waiting" lasts a moment: it is only worth a word once it lasts.
  const rush = item.made + 2000 - Date.now();
  if (item.state === 'waiting' && form.dataset.state === 'sending' && rush > 0 && navigator.onLine)
    return setTimeout(() => show(form, itemOf(form) ?? item), rush);
  if (item.state === form.dataset.state) return;
  const said = form.querySelector('output') ?? form.appendChild(document.createElement('output'));
  const button = form.querySelector('button'), focus = form.contains(document.activeElement);
  const { sent, queued, failed, stale = failed } = form.dataset;
  said.textContent = { sent, waiting: queued, failed, stale }[item.state].replace('{time}', clock(item.at));
  button.disabled = false;
  button.hidden = item.state === 'sent' || item.state === 'waiting';
  form.dataset.state = item.state;
  said.tabIndex = -1;
  if (focus) said.focus(); // the button that had it may be gone
  if (item.state === 'stale' && changed) changed.hidden = false;
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!registration || !forms.includes(form)) return; // no worker: the plain post does it
  event.preventDefault();
  const body = `${new URLSearchParams(new FormData(form))}`;
  form.dataset.state = 'sending';
  form.querySelector('button').disabled = true;
  check({ send: { action: actionOf(form), body, expires: +page.expires } });
  // Should the worker have died, the plain post takes over; the key makes sure of one effect.
  setTimeout(() => form.dataset.state === 'sending' && !itemOf(form) && form.submit(), 5000);
});

function hear({ data: news }) {
  if (leaving) return;
  if (news.gone) {
    // Once: asking again is told the same while this page still stands, and would begin the way there anew each time.
    leaving = true;
    remember(); // the server now says in its own words that the link was replaced
    return location.reload();
  }
  if (news.items) {
    items = news.items;
    for (const form of forms) if (itemOf(form)) show(form, itemOf(form));
    turn(state);
  }
  if (news.path !== path) return;
  clearTimeout(timer);
  asOf = news.asOf;
  checked = Date.now();
  if (news.id === id) turn('live');
  else replace();
}

if (fresh && root.dataset.callTokenHash) {
  const before = seen()[page.day];
  if (changed && before && before !== id) changed.hidden = false;
  try { restoreDraft(); } catch {} // storage may be forbidden; so is the worker then
  turn('cached' in page ? 'checking' : 'live');
  if (sw) {
    sw.addEventListener('message', hear);
    sw.startMessages();
    if (!sw.controller) sw.register('/call-sw.js', { scope: '/call/', updateViaCache: 'none' }).catch(() => {});
    sw.ready.then((ready) => { registration = ready; check({ first: true }); });
  }
  addEventListener('online', () => { turn('checking'); check(); });
  addEventListener('offline', () => turn('offline'));
  addEventListener('pageshow', (event) => event.persisted && check());
  document.addEventListener('visibilitychange', () => {
    look();
    if (document.visibilityState === 'visible') check();
  });
  setInterval(() => {
    const waiting = items.some((i) => i.state === 'waiting');
    const hidden = document.visibilityState !== 'visible';
    if ('cached' in page && state !== 'live' && Date.now() > +page.expires) location.reload();
    else if (waiting || (!hidden && (state !== 'live' || Date.now() - checked > 300000))) check();
  }, 30000);
}
