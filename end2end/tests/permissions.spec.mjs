// The table of rights as its page: changed for a role and for a person, in force on the next click, and looked at through
// somebody's eyes. A head of department proposes a call, and an assistant director takes it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, DESKTOP, launch, PHONE, profile } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';

const { at, fill, open } = office;
const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';

let browser;
describe('permissions', { skip, concurrency: 2 }, () => {
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  test('without scripts', (t) => rights(t, false, DESKTOP));
  test('with scripts on a phone', (t) => rights(t, true, PHONE));
});

async function rights(t, js, size) {
  const server = await start(), all = [];
  t.after(async () => { for (const context of all) await context.close(); await server.stop(); });
  const someone = async (role) => {
    const eyes = await profile(browser, { size, javaScriptEnabled: js, expected: [/status of 4(03|04|22)/] });
    if (js) await office.expectScripts(eyes.context);
    const page = await eyes.page();
    all.push(eyes.context);
    await office.enter(page, server.links[role]);
    return { eyes, page };
  };
  const producer = await someone('producer'), crew = await someone('crew');
  const { production } = await office.demo(producer.page, server);
  const status = async () => (await crew.page.goto(`${production}/board`)).status();

  assert.equal(await status(), 403, 'crew does not read the board');
  await open(producer.page, `${production}/permissions?role=crew`, 'Permissions');
  await producer.page.getByLabel('Board', { exact: true }).selectOption({ label: 'yes' });
  await producer.page.getByRole('button', { name: 'Save for this role' }).click();
  await producer.page.getByText('It holds from the next click on.').waitFor();
  await open(producer.page, `${production}/permissions?role=crew`, 'Permissions');
  assert.ok(await producer.page.locator('td[data-changed]').count() >= 1, 'the table marks what differs');
  if (js) await axe(producer.page);
  assert.equal(await status(), 200, 'on the next click');

  // One person is denied it, for a reason and until a day.
  await open(producer.page, `${production}/people`, 'People');
  await producer.page.getByRole('link', { name: 'Tunde Fairweather' }).first().click();
  await producer.page.getByRole('link', { name: 'What may they see?' }).click();
  await producer.page.getByRole('heading', { level: 1, name: /may see and do/ }).waitFor();
  await office.live(producer.page);
  await producer.page.getByLabel('What, and how much').selectOption({ label: 'Board: nothing' });
  await producer.page.getByRole('button', { name: 'Save this exception' }).click();
  await fill(producer.page.locator('main'), { Reason: 'Only for the grips' });
  await producer.page.getByRole('button', { name: 'Save this exception' }).click();
  await producer.page.getByRole('button', { name: 'Take back' }).waitFor();
  assert.equal(await status(), 403, 'denied to this one');

  // Through their eyes: their navigation, their pages, and nothing can be changed.
  await producer.page.getByRole('button', { name: 'Look through their eyes' }).click();
  await producer.page.getByText('You see this production as').waitFor();
  assert.equal((await producer.page.goto(`${production}/board`)).status(), 403);
  assert.equal((await producer.page.goto(`${production}/settings`)).status(), 403);
  await open(producer.page, `${production}/people`);
  if (js) await axe(producer.page);
  await producer.page.getByRole('button', { name: 'Stop looking' }).click();
  await producer.page.getByRole('heading', { level: 1, name: /may see and do/ }).waitFor();
  await office.live(producer.page);
  await producer.page.getByRole('button', { name: 'Take back' }).click();
  await producer.page.getByText('over', { exact: true }).first().waitFor();
  assert.equal(await status(), 200, 'taken back');

  // The head of the production department proposes a call for one of their own; the 2nd AD takes it on the draft of that day.
  const head = await someone('department_head'), second = await someone('second_ad');
  await open(head.page, `${production}/people`, 'Contacts');
  await head.page.getByRole('link', { name: 'My department' }).click();
  await at(head.page, /\/department$/, 'Production');
  await office.live(head.page);
  const own = head.page.getByLabel('For', { exact: true });
  const name = (await own.locator('option').last().innerText()).trim();
  await own.selectOption({ label: name });
  await fill(head.page.locator('main'), { Time: '05:15', Why: 'Open the base' });
  const day = await head.page.getByLabel('Day', { exact: true }).inputValue();
  await head.page.getByRole('button', { name: 'Propose', exact: true }).click();
  await head.page.getByText('waiting', { exact: true }).waitFor();
  if (js) await axe(head.page);
  assert.equal((await head.page.goto(`${production}/days/${day}`)).status(), 403, 'a head proposes and does not see the draft');
  await open(second.page, `${production}/days/${day}`);
  await second.page.getByRole('button', { name: `Take the proposed call for ${name}` }).click();
  await second.page.locator('.override', { hasText: '05:15' }).first().waitFor();
  await open(head.page, `${production}/department`, 'Production');
  await head.page.getByText('taken', { exact: true }).waitFor();
  for (const { eyes } of [producer, crew, head, second]) eyes.check();
}
