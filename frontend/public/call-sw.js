// Daybreak: the service worker of the personal call sheet (/call/…).
// A sheet opens from its kept copy at once and is refreshed in parallel. The worker alone writes and
// sends the queue of confirmations, so that tabs, timers and Background Sync cannot send one twice.

const PAGES = 'call-pages-1', SHELL = 'call-shell-1';
const PAGE = /^(\/call\/[^/]+)(?:\/([0-9a-f-]{36}))?$/;
const ACTION = /^((\/call\/[^/]+)\/[0-9a-f-]{36})\/(confirm|problem)$/;
const ASSET = /^\/(pkg|icons)\/|^\/call\.webmanifest$/;
const WEEK = 7 * 864e5;
const under = (base, path) => path === base || path.startsWith(base + '/');
const pathOf = (url) => new URL(url).pathname.replace(/\/$/, '');

// A dead spot hangs rather than fails: nothing here waits without an end.
const get = (url, ms, init) => fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ms), ...init });

async function tell(base, news) {
  for (const tab of await clients.matchAll({ type: 'window', includeUncontrolled: true }))
    if (under(base, pathOf(tab.url))) tab.postMessage(news);
}

// ---- Kept pages -------------------------------------------------------------------------------

// All kept pages (of one link) that have not expired; the expired are deleted on sight.
async function kept(base) {
  const cache = await caches.open(PAGES), pages = [];
  for (const request of await cache.keys()) {
    const path = pathOf(request.url);
    if (base && !under(base, path)) continue;
    const response = await cache.match(request, { ignoreVary: true });
    if (!response) continue; // wiped by another answer since the keys were read
    const meta = JSON.parse(response.headers.get('x-call'));
    if (meta.expires < Date.now()) await cache.delete(request);
    else pages.push({ path, response, meta });
  }
  return pages.sort((a, b) => b.meta.asOf - a.meta.asOf);
}

// "Next call" and that day's own address show the same sheet: either stands in for the other.
async function find(path) {
  const [, base, day] = PAGE.exec(path), pages = await kept(base);
  return pages.find((p) => p.path === path) ?? pages.find((p) => day && p.meta.day === day);
}

async function keep(path, response, html) {
  const attr = (name) => html.match(new RegExp(`<body[^>]* data-${name}="([^"]*)"`))?.[1];
  const shell = [...html.matchAll(/ (?:href|src)="([^"]+)"/g)].map((m) => m[1]).filter((u) => ASSET.test(u));
  const meta = {
    id: `${attr('revision-id')}/${attr('content')}`, day: attr('day'), asOf: +attr('as-of'), shell,
    // The server says how long; never longer than a week, whatever it or a wrong clock says.
    expires: Math.min(+attr('expires') || 0, Date.now() + WEEK),
  };
  const headers = new Headers(response.headers); // with its CSP, whose nonce fits this very body
  headers.set('x-call', JSON.stringify(meta));
  const copy = html.replace('<body', '<body data-cached'); // so the page knows where it came from
  await (await caches.open(PAGES)).put(path, new Response(copy, { headers }));
  const cache = await caches.open(SHELL); // names carry a hash: what is here is never fetched again
  const rest = Promise.allSettled(shell.map(async (url) => {
    if (await cache.match(url, { ignoreVary: true })) return;
    const asset = await get(url, 30000);
    if (asset.ok) await cache.put(url, asset);
  })).then(sweep);
  const [, base, day] = PAGE.exec(path), old = await kept(base); // the next day's sheet comes along
  const more = day ? [] : (attr('bundle') ?? '').split(' ').filter((p) => PAGE.exec(p)?.[1] === base
    && p !== path && !old.some((o) => o.path === p && Date.now() - o.meta.asOf < 9e5));
  return { meta, rest: Promise.all([rest, ...more.map((p) => report(p))]) };
}

// Drops what no kept page names any more, and actions nobody can need any longer.
async function sweep() {
  const named = new Set((await kept()).flatMap((p) => p.meta.shell)), cache = await caches.open(SHELL);
  for (const request of await cache.keys()) if (!named.has(pathOf(request.url))) await cache.delete(request);
  for (const item of await queue()) if (item.expires < Date.now()) await store((s) => s.delete(item.key));
}

// The link was replaced or this day taken away: no trace of it stays on the device.
async function wipe(prefix) {
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) if (under(prefix, pathOf(request.url))) await cache.delete(request);
  for (const item of await queue()) if (under(prefix, item.action)) await store((s) => s.delete(item.key));
  await tell(prefix, { gone: true });
}

