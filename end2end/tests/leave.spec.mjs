// Signing out of a device that keeps personal sheets: what waits goes first, one's own sheets go, nobody else's do.
// Real Chromium, real worker and scripts; the server's side is lib/fake.mjs.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test as nodeTest } from 'node:test';
import { launch, profile, until } from '../lib/browser.mjs';
import { fake } from '../lib/fake.mjs';

const test = (name, body) => nodeTest(name, { timeout: 60000 }, body);
const token = (path) => path.split('/')[2];

let browser, server, me, mine, other;

/** What the browser keeps: addresses of pages, what waits, words by name. */
const keptBy = (page) => page.evaluate(async () => {
  const keys = await (await caches.open('call-pages-1')).keys();
  const queue = await new Promise((done) => {
    const open = indexedDB.open('call', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('queue', { keyPath: 'key' });
    open.onsuccess = () => {
      const all = open.result.transaction('queue').objectStore('queue').getAll();
      all.onsuccess = () => { open.result.close(); done(all.result); };
    };
  });
  return { pages: keys.map((r) => new URL(r.url).pathname), queue, words: Object.keys(localStorage) };
});
const of = (kept, path) => ({ pages: kept.pages.filter((p) => p.startsWith(path)).length, waiting: kept.queue.filter((i) => i.action.startsWith(path) && i.state === 'waiting').length });

/** Opens both sheets until they are kept and seen; with an answer to each that cannot be sent, if so wanted. */
async function sheets({ answered = false } = {}) {
  if (answered) server.status = 503;
  for (const [i, path] of [mine, other].entries()) {
    const page = await me.page();
    await page.goto(server.origin + path);
    await until(async () => { const k = await keptBy(page); return of(k, path).pages === 2 && k.words.length > i; }, 'kept and seen');
    if (answered) {
      await page.locator('#confirm button').click();
      await until(async () => of(await keptBy(page), path).waiting === 1, 'waits');
    }
    await page.close();
  }
}
async function desk() {
  const page = await me.page();
  await page.goto(`${server.origin}/desk`);
  return page;
}
async function out(page) {
  await page.locator('[data-signed-out]').waitFor({ timeout: 20000 });
  assert.ok(server.signedOut);
}
const leave = (page) => page.getByRole('button', { name: 'Sign out', exact: true }).click();

before(async () => { browser = await launch(); server = await fake(); });
after(async () => { await browser.close(); await server.down(); });
beforeEach(async () => {
  server.reset();
  [mine, other] = [server.link(), server.link()];
  server.own = [token(mine)];
  me = await profile(browser, { expected: [/status of (401|503)/] });
});
afterEach(async () => {
  const problems = [...me.problems];
  await me.context.close();
  assert.deepEqual(problems, []);
});

describe('signing out', () => {
  test('one\'s own sheets go, somebody else\'s stay', async () => {
    await sheets();
    const page = await desk();
    await until(async () => (await keptBy(page)).words.includes('own'), 'remembered whose they are');
    await leave(page);
    await out(page);
    const kept = await keptBy(page);
    assert.deepEqual([of(kept, mine).pages, of(kept, other).pages], [0, 2]);
    assert.deepEqual(kept.words.filter((w) => w === 'own'), []);
    assert.equal(kept.words.length, 1, kept.words.join());
  });

  test('what waits is sent first', async () => {
    await sheets({ answered: true });
    server.status = undefined;
    const page = await desk();
    await leave(page);
    await out(page);
    assert.deepEqual(server.effects.map((e) => e.token).sort(), [token(mine), token(other)].sort());
    assert.equal(of(await keptBy(page), mine).pages, 0);
  });

  test('what cannot be sent is asked about: stay, or lose one\'s own and nobody else\'s', async () => {
    await sheets({ answered: true });
    const page = await desk();
    await leave(page);
    await page.getByText('Not sent: 1').waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    assert.equal(server.signedOut, 0);
    assert.deepEqual(of(await keptBy(page), mine), { pages: 2, waiting: 1 });
    await leave(page);
    await page.getByText('Not sent: 1').waitFor();
    await page.getByRole('button', { name: 'Sign out anyway' }).click();
    await out(page);
    const kept = await keptBy(page);
    assert.deepEqual([of(kept, mine), of(kept, other)], [{ pages: 0, waiting: 0 }, { pages: 2, waiting: 1 }]);
    assert.equal(server.effects.length, 0);
  });

  test('sending works when asked a second time', async () => {
    await sheets({ answered: true });
    const page = await desk();
    await leave(page);
    await page.getByText('Not sent: 1').waitFor();
    server.status = undefined;
    await page.getByRole('button', { name: 'Send now' }).click();
    await out(page);
    assert.ok(server.effects.some((e) => e.token === token(mine)));
  });
});

describe('the session has ended', () => {
  test('one\'s own sheets go but for what still waits', async () => {
    await sheets();
    const page = await desk();
    await until(async () => (await keptBy(page)).words.includes('own'), 'remembered whose they are');
    server.own = undefined;
    await page.reload();
    await until(async () => of(await keptBy(page), mine).pages === 0, 'wiped');
    assert.equal(of(await keptBy(page), other).pages, 2);
  });
  test('an answer that waits is not lost', async () => {
    await sheets({ answered: true });
    const page = await desk();
    await until(async () => (await keptBy(page)).words.includes('own'), 'remembered whose they are');
    server.own = undefined;
    await page.reload();
    await new Promise((done) => setTimeout(done, 2000));
    assert.deepEqual(of(await keptBy(page), mine), { pages: 2, waiting: 1 });
  });
});

test('a device without sheets, and one without scripts: a plain sign-out', async () => {
  const page = await desk();
  await leave(page);
  await out(page);
  server.own = [];
  await me.context.close();
  me = await profile(browser, { javaScriptEnabled: false });
  await leave(await desk());
  await until(() => server.signedOut === 2, 'signed out');
});
