// Chromium for the tests: pages in the two sizes that matter, dark or light, in which any console
// error, uncaught exception or blocked content (CSP) is a failure, and an accessibility check.
import assert from 'node:assert/strict';
import AxeBuilderModule from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const AxeBuilder = AxeBuilderModule.default ?? AxeBuilderModule;

export const LAUNCH = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--headless', '--no-sandbox', '--disable-background-networking', '--disable-gpu', '--no-first-run',
    '--disable-component-update', '--disable-sync'],
};
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };
const A11Y = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const launch = () => chromium.launch(LAUNCH);

/**
 * A fresh profile (own caches, workers, storage).
 * `size`: PHONE | DESKTOP; `scheme`: 'light' | 'dark'; `expected`: patterns of console errors that
 * the test provokes itself (Chromium reports every refused connection as one).
 * Returns `{ context, page(), problems, check() }`; `check()` fails on any collected problem.
 */
export async function profile(browser, { size = PHONE, scheme = 'light', locale = 'en-GB', expected = [], ...options } = {}) {
  const context = await browser.newContext({
    viewport: size, colorScheme: scheme, locale, hasTouch: size === PHONE, isMobile: size === PHONE, ...options,
  });
  context.setDefaultTimeout(10000);
  const problems = [];
  const note = (text) => { if (!expected.some((pattern) => pattern.test(text))) problems.push(text); };
  // Also violations that only a report would show. Runs outside the page's own CSP.
  await context.addInitScript(() => addEventListener('securitypolicyviolation',
    (e) => console.error(`CSP: ${e.effectiveDirective} blocked ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber}`)));
  context.on('console', (m) => m.type() === 'error' && note(`console: ${m.text()} (${m.location().url})`));
  context.on('weberror', (e) => note(`exception: ${e.error().stack ?? e.error()}`));
  context.on('serviceworker', (worker) => worker.on?.('console', (m) => m.type() === 'error' && note(`worker: ${m.text()}`)));
  return {
    context,
    problems,
    page: () => context.newPage(),
    check() { assert.deepEqual(problems, [], 'the browser reported problems'); },
  };
}

/** The sizes and schemes every screen is looked at in. */
export const LOOKS = [PHONE, DESKTOP].flatMap((size) => ['light', 'dark'].map((scheme) => ({ size, scheme })));

/** Fails with one line per violation of WCAG 2.2 A and AA that axe can find. */
export async function axe(page, { exclude = [] } = {}) {
  let builder = new AxeBuilder({ page }).withTags(A11Y);
  for (const selector of exclude) builder = builder.exclude(selector);
  // The whole page at once: otherwise a bar that stays at the window's edge lies over whatever is scrolled under it.
  const window = page.viewportSize(), height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...window, height: Math.max(window.height, height) });
  // A day out of the window has a guessed height: what is in it would lie over the next.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets.push(sheet);
  });
  const { violations } = await builder.analyze();
  await page.evaluate(() => document.adoptedStyleSheets.pop());
  await page.setViewportSize(window);
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), []);
}

/**
 * Waits until `probe` gives something true. A probe that asks a page just being replaced fails or,
 * in Playwright, may never come back: it is asked again.
 */
export async function until(probe, what, ms = 10000) {
  for (const end = Date.now() + ms; ;) {
    let timer;
    const late = new Promise((done) => { timer = setTimeout(done, 3000); });
    const value = await Promise.race([probe(), late]).catch((e) => {
      if (!/context was destroyed|Cannot find context|because of a navigation/.test(e.message)) throw e;
    });
    clearTimeout(timer);
    if (value) return value;
    if (Date.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
