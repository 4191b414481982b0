// A stand-in for the server's side of the personal call sheet, small enough to read, that can do what
// a real one must not: vanish, accept and never answer, or act and lose the reply.
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const PUBLIC = new URL('../../frontend/public/', import.meta.url);
const DAY = '0196c3f0-0000-7000-8000-000000000007';
const NEXT = '0196c3f0-0000-7000-8000-000000000008';
const hash = (text) => createHash('sha256').update(text).digest('hex');
const NONCE = 'bm9uY2Vub25jZW5vbmNlIQ==';
const CSP = `default-src 'none'; script-src 'self' 'nonce-${NONCE}'; style-src 'self' 'nonce-${NONCE}'; img-src 'self' data:; `
  + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const CSS = `body{font:16px system-ui;margin:16px;color-scheme:light dark}[hidden]{display:none}
#changed{border-left:4px solid #e8711a;padding:8px}.call{font-size:72px;font-variant-numeric:tabular-nums;margin:0}
button{min-height:44px;font:inherit}body[data-queued] #confirm::after{content:attr(data-queued)}
body[data-queued] #confirm button{display:none}`;

/**
 * `mode`: 'up' | 'hang' (accepts, never answers) | 'portal' (a captive portal's page for everything)
 * | 'broken' (502); `dropReplies`: how many actions are carried out whose reply is then lost.
 * `sheets[token]`: {revision, content, call, confirmed}; `effects`: one entry per action carried out;
 * `posts`: every attempt that arrived; `opened`: beacons; `gets`: paths asked for; `own`: tokens of whoever is
 * signed in at `/desk`, undefined once the session has ended; `signedOut`: how often somebody signed out there.
 */
