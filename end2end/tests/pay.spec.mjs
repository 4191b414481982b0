// Day rates: typed by a producer, counted with when a board is arranged, and never met by whoever may not see pay.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, DESKTOP, launch, PHONE, profile } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';

const { fill, open } = office;
const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';

let browser;
describe('day rates', { skip }, () => {
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  test('without scripts on a phone', (t) => rates(t, false, PHONE));
  test('with scripts', (t) => rates(t, true, DESKTOP));
});

async function rates(t, js, size) {
  const server = await start(), all = [];
  t.after(async () => { for (const context of all) await context.close(); await server.stop(); });
  const someone = async (role) => {
    const eyes = await profile(browser, { size, javaScriptEnabled: js, expected: [/status of 4(03|22)/] });
    if (js) await office.expectScripts(eyes.context);
    const page = await eyes.page();
    all.push(eyes.context);
    await office.enter(page, server.links[role]);
    return { eyes, page };
  };
  const producer = await someone('producer');
  const { page } = producer, { production } = await office.demo(page, server);

  await open(page, `${production}/pay`, 'Day rates');
  const first = page.getByRole('group', { name: /^1 IDA/ }), second = page.getByRole('group', { name: /^2 HOLLIS/ });
  await fill(first, { 'A day worked': 'plenty' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await first.getByText('Write an amount, such as 1,200 or 1200.50.').waitFor();
  assert.equal(await first.getByLabel('A day worked').inputValue(), 'plenty', 'what was typed stays');
  await fill(first, { 'A day worked': '9,876.50', 'A day held': '4321' });
  await fill(second, { 'A day worked': '800' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.reload();
  assert.equal(await first.getByLabel('A day worked').inputValue(), '9876.50');
  assert.equal(await second.getByLabel('A day held').inputValue(), '800', 'held as worked');
  if (js) await axe(page);

  await open(page, `${production}/boards/compare`);
  await page.getByRole('heading', { name: 'Cost of the cast' }).waitFor();
  await open(page, `${production}/arrange`, 'Arrange');
  assert.ok(await page.getByLabel('Count with day rates').isChecked());
  if (js) {
    // What stood beside a field goes once the form is right and the search begins.
    const pages = page.getByLabel('Pages a day takes', { exact: true }), wrong = page.locator('[aria-invalid="true"]');
    const usual = await pages.inputValue();
    await pages.fill('many');
    await page.getByRole('button', { name: 'Search' }).click();
    await wrong.first().waitFor();
    await pages.fill(usual);
    await page.getByLabel('Search for').selectOption('2');
    await page.getByRole('button', { name: 'Search' }).click();
    const saves = page.getByRole('heading', { name: /^Saves .*EUR$/ });
    assert.equal(await wrong.count(), 0, 'old messages are gone');
    await saves.waitFor({ timeout: 20000 }).catch(async () => assert.fail(`nothing saved: ${await office.text(page.locator('main'))}`));
  }

  // The 1st AD arranges by pay and meets no amount; the page itself is shut.
  const ad = await someone('first_ad');
  assert.equal((await ad.page.goto(`${production}/pay`)).status(), 403);
  await open(ad.page, `${production}/arrange`, 'Arrange');
  await ad.page.getByLabel('Count with day rates, on the server').check();
  assert.doesNotMatch(await ad.page.content(), /\b9876\.50\b|\b987650\b|\b432100\b/);
  await ad.page.getByLabel('Search for').selectOption('2');
  await ad.page.getByRole('button', { name: 'Search' }).click();
  await ad.page.waitForURL(/\/boards\/compare\?/, { timeout: 20000 });
  await ad.page.getByRole('heading', { level: 1 }).waitFor();
  assert.doesNotMatch(await ad.page.content(), /\b9876\.50\b|\b987650\b|\b432100\b|Cost of the cast/);
  producer.eyes.check();
  ad.eyes.check();
}