// What the server and a page's own script call a link: nothing that could be opened with it.
async function hashOf(base) {
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(base.slice(6)));
  return [...new Uint8Array(sum, 0, 8)].map((b) => b.toString(16).padStart(2, '0')).join('');
}

// Somebody signs out of this device: what waits for an answer goes first, then their own sheets go, and nobody else's.
// mode: ask (nothing goes while something waits) | anyway | ended (all goes but what waits)
async function leave(own, mode, port) {
  const bases = new Set([...await kept()].map((p) => PAGE.exec(p.path)[1]));
  for (const item of await queue()) bases.add(ACTION.exec(item.action)[2]);
  const mine = [];
  for (const base of bases) if (own.includes(await hashOf(base))) mine.push(base);
  const waits = async (base) => (await queue()).filter((i) => i.state === 'waiting' && (!base || under(base, i.action)));
  if ((await waits()).length) await within(5000, flush());
  let left = 0;
  const gone = [];
  for (const base of mine) {
    const waiting = (await waits(base)).length;
    left += waiting;
    if (mode === 'anyway' || !waiting) gone.push(base);
  }
  if (mode === 'ask' && left) return port.postMessage({ left, gone: [] });
  for (const base of gone) await wipe(base);
  await sweep();
  port.postMessage({ left: mode === 'anyway' ? 0 : left, gone: await Promise.all(gone.map(hashOf)) });
}

// ---- Refreshing -------------------------------------------------------------------------------

let asked = 0;
const newest = new Map(); // path -> number of the request whose answer is kept
async function load(path) {
  const base = PAGE.exec(path)[1], number = ++asked;
  try {
    const response = await get(path, 30000, { cache: 'no-store', headers: { accept: 'text/html' } });
    if ([401, 404, 410].includes(response.status)) {
      // One day may be gone while the link lives on; asking for the link itself tells.
      const one = response.status === 404 && path !== base;
      await wipe(one ? path : base);
      return { response, gone: true, rest: one && refresh(base) };
    }
    if (!response.ok) return { response };
    const html = await response.text(), headers = new Headers(response.headers);
    headers.delete('content-encoding'); // the text is already decoded
    const page = new Response(html, { headers });
    const hash = await hashOf(base);
    // A captive portal also answers 200: only our own page for this very link may replace the copy.
    const ours = html.includes(`data-call-token-hash="${hash}"`);
    // A late answer counts, unless a later request was answered before it.
    if (!ours || number < newest.get(path)) return { response: page };
    newest.set(path, number);
    return { ...await keep(path, page, html), response: page };
  } catch {
    return {};
  }
}

// Every wish to refresh asks anew, since an earlier request may hang in a dead spot. Only the page's
// first question shares the answer that its own navigation has just asked for.
const recent = new Map();
function refresh(path, share) {
  if (share && recent.has(path)) return recent.get(path);
  const run = load(path), end = () => recent.get(path) === run && recent.delete(path);
  recent.set(path, run);
  run.then((r) => (r.meta || r.gone ? setTimeout(end, 3000) : end()));
  return run;
}

async function report(path, work = refresh(path)) {
  const { meta, gone, rest } = await work;
  if (meta) await tell(PAGE.exec(path)[1], { path, id: meta.id, asOf: meta.asOf });
  if (gone) await tell(path, { gone });
  await rest;
}

// ---- The queue --------------------------------------------------------------------------------