export async function fake() {
  const script = await readFile(new URL('call.js', PUBLIC));
  const js = `/pkg/call.${hash(script).slice(0, 8)}.js`;
  const me = {
    mode: 'up', dropReplies: 0, status: undefined, latency: 0, cssVersion: 1,
    sheets: {}, effects: [], posts: [], opened: [], gets: [], replies: new Map(), day: DAY, next: NEXT,
    reset() {
      Object.assign(me, { mode: 'up', dropReplies: 0, status: undefined, latency: 0, cssVersion: 1, effects: [], posts: [], opened: [], gets: [] });
      Object.assign(me, { own: [], signedOut: 0, wasAway: false });
      me.replies.clear();
    },
    /** A new link on a White sheet; returns its address path. */
    link(token = randomUUID()) {
      me.sheets[token] = { revision: 'White', call: '06:10', confirmed: null, expires: Date.now() + 72 * 36e5 };
      return `/call/${token}`;
    },
  };

  function page(token, day, sheet) {
    const css = `/pkg/call.${hash(CSS + me.cssVersion).slice(0, 8)}.css`;
    const action = `/call/${token}/${day}`, key = randomUUID();
    const revision = day === NEXT ? 'White' : sheet.revision, revisionId = hash(revision).slice(0, 12); // only today changes
    return `<!DOCTYPE html><html lang="en" data-call-token-hash="${hash(token).slice(0, 16)}"><head><meta charset="utf-8">
<title>Thu 14 May · Day 7 · NORTH</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${css}"><link rel="manifest" href="/call.webmanifest"><link rel="icon" href="/icons/call.svg">
<script type="module" src="${js}"></script></head>
<body data-revision="${revision}" data-revision-id="${revisionId}" data-content="${hash((day === NEXT ? '05:55' : sheet.call) + day)}" data-day="${day}"
 data-issued="${Date.now() - 36e5}" data-as-of="${Date.now()}" data-expires="${sheet.expires}" data-bundle="/call/${token} /call/${token}/${NEXT}"><main>
<h1>Thu 14 May · Day 7 · "NORTH"</h1>
<p id="freshness" role="status" data-live="Online · as of {time}" data-checking="as of {time} · checking" data-offline="Offline · as of {time}" data-waiting="1 answer not sent yet">As of 20:10</p>
<div id="changed" role="alert" hidden>Your call changed.</div>
<h2>Your call</h2><p class="call">${day === NEXT ? '05:55' : sheet.call}</p><p>${revision}</p>
${sheet.confirmed ? `<p class="done">Confirmed</p>` : `<form id="confirm" method="post" action="${action}/confirm" data-sent="Confirmed {time} ✓" data-queued="Will be sent when online" data-failed="Not accepted" data-stale="The call changed: look again">
<input type="hidden" name="key" value="${key}"><input type="hidden" name="revision" value="${revisionId}"><button>I'll be there</button><output></output></form>`}
<form id="problem" method="post" action="${action}/problem" data-sent="The AD was told {time}" data-queued="Will be sent when online" data-failed="Not accepted">
<input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="revision" value="${revisionId}">
<label>Reason <select name="reason"><option>late</option><option>ill</option></select></label>
<label>Note <textarea name="note"></textarea></label><button>Tell the AD</button><output></output></form>
</main></body></html>`;
  }

  const desk = () => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Desk</title><script type="module" src="/leave.js"></script></head><body>
${me.own ? `<form class="leave" method="post" action="/desk"><button>Sign out</button></form>
<dialog id="leave"><form method="dialog"><p data-left="Not sent: {n}"></p><button value="send">Send now</button>
<button value="anyway">Sign out anyway</button><button value="stay">Stay</button></form></dialog>` : '<p data-signed-out>Signed out</p>'}</body></html>`;

  async function answer(req, res) {
    const url = new URL(req.url, 'http://x');
    const send = (status, type, body, headers = {}) => { res.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers }); res.end(body); };
    const html = (status, body) => send(status, 'text/html', body, { 'content-security-policy': CSP, 'cache-control': 'no-store', vary: 'Sec-Fetch-Site, Origin' });
    let body = '';
    for await (const piece of req) body += piece;
    if (req.method === 'POST') me.posts.push({ path: url.pathname, key: new URLSearchParams(body).get('key') });
    else me.gets.push(url.pathname);
    if (me.mode !== 'up') me.wasAway = true;
    if (me.mode === 'hang') return;
    if (me.latency) await new Promise((done) => setTimeout(done, me.latency));
    if (me.mode === 'portal') return html(200, '<!DOCTYPE html><title>Wi-Fi</title><body>Welcome to the hotel');
    if (me.mode === 'broken') return html(502, '<!DOCTYPE html><title>502</title>Bad gateway');

    if (url.pathname === js) return send(200, 'text/javascript', script, { 'cache-control': 'public, max-age=31536000, immutable' });
    if (/^\/pkg\/call\.\w+\.css$/.test(url.pathname)) return send(200, 'text/css', CSS, { 'cache-control': 'public, max-age=31536000, immutable' });
    if (url.pathname === '/call-sw.js') {
      return send(200, 'text/javascript', await readFile(new URL('call-sw.js', PUBLIC)), { 'service-worker-allowed': '/call/', 'cache-control': 'no-cache' });
    }
    if (url.pathname === '/call.webmanifest') return send(200, 'application/manifest+json', await readFile(new URL('call.webmanifest', PUBLIC)));
    if (['/icons/call.svg', '/favicon.ico'].includes(url.pathname)) return send(200, 'image/svg+xml', await readFile(new URL('icons/call.svg', PUBLIC)));
    if (url.pathname === '/call/') return html(200, '<!DOCTYPE html><title>Daybreak call</title><p>Open the link you were sent.');

    if (url.pathname === '/leave.js') return send(200, 'text/javascript', await readFile(new URL('leave.js', PUBLIC)));
    if (url.pathname === '/api/app/accounts/profile/api/own_sheets') return send(me.own ? 200 : 401, 'application/json', JSON.stringify((me.own ?? []).map((t) => hash(t).slice(0, 16))));
    if (url.pathname === '/desk' && req.method === 'POST') {
      me.signedOut++;
      me.own = undefined;
      res.writeHead(303, { location: '/desk' });
      return res.end();
    }
    if (url.pathname === '/desk') return html(200, desk());

    const [, place, token, day = DAY, verb] = url.pathname.split('/'), sheet = me.sheets[token];
    if (place !== 'call' || !sheet) return html(404, '<!DOCTYPE html><title>Not found</title><p>Not found');
    if (sheet.replaced) return html(410, '<!DOCTYPE html><title>Replaced</title><p id="replaced">This link was replaced');
    if (sheet.lostDay === day) return html(404, '<!DOCTYPE html><title>Not found</title><p>Not found');
    if (req.method === 'GET') return html(200, page(token, day, sheet));
    if (verb === 'opened') { me.opened.push(token); return send(204, 'text/plain'); }

    const json = req.headers.accept?.includes('application/json');
    const form = new URLSearchParams(body), key = form.get('key');
    if (me.status) return send(me.status, 'application/json', '{}');
    let reply = me.replies.get(key);
    if (!reply) {
      const stale = form.get('revision') !== hash(sheet.revision).slice(0, 12);
      reply = stale ? [409, { stale: true }] : [200, { confirmed_at: Date.now(), revision: sheet.revision, stale: false }];
      if (!stale) {
        me.effects.push({ token, verb, key, note: form.get('note') });
        if (verb === 'confirm') sheet.confirmed = reply[1].confirmed_at;
      }
      me.replies.set(key, reply);
    }
    if (me.dropReplies-- > 0) { me.wasAway = true; return req.socket.destroy(); }
    if (json) return send(reply[0], 'application/json', JSON.stringify(reply[1]));
    res.writeHead(303, { location: `/call/${token}/${day}` });
    res.end();
  }

  let server, port = 0;
  const sockets = new Set();
  me.up = () => new Promise((done, fail) => {
    server = createServer((req, res) => { answer(req, res).catch((e) => { console.error(e); res.destroy(); }); });
    server.on('connection', (s) => { sockets.add(s); s.on('close', () => sockets.delete(s)); });
    server.on('error', fail);
    server.listen(port, '127.0.0.1', () => { port = server.address().port; me.origin = `http://127.0.0.1:${port}`; done(); });
  });
  /** Nothing listens any more; up() comes back on the same address. */
  me.down = () => new Promise((done) => { me.wasAway = true; server.close(done); for (const s of sockets) s.destroy(); });
  await me.up();
  return me;
}
