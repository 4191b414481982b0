// What a part does besides the strips: typed by an AD, read in the day out of days, shut to whoever plans nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, DESKTOP, launch, PHONE, profile } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';

const { fill, open } = office;
const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';

let browser;
describe('day out of days', { skip }, () => {
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  test('without scripts on a phone', (t) => fitting(t, false, PHONE));
  test('with scripts', (t) => fitting(t, true, DESKTOP));
});

async function fitting(t, js, size) {
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
  const { eyes, page } = await someone('first_ad');
  const { production } = await office.demo(page, server), [one, two, three] = [-20, -19, -18].map(office.dateIn);

  await open(page, `${production}/reports/dood`);
  const row = page.getByRole('row', { name: /^1 IDA/ });
  assert.doesNotMatch(await office.text(row), /\bFT\b/);
  await page.getByRole('link', { name: 'Holds, travel, fittings, rehearsals' }).click();
  await page.getByRole('link', { name: /^1 IDA/ }).click();
  await page.getByRole('heading', { level: 1, name: /^1 IDA/ }).waitFor();
  const form = page.getByRole('form', { name: /^1 IDA/ });
  await fill(form, { Fittings: `${two}\nnext week`, Rehearsals: three, Travel: one });
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await form.getByText('Write one date to a line, such as 2027-12-25.').waitFor();
  assert.equal(await form.getByLabel('Fittings').inputValue(), `${two}\nnext week`, 'what was typed stays');
  assert.equal(await form.getByLabel('Rehearsals').inputValue(), three);
  if (js) await axe(page);
  await fill(form, { Fittings: `${two}\n${three}` });
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Travel: 1 · Fittings: 2 · Rehearsals: 1').waitFor();

  await page.getByRole('link', { name: 'Day out of days', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Day out of days' }).waitFor();
  const codes = (await row.getByRole('cell').allTextContents()).map((cell) => cell.trim()).filter((cell) => /^[A-Z]+$/.test(cell));
  assert.deepEqual(codes.slice(0, 4), ['IDA', 'T', 'FT', 'FTR'], codes.join(' '));

  await open(page, `${production}/reports/element-dood`, 'Day out of days of elements');
  if (js) await axe(page);
  const crew = await someone('crew');
  assert.equal((await crew.page.goto(`${production}/board/dood`)).status(), 403);
  eyes.check();
  crew.eyes.check();
}
