// The board as several people work on it: changes of one appear at the other, a clash shows both versions, strips go
// together by keyboard and by finger, a filter narrows them, and arranging makes a draft.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, DESKTOP, launch, PHONE, profile, until } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';

const { at, boardDay, open, strip, text } = office;
const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';
const SHOTS = process.env.SHOTS;

describe('the board', { skip, concurrency: 1 }, () => {
  let browser, server, production, eyes = [];
  const someone = async (role, options = {}) => {
    const profiled = await profile(browser, { size: DESKTOP, expected: [/status of 409/], ...options });
    if (options.javaScriptEnabled !== false) await office.expectScripts(profiled.context);
    eyes.push(profiled);
    const page = await profiled.page();
    await office.enter(page, server.links[role]);
    return page;
  };
  /** A draft of its own for each test: nobody is in anybody's way. */
  const draft = async (page, name) => {
    await open(page, `${production}/boards`, 'Boards');
    const form = page.getByRole('form', { name: 'New draft' }).or(page.locator('form:has([name=from])')).first();
    await form.getByLabel('Name', { exact: true }).fill(name);
    await form.getByRole('button').click();
    await page.waitForURL(/board=/);
    return page.url();
  };
  const numbers = (scope) => scope.locator('.strip[data-strip] .strip__no').allTextContents();
  const shot = async (page, name) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true }); };

  before(async () => {
    [browser, server] = await Promise.all([launch(), start()]);
    const page = await someone('first_ad');
    ({ production } = await office.demo(page, server));
  });
  after(async () => { for (const one of eyes) await one.context.close(); await browser?.close(); await server?.stop(); });

  test('what one moves the other sees; who comes second decides with both before them', async () => {
    const one = await someone('first_ad'), other = await someone('second_ad');
    const board = await draft(one, 'Two at once');
    await open(one, board);
    await open(other, board);
    const [first, second] = await numbers(one.locator('#boneyard')).then((all) => all.length > 1 ? all : numbers(one.locator('.days')));
    await office.moveByForm(one, first, 'Day 2');
    await boardDay(other, 'Day 2').locator('.strip__no', { hasText: new RegExp(`^${first}$`) }).waitFor();
    await other.getByText('Somebody changed the board').waitFor();
    // The other does not hear of the next move before making one of their own.
    await other.route(/board_stamp/, () => {});
    await office.moveByForm(one, second, 'Day 2');
    await strip(other, second).locator('a.strip__no').click();
    const form = other.getByRole('form', { name: 'Move', exact: true });
    const to = await form.getByLabel('To', { exact: true }).locator('option').evaluateAll((all) => all.find((o) => o.textContent.startsWith('Day 3'))?.value);
    await form.getByLabel('To', { exact: true }).selectOption(to);
    await form.getByRole('button', { name: 'Move', exact: true }).click();
    const clash = other.getByRole('alertdialog');
    await clash.waitFor();
    assert.match(await text(clash), new RegExp(`${second}: you put it on Day 3.*somebody else put it on Day 2`));
    await shot(other, 'clash');
    await axe(other);
    await boardDay(other, 'Day 2').locator('.strip__no', { hasText: new RegExp(`^${second}$`) }).waitFor();
    await clash.getByRole('button', { name: /^Put it on Day 3/ }).click();
    await boardDay(one, 'Day 3').locator('.strip__no', { hasText: new RegExp(`^${second}$`) }).waitFor();
    assert.equal(await clash.count(), 0);
  });

  test('strips are marked, cut and pasted by keyboard, taken back and made again together', async () => {
    const page = await someone('first_ad');
    await open(page, await draft(page, 'By keyboard'));
    const from = boardDay(page, 'Day 1'), to = boardDay(page, 'Day 2');
    const [a, b] = await numbers(from), had = await numbers(to);
    await strip(page, a).locator('.strip__set').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('strips marked').or(page.locator('.strip[data-marked]').nth(1)).first().waitFor();
    await page.keyboard.press('Control+x');
    await until(async () => await page.locator('.strip[data-cut]').count() === 2, 'two strips wait');
    await strip(page, had[0]).locator('.strip__set').click();
    await page.keyboard.press('Control+v');
    await until(async () => (await numbers(to)).join() === [a, b, ...had].join(), 'both in front of the selected one, in their order');
    await page.keyboard.press('u');
    await until(async () => (await numbers(from)).slice(0, 2).join() === [a, b].join(), 'one step takes both back');
    await page.keyboard.press('r');
    await until(async () => (await numbers(to)).join() === [a, b, ...had].join(), 'and makes both again');
    await page.waitForTimeout(1500); // what was made again is on its way, one move after the other
    await page.reload();
    assert.deepEqual(await numbers(to), [a, b, ...had], 'on the server too');
  });

  test('a filter shows what passes and says what it cannot read', async () => {
    const page = await someone('first_ad');
    await open(page, `${production}/board`);
    const all = await page.locator('.strip[data-strip]').count();
    const field = page.getByRole('searchbox');
    await field.fill('night');
    await until(async () => { const n = await page.locator('.strip[data-strip]').count(); return n > 0 && n < all; }, 'only nights');
    for (const dn of await page.locator('.strip[data-strip] .strip__dn').allTextContents()) assert.equal(dn, 'N');
    await field.fill('night pages:many');
    await page.getByText('“many” does not fit “pages”.').waitFor();
    await field.fill('');
    await until(async () => await page.locator('.strip[data-strip]').count() === all, 'all again');
    const plain = await someone('first_ad', { javaScriptEnabled: false });
    await open(plain, `${production}/board?only=night`);
    const n = await plain.locator('.strip[data-strip]').count();
    assert.ok(n > 0 && n < all, 'without scripts too');
  });

  test('a day is sorted by a field, and that is taken back', async () => {
    const page = await someone('first_ad');
    await open(page, await draft(page, 'Sorted'));
    const day = boardDay(page, 'Day 1'), had = await numbers(day);
    const pages = () => day.locator('.strip[data-strip] .strip__pages').allTextContents()
      .then((all) => all.map((one) => one.replace('≈', '').trim().split(' ').reduce((sum, part) => sum + (part.includes('/') ? Number(part.split('/')[0]) : Number(part) * 8), 0)));
    await page.locator('summary', { hasText: /^Sort$/ }).click();
    const form = page.getByRole('form', { name: 'Sort' });
    const choice = await form.getByLabel('What to sort').locator('option').evaluateAll((all) => all.find((o) => o.textContent.startsWith('Day 1'))?.value);
    await form.getByLabel('What to sort').selectOption(choice);
    await form.getByLabel('By').selectOption('pages');
    await form.getByLabel('From the highest').check();
    await shot(page, 'sort');
    await form.getByRole('button', { name: 'Sort' }).click();
    const falls = (all) => all.every((one, n) => n === 0 || one <= all[n - 1]);
    await until(async () => falls(await pages()), 'the longest first');
    assert.deepEqual([...await numbers(day)].sort(), [...had].sort(), 'nothing is lost');
    assert.notDeepEqual(await numbers(day), had, 'the demo was in order already: choose another field');
    await page.keyboard.press('Escape');
    await page.locator('h1').evaluate(() => document.activeElement?.blur());
    await page.getByRole('button', { name: /^Undo/ }).click();
    await until(async () => (await numbers(day)).join() === had.join(), 'as it was');
    await page.waitForLoadState('networkidle');
    await page.reload();
    assert.deepEqual(await numbers(boardDay(page, 'Day 1')), had, 'on the server, too');
  });

  for (const js of [true, false]) {
    test(`strips have rows and colours of one's own, ${js ? 'with scripts' : 'on a phone without scripts'}`, async () => {
      const page = await someone('first_ad', { javaScriptEnabled: js, expected: [/status of 4(09|22)/], ...(js ? {} : { size: PHONE }) });
      const of = (name) => page.getByRole('group', { name, exact: true });
      const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
      await open(page, `${production}/board/strips`, 'Strip design');
      if (js) { await axe(page); await shot(page, 'design'); }
      await of('Synopsis').getByLabel('Row').selectOption('2');
      await of('Synopsis').getByLabel('Width').fill('101');
      await of('No.').getByLabel('Row').selectOption('');
      await save();
      await page.getByText('A whole number from 1 to 100.').waitFor();
      assert.equal(await of('Synopsis').getByLabel('Width').inputValue(), '101', 'what was typed stays');
      await of('Synopsis').getByLabel('Width').fill('60');
      await save();
      await page.getByText('A strip needs this field.').waitFor();
      await of('No.').getByLabel('Row').selectOption('1');
      await of('No.').getByLabel('Place').fill('1');
      await of('INT / D').getByLabel('Own colour').check();
      await of('INT / D').getByLabel('Colour', { exact: true }).fill('#102040');
      await save();
      await until(async () => await page.locator('.design__samples .strip').first().locator('.strip__row').count() === 2, 'two rows');
      if (js) await shot(page, 'designed');
      await open(page, `${production}/board`);
      const own = page.locator('.strip--own[data-kind="int-day"]').first();
      const look = await own.evaluate((e) => { const s = getComputedStyle(e); return [s.backgroundColor, s.color, e.querySelectorAll('.strip__row').length]; });
      assert.deepEqual(look, ['rgb(16, 32, 64)', 'rgb(255, 255, 255)', 2]);
      await shot(page, js ? 'own-strips' : 'own-strips-phone');
      if (js) await axe(page);
      await open(page, `${production}/board/strips`);
      await page.getByRole('button', { name: 'Back to the usual look' }).click();
      await until(async () => await page.locator('.design__samples .strip').first().locator('.strip__row').count() === 1, 'one row');
      await open(page, `${production}/board`);
      assert.equal(await page.locator('.strip--own').count(), 0);
    });
  }

  test('a finding leads to its cause', async () => {
    const page = await someone('first_ad');
    await open(page, `${production}/board`);
    const warn = page.locator('a.warn').first();
    if (await warn.count() === 0) return;
    await warn.click();
    await page.keyboard.press('n');
    await axe(page);
    await shot(page, 'findings');
  });

  test('a finger that rests on a strip holds it', async () => {
    const page = await someone('first_ad', { size: PHONE });
    await open(page, await draft(page, 'By finger'));
    const day = boardDay(page, 'Day 1'), [first, second] = await numbers(day);
    const touch = await page.context().newCDPSession(page);
    const spot = async (number) => { const b = await strip(page, number).locator('.strip__set').boundingBox(); return { x: b.x + 30, y: b.y + b.height / 2 }; };
    await strip(page, first).scrollIntoViewIfNeeded();
    const from = await spot(second), to = await spot(first);
    const send = (type, point) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] });
    await send('touchStart', from);
    await page.waitForTimeout(500);
    for (let i = 1; i <= 6; i += 1) await send('touchMove', { x: from.x, y: from.y + (to.y - from.y) * i / 6 });
    await send('touchEnd');
    await until(async () => (await numbers(day)).slice(0, 2).join() === [second, first].join(), 'the second is first now');
  });

  for (const js of [true, false]) {
    test(`arranging makes a draft, ${js ? 'beside the page' : 'without scripts'}`, async () => {
      const page = await someone('first_ad', { javaScriptEnabled: js });
      await open(page, `${production}/arrange`, 'Arrange');
      if (js) { await axe(page); await shot(page, 'arrange'); }
      await page.getByLabel('Pages a day at most').fill('1');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await page.getByText('At most cannot be less than a day takes.').waitFor();
      await page.getByLabel('Pages a day at most').fill('9');
      await page.getByLabel('Put the boneyard on days as well').check();
      await page.getByLabel('Search for').selectOption('2');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      if (js) {
        await page.getByRole('heading', { name: /^Saves/ }).waitFor({ timeout: 15000 });
        await shot(page, 'arranged');
        await axe(page);
        await page.getByRole('button', { name: 'Keep as a draft' }).click();
      }
      await at(page, /\/boards\/compare\?a=&b=[\w-]{36}/, 'Compare');
    });
  }
});
