// The worker that arranges boards, as the site carries it: in a real browser, under the content policy of the pages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { after, before, describe, test as nodeTest } from 'node:test';
import { launch, profile } from '../lib/browser.mjs';

const SITE = process.env.DAYBREAK_SITE;
const test = (name, body) => nodeTest(name, { timeout: 60000 }, body);
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; worker-src 'self'; base-uri 'none'";
const TYPES = { js: 'text/javascript', wasm: 'application/wasm' };
const STRIPS = 200, DAYS = 40, CAST = 30;

let browser, server, origin, page, me;

/** The same at every run. */
function chance() {
  let seed = 7;
  return (n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
}

function task() {
  const below = chance(), list = (n, make) => Array.from({ length: n }, (_, i) => make(i));
  const strips = list(STRIPS, () => ({
    load: 4 + below(5), location: below(12), set: below(40), night: below(4) === 0, pinned: null, block: null, fixed: false,
    cast: [...new Set(list(1 + below(4), () => below(CAST)))],
  }));
  const days = list(DAYS, (n) => ({ calendar: 7 * Math.floor(n / 5) + (n % 5), capacity: 36, limit: 44, closed: [], light: 'any', locked: false }));
  const cast = list(CAST, () => ({ cost: 20000 + 5000 * below(30), away: [], hold: 10000, drop: 10 }));
  const board = list(DAYS, (n) => list(STRIPS / DAYS, (i) => n * (STRIPS / DAYS) + i));
  return { problem: { strips, days, cast, weights: { company_move: 150000, flip: 50000, over: 8000 } }, before: board };
}

describe('the worker that arranges boards', { skip: !SITE && 'set DAYBREAK_SITE' }, () => {
  before(async () => {
    const { arrange_js: script } = JSON.parse(await readFile(join(SITE, 'site.json'), 'utf8'));
    server = createServer(async (request, response) => {
      response.setHeader('content-security-policy', CSP);
      if (request.url === '/') {
        response.setHeader('content-type', 'text/html');
        return response.end('<!DOCTYPE html><html lang="en"><head><title>Board</title><link rel="icon" href="data:,"></head><body></body></html>');
      }
      const body = await readFile(join(SITE, normalize(request.url))).catch(() => null);
      response.setHeader('content-type', TYPES[request.url.split('.').at(-1)] ?? 'text/plain');
      response.writeHead(body ? 200 : 404).end(body ?? '');
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${server.address().port}`;
    browser = await launch();
    me = await profile(browser);
    page = await me.page();
    await page.goto(origin);
    // What the page of the board does, in short: collects what the worker says.
    await page.evaluate((script) => {
      window.worker = new Worker(script, { type: 'module' });
      window.said = [];
      window.heard = () => {};
      worker.onmessage = ({ data }) => { said.push(...JSON.parse(data).map((one) => ({ ...one, at: performance.now() }))); heard(); };
      worker.onerror = (e) => console.error(`worker: ${e.message}`);
      window.until = (probe) => new Promise((done, fail) => {
        heard = () => {
          const found = said.find(probe), failed = said.find((one) => one.failed);
          if (found) done(found);
          else if (failed && failed.failed.id !== 13) fail(new Error(failed.failed.why));
        };
        heard();
      });
    }, script);
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  test('it tells better boards as it finds them, and stops within 50 ms with the best', async () => {
    const { waits, reports, done, total } = await page.evaluate(async (task) => {
      const waits = [];
      let done, reports;
      for (let id = 1; id <= 5; id++) {
        worker.postMessage(JSON.stringify({ start: { id, seed: 1, seconds: 30, ...task } }));
        await until((one) => one.progress?.id === id && one.progress.elapsed > 250);
        const asked = performance.now();
        worker.postMessage(JSON.stringify({ stop: { id } }));
        done = await until((one) => one.done?.id === id);
        waits.push(done.at - asked);
        reports = said.filter((one) => one.progress?.id === id);
      }
      const total = ({ work, hold, moves, flips, overload }) => work + hold + moves + flips + overload;
      return { waits, reports: reports.map((one) => one.progress), done: done.done, total: [total(done.done.found.cost_before), total(done.done.found.cost)] };
    }, task());
    console.log(`stopped after ${waits.map((ms) => ms.toFixed(1)).join(', ')} ms; cost ${total.join(' -> ')}`);
    assert.ok(waits.toSorted((a, b) => a - b)[2] < 50, `stops took ${waits} ms`);
    assert.ok(reports[0].board && reports.every((report) => report.bound <= report.best));
    assert.deepEqual([done.stopped, done.found.broken], [true, []]);
    assert.ok(total[1] < total[0] * 0.9, 'cheaper by a tenth');
    assert.deepEqual(done.found.board.flat().toSorted((a, b) => a - b), Array.from({ length: STRIPS }, (_, i) => i));
    me.check();
  });

  test('it ends in time, gives way to the next search, and says what it cannot read', async () => {
    const said = await page.evaluate(async (task) => {
      said.length = 0;
      const start = (id, more) => worker.postMessage(JSON.stringify({ start: { id, seed: 1, seconds: 1, ...task, ...more } }));
      start(11);
      start(12);
      const gaveWay = await until((one) => one.done?.id === 11);
      const ended = await until((one) => one.done?.id === 12);
      start(13, { before: [] });
      worker.postMessage('{');
      const failed = await until((one) => one.failed?.id === 13);
      await until((one) => one.failed?.id === 0);
      return { gaveWay: gaveWay.done.stopped, ended: [ended.done.stopped, ended.done.elapsed], why: failed.failed.why };
    }, task());
    assert.ok(said.gaveWay && !said.ended[0] && said.why.includes('board'));
    assert.ok(said.ended[1] >= 1000 && said.ended[1] < 1500, `took ${said.ended[1]} ms`);
    me.check();
  });
});
