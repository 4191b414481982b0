// A person's own sheet against the real server: read half asleep on a phone, with and without a network, answered
// once, changed, replaced. The worker's corner cases stand in call-worker.spec.mjs, against a server that can misbehave.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, launch, PHONE, profile, until } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';
import { mailbox } from '../lib/smtp.mjs';

const { text } = office;
const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';
const SHOTS = process.env.SHOTS;
const OFFLINE = [/ERR_CONNECTION_REFUSED/, /ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_RESET/, /ERR_TIMED_OUT/, /ERR_EMPTY_RESPONSE/];

describe('the personal sheet on the real server', { skip }, () => {
  let browser, server, box, desk, ad, sheet, production;
  before(async () => {
    [browser, box] = await Promise.all([launch(), mailbox()]);
    server = await start({ env: { DAYBREAK_SMTP_URL: box.url } });
    desk = await profile(browser, { size: { width: 1280, height: 900 }, javaScriptEnabled: false });
    ad = await desk.page();
    await office.enter(ad, server.links.second_ad);
    ({ production, sheet } = await office.demo(ad, server));
    // Everybody has their mail before a test looks for it.
    await until(async () => !/Waits to be sent/.test(await text(await tracked(''))), 'the mails are out', 30000);
  });
  after(async () => { await browser?.close(); await server?.stop(); await box?.stop(); });

  const tracked = async (query) => { await office.open(ad, `${sheet}/tracking${query}`); return ad.locator('main'); };
  const linkOf = (address) => box.to(address).at(-1)?.link ?? assert.fail(`no mail to ${address}`);
  const CAST = ['Rosalind Okafor-Hale', 'rosalind.okafor.hale@demo.example'];
  /** Crew who have a mail and have not confirmed, each taken once, so that no test waits for another. */
  const free = [];
  async function somebody() {
    if (!free.length) {
      await tracked('?show=unconfirmed');
      const names = await ad.locator('tr:has(.state--warn) a.row-link').allInnerTexts();
      for (const name of names.map((n) => n.trim())) {
        const mail = box.mails.find((m) => m.text.startsWith(`Hello ${name},`));
        if (mail && name !== CAST[0]) free.push({ name, address: mail.to, link: mail.link });
      }
    }
    return free.shift() ?? assert.fail('nobody is left who has not confirmed');
  }
  async function phone(options) {
    const mine = await profile(browser, { size: PHONE, expected: OFFLINE, ...options });
    return { ...mine, visit: async (link) => { const page = await mine.page(); await page.goto(link); return page; } };
  }
  /** Opened once as a person does: the worker has kept the sheet. */
  async function kept(mine, link) {
    const page = await mine.visit(link);
    await until(async () => /^Online/.test(await text(page.locator('#freshness'))), 'the sheet is live');
    await until(() => page.evaluate(async () => {
      for (const name of await caches.keys()) if ((await (await caches.open(name)).keys()).some((r) => r.url.includes('/call/'))) return true;
      return false;
    }), 'the sheet is kept');
    return page;
  }
  const stateOf = async (name) => (await office.tracking(ad, sheet))[name];

  test('the first screen says when, where and whom to ring; in the dark as well', async () => {
    for (const scheme of ['light', 'dark']) {
      const mine = await phone({ scheme });
      const page = await mine.visit(linkOf(CAST[1]));
      assert.match(await text(page.locator('.call__time')), /^\d\d:\d\d/);
      const thumb = await page.locator('.thumb').boundingBox();
      for (const [what, where] of [
        ['call', page.locator('.call__time')], ['pickup or place', page.getByText(/Harbour Lodge|Naval School/).first()],
        ['whom to ring', page.locator('a[href^="tel:"]').first()], ['confirm', page.locator('#confirm button')],
      ]) {
        const box = await where.boundingBox();
        assert.ok(box, `${what} is there`);
        const end = what === 'confirm' ? PHONE.height : thumb.y;
        assert.ok(box.y >= 0 && box.y + box.height <= end, `${what} is on the first screen: ${box.y}+${box.height}, ends at ${end}`);
      }
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, 'nothing to scroll sideways');
      const button = await page.locator('#confirm button').boundingBox();
      assert.ok(button.height >= 44 && button.width >= 200, 'a thumb finds the button');
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/call-${scheme}.png` });
      await axe(page);
      mine.check();
      await mine.context.close();
    }
  });

  for (const js of [true, false]) test(`one tap confirms ${js ? 'with' : 'without'} scripts, and only once`, async () => {
    const { name, link } = await somebody(), mine = await phone({ javaScriptEnabled: js });
    const page = await mine.visit(link);
    await page.locator('#confirm button').click();
    await page.getByText(/^Confirmed \d\d:\d\d/).first().waitFor();
    assert.match(await stateOf(name), /^Confirmed · White/);
    await page.reload();
    assert.equal(await page.locator('#confirm').count(), 0, 'nobody is asked twice');
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/call-confirmed-${js}.png` });
    mine.check();
    await mine.context.close();
  });

  test('a problem reaches the office', async () => {
    const { name, link } = await somebody(), mine = await phone({ javaScriptEnabled: false });
    const page = await mine.visit(link);
    await page.getByText('Problem? Tell the AD').click();
    await page.getByLabel('I will be late').check();
    await page.getByLabel('Note (optional)').fill('The ferry is late, 20 min');
    await page.getByRole('button', { name: 'Tell the AD' }).click();
    await page.getByText(/^The AD knows: I will be late/).waitFor();
    assert.equal(await stateOf(name), 'I will be late');
    await ad.getByText('The ferry is late, 20 min').waitFor();
    mine.check();
    await mine.context.close();
  });

  for (const [how, away, back] of [
    ['is stopped', () => server.halt(), () => server.restart()], ['accepts and never answers', () => server.pause(), () => server.resume()],
  ]) test(`the server ${how}: the sheet opens within a second, and a tap arrives exactly once`, async (t) => {
    const { name, link } = await somebody(), mine = await phone();
    await (await kept(mine, link)).close();
    await away();
    let here = false;
    const home = async () => { if (!here) { here = true; await back(); } };
    t.after(home);
    const page = await mine.page(), began = Date.now();
    await page.goto(link, { waitUntil: 'commit' });
    await page.locator('.call__time').waitFor();
    assert.ok(Date.now() - began < 1000, `opened in ${Date.now() - began} ms`);
    await until(async () => /^Offline · as of \d\d:\d\d/.test(await text(page.locator('#freshness'))), 'says how old it is');
    await page.locator('#confirm button').click();
    await until(async () => /^Will be sent when online/.test(await text(page.locator('#confirm output'))), 'says that it waits');
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/call-offline.png` });
    await page.setViewportSize({ width: 360, height: 740 }); // the smallest phones that are about
    const bar = await page.locator('.call__bar').boundingBox(), net = await page.locator('#freshness').boundingBox();
    assert.ok(net.x + net.width <= bar.width - 8 && bar.height <= 80, `the bar holds its words: ${JSON.stringify({ bar, net })}`);
    await home();
    await page.evaluate(() => dispatchEvent(new Event('online'))); // as the phone says when it has a network again
    await until(async () => /^Confirmed \d\d:\d\d/.test(await text(page.locator('#confirm output, .thumb__done').first())), 'the answer arrives', 20000);
    assert.match(await stateOf(name), /^Confirmed · White/);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await office.open(ad, production);
    const told = (await ad.locator('.change').allInnerTexts()).map((line) => line.replace(/\s+/g, ' '));
    assert.deepEqual(told.filter((line) => line.startsWith(`${name} confirmed day`)).length, 1, `exactly once: ${told}`);
    mine.check();
    await mine.context.close();
  });

  test('a newer revision shows its banner and asks again; a tap on the old one is not taken for it', async () => {
    const { name, link } = await somebody(), mine = await phone();
    const page = await kept(mine, link);
    await page.waitForTimeout(1300); // it was in sight
    const old = { key: await page.locator('#confirm [name=key]').inputValue(), revision: await page.locator('#confirm [name=revision]').inputValue(), action: await page.locator('#confirm').evaluate((f) => f.action) };
    await office.decide(ad, sheet, name, { Time: '10:05', Reason: 'Earlier' });
    await office.publish(ad, sheet, { name: 'Blue' });
    const stale = await mine.context.request.post(old.action, { form: { key: old.key, revision: old.revision }, headers: { accept: 'application/json', origin: server.origin } });
    assert.equal(stale.status(), 409);
    assert.equal((await stale.json()).stale, true);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('#changed').waitFor();
    assert.match(await text(page.locator('#changed')), /Changed since White/);
    assert.match(await text(page.locator('.call__time')), /^10:05/);
    await page.locator('#confirm button').waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/call-blue.png` });
    await axe(page);
    mine.check();
    await mine.context.close();
  });

  test('a corrected address: a new link goes out, the old one says that it was replaced', async () => {
    const { name, link } = await somebody(), mine = await phone({ expected: [...OFFLINE, /status of 410/, /favicon\.ico/] });
    const page = await kept(mine, link);
    await tracked('');
    await ad.getByRole('link', { name, exact: true }).click();
    const form = ad.getByRole('form', { name: 'Correct and send' });
    await form.getByLabel('Mail address').fill('corrected@crew.example');
    await form.getByRole('button', { name: 'Correct and send' }).click();
    await until(() => box.to('corrected@crew.example').length === 1, 'the mail to the new address');
    const fresh = linkOf('corrected@crew.example');
    assert.notEqual(fresh, link);
    assert.equal((await fetch(link)).status, 410);
    await page.goto(link);
    await page.getByText(/This link was replaced/).waitFor(); // also on the device that had kept the sheet
    await page.goto(fresh);
    await page.locator('.call__time').waitFor();
    mine.check();
    await mine.context.close();
  });

  test('the office in front of the others: its own pages stay free of errors', () => desk.check());
});