function store(work, mode = 'readwrite') {
  return new Promise((done, fail) => {
    const open = indexedDB.open('call', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('queue', { keyPath: 'key' });
    open.onerror = fail;
    open.onsuccess = () => {
      const tx = open.result.transaction('queue', mode, { durability: 'strict' });
      const request = work(tx.objectStore('queue'));
      tx.oncomplete = () => { open.result.close(); done(request.result); };
      tx.onabort = fail;
    };
  });
}
const queue = async () => (await store((s) => s.getAll(), 'readonly')).sort((a, b) => a.made - b.made);
const tellQueue = async (base) => tell(base, {
  items: (await queue()).filter((i) => under(base, i.action)).map(({ body, ...item }) => item),
});

async function enqueue({ action, body, expires }) {
  const form = new URLSearchParams(body), key = form.get('key'), revision = form.get('revision');
  // A refreshed page may carry a new key for what already waits: keep the one that may be under way.
  const same = (i) => (i.key === key && i.state === 'sent')
    || (i.state === 'waiting' && (i.key === key || (i.revision === revision && i.action === action && action.endsWith('/confirm'))));
  if (!(await queue()).some(same))
    await store((s) => s.put({ key, revision, action, body, made: Date.now(), state: 'waiting',
      expires: Math.min(expires || Infinity, Date.now() + WEEK) }));
  registration.sync?.register('call').catch(() => {}); // Chromium only; the page's timers do the rest
}

// Returns the item's new state, 'gone', or nothing while there is no definite answer.
let sending;
async function send(item) {
  sending = new AbortController();
  sending.since = Date.now();
  const timer = setTimeout(() => sending.abort(), 8000);
  try {
    const response = await get(item.action, 0, { method: 'POST', body: item.body, signal: sending.signal, headers: {
      accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' } });
    const { status } = response;
    if ([401, 404, 410].includes(status)) return status === 404 ? 'lost' : 'gone';
    if (status === 200 || status === 409) {
      const reply = await response.json(); // not JSON: not our server
      item.at = reply.confirmed_at ?? reply.at ?? Date.now();
      return reply.stale ? 'stale' : status === 200 && 'sent';
    }
    return status >= 400 && status < 500 && ![408, 425, 429].includes(status) && 'failed';
  } catch {} finally { clearTimeout(timer); }
}

// In order, one sender at a time (also while an old worker hands over to a new one); the same key is
// sent again until there is a definite answer, so a lost reply does no harm.
async function flush() {
  // Somebody asks again, perhaps out of the dead spot: what hangs there would only hold up the next try.
  if (Date.now() - sending?.since > 2000) sending.abort();
  const old = new Set(); // pages whose kept copy does not yet say what was just answered
  const done = await navigator.locks.request('call-queue', async () => {
    // Read anew each time: an answer may wipe a whole link with all that waits for it.
    for (let item; (item = (await queue()).find((i) => i.state === 'waiting'));) {
      const [, page, base] = ACTION.exec(item.action), state = await send(item);
      if (!state) return false;
      if (state === 'gone') { await wipe(base); continue; }
      // Kept until it expires: an older copy of the page still shows what became of it.
      await store((s) => (state === 'lost' ? s.delete(item.key) : s.put({ ...item, state, body: '' })));
      await tellQueue(base);
      old.add(page);
      if ((await kept(base)).some((p) => p.path === base)) old.add(base);
    }
    return true;
  });
  await Promise.all([...old].map((p) => report(p)));
  return done;
}

// ---- Events -----------------------------------------------------------------------------------

const within = (ms, work) => Promise.race([work, new Promise((done) => setTimeout(done, ms))]);
const justPosted = new Set(); // after a plain post the copy is out of date: ask the server first

async function open(event, url) {
  const path = pathOf(url);
  const work = refresh(path);
  event.waitUntil(report(path, work));
  if (justPosted.delete(path)) await within(2000, work);
  const copy = await find(path);
  if (!copy) return (await work).response?.clone() ?? Response.error();
  // Without the page's script the style sheet alone says that the answer waits.
  return url.searchParams.has('queued')
    ? new Response((await copy.response.text()).replace('<body', '<body data-queued'), copy.response)
    : copy.response;
}

// The page's script did not take this post (it failed, or is off): the worker queues it if need be.
async function post(request, [, page]) {
  const body = await request.text();
  try {
    const response = await get(request.url, 4000, { method: 'POST', body, headers: {
      accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' } });
    if (response.status < 500) {
      justPosted.add(page);
      return response;
    }
  } catch {}
  await enqueue({ action: pathOf(request.url), body, expires: Date.now() + WEEK });
  return Response.redirect(`${page}?queued=1`, 303);
}

// The installed app's start address names no link: go to the sheet seen last.
async function start(request) {
  const [last] = await kept();
  return last ? Response.redirect(last.path, 302) : fetch(request);
}

addEventListener('fetch', (event) => {
  const { request } = event, url = new URL(request.url), path = pathOf(url);
  if (url.origin !== location.origin) return;
  if (request.method === 'POST' && request.mode === 'navigate' && ACTION.test(path))
    event.respondWith(post(request, ACTION.exec(path)));
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && PAGE.test(path)) event.respondWith(open(event, url));
  else if (request.mode === 'navigate' && path === '/call') event.respondWith(start(request));
  else if (ASSET.test(path)) event.respondWith(
    caches.open(SHELL).then((c) => c.match(path, { ignoreVary: true })).then((hit) => hit ?? fetch(request)));
});

addEventListener('message', (event) => event.waitUntil((async ({ path, first, send: action, own, mode }) => {
  if (own) return leave(own, mode, event.ports[0]);
  if (!PAGE.test(path)) return;
  if (action) await enqueue(action);
  await tellQueue(PAGE.exec(path)[1]);
  await Promise.all([flush(), report(path, refresh(path, first))]);
})(event.data)));
addEventListener('sync', (event) => event.waitUntil(flush().then((done) => done || Promise.reject())));
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(Promise.all([clients.claim(), sweep()])));
