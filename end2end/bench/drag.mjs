// Dragging on a board of N strips in Chromium, on a phone's screen with a processor four times slower: from each pointer
// event to the paint that shows it. The same strips in plain JavaScript beside it. Prints one line of JSON, times in ms:
// `{ours, plain}`, each `{events, drops, frames}` as 95th percentiles: all pointer events of a drag, the drops among them,
// and the gaps between two frames while scrolling.
// Usage: node bench/drag.mjs STRIPS, with DAYBREAK_BIN and DAYBREAK_SITE as for the tests.
import assert from 'node:assert/strict';
import { launch, PHONE, profile } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { start } from '../lib/server.mjs';
import { board, measured, plain } from './board.mjs';

const strips = Number(process.argv[2] ?? 1000), DRAGS = 24, SLOWER = 4;

const server = await start(), browser = await launch();
try {
  const eyes = await profile(browser, { size: PHONE });
  await office.expectScripts(eyes.context);
  const page = await eyes.page();
  await office.enter(page, server.links.producer);
  await page.goto(server.origin);
  const production = await office.newProduction(page, { title: 'Many strips', code: 'MANY' });
  const address = await board(page, production, strips);
  await eyes.context.addInitScript(measured);
  const ours = await take(page, address, true);
  const markup = await page.locator('.boardpage').evaluate((e) => e.outerHTML);
  const sheets = await page.locator('link[rel=stylesheet]').evaluateAll((all) => all.map((e) => e.href));
  await page.route('**/plain', (route) => route.fulfill({ contentType: 'text/html', body: plain(markup, sheets) }));
  const bare = await take(page, `${server.origin}/plain`);
  console.log(JSON.stringify({ ours, plain: bare }));
} finally {
  await browser.close();
  await server.stop();
}

/** Drags and scrolls on the page at an address; `alive`: it is one of Daybreak's. */
async function take(page, address, alive = false) {
  await page.goto(address);
  if (alive) await office.live(page);
  const shown = await page.locator('.strip[data-strip]').count();
  assert.equal(shown, strips, 'all strips are shown');
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.waitForTimeout(1000);
  const frames = await scroll(page, protocol);
  await page.evaluate(() => { window.taken = { moves: [], drops: [] }; });
  for (let n = 0; n < DRAGS; n += 1) await drag(page, protocol, n);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const { moves, drops } = await page.evaluate(() => window.taken);
  assert.ok(drops.length > 0.8 * DRAGS && moves.length > 5 * DRAGS, `${drops.length} drops and ${moves.length} moves`);
  await protocol.detach();
  return { events: p95([...moves, ...drops]), drops: p95(drops), frames };
}

/** Holds the strip at a height of the window with a finger, carries it elsewhere in the window and lets go. */
async function drag(page, protocol, n) {
  const touch = (type, y) => protocol.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 150, y }] });
  await page.evaluate((y) => scrollTo(0, y), 400 + n * 700);
  await page.waitForTimeout(150);
  const from = await page.evaluate(() => {
    for (let y = 300; y < 600; y += 5) if (document.elementFromPoint(150, y)?.closest('.strip[data-strip]')) return y;
    throw new Error('no strip in the window');
  });
  await touch('touchStart', from);
  await page.waitForTimeout(450);
  for (let step = 1; step <= 16; step += 1) {
    await touch('touchMove', from + Math.round(Math.sin(step / 3) * 120) + step);
    await page.waitForTimeout(30);
  }
  await touch('touchEnd');
  await page.waitForTimeout(400);
}

/** Rolls through the board with a finger's speed; the 95th percentile of the gaps between frames. */
async function scroll(page, protocol) {
  await page.evaluate(() => { window.gaps = []; let last; window.rolling = true; requestAnimationFrame(function frame(now) { if (last) window.gaps.push(now - last); last = now; if (window.rolling) requestAnimationFrame(frame); }); });
  for (let n = 0; n < 4; n += 1) await protocol.send('Input.synthesizeScrollGesture', { x: 150, y: 500, yDistance: -4000, speed: 3000, gestureSourceType: 'touch' });
  return p95(await page.evaluate(() => { window.rolling = false; return window.gaps; }));
}

function p95(all) {
  const sorted = all.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1] * 10) / 10;
}
