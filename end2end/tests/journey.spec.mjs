// The main job from nothing to a confirmed Blue sheet, against the real server: at the desk and on the phone, with
// scripts and without.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { axe, DESKTOP, launch, PHONE, profile, until } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';
import { mailbox } from '../lib/smtp.mjs';

const { at, open, text } = office;
const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';
const CSV = `Name;Abteilung;Funktion;Handy;E-Mail;Quatsch
Nils Obermann;Camera;1st AC;+44 7700 900301;nils@crew.example;1st AC
Åsa Lindqvist;Sound;Sound Mixer;+44 7700 900302;asa@crew.example;x
;Sound;Boom;;;x
`;
const SHOTS = process.env.SHOTS; // a folder: what the journey sees, for people to look at

let browser;
describe('the whole journey', { skip, concurrency: 2 }, () => {
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  for (const [name, js, size] of [
    ['at the desk, without scripts', false, DESKTOP], ['on the phone, without scripts', false, PHONE],
    ['at the desk, with scripts', true, DESKTOP], ['on the phone, with scripts', true, PHONE],
  ]) test(name, (t) => journey(t, js, size));
  const noPostgres = process.env.DAYBREAK_TEST_PG ? false : 'DAYBREAK_TEST_PG is not set';
  test('at the desk, with scripts, on PostgreSQL', { skip: noPostgres }, (t) => journey(t, true, DESKTOP, true));
});

async function journey(t, js, size, postgres = false) {
  const server = await start({ demo: false, postgres }), box = await mailbox();
  const eyes = await profile(browser, { size, javaScriptEnabled: js });
  if (js) await office.expectScripts(eyes.context);
  const page = await eyes.page();
  t.after(async () => { await eyes.context.close(); await server.stop(); await box.stop(); });
  let failed = false;
  const step = (title, run) => t.test(title, { skip: failed && 'an earlier step failed' }, async () => {
    try {
      await run();
      eyes.check();
    } catch (e) {
      failed = true;
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/failed-${js ? 'js' : 'plain'}-${size.width}.png` });
      throw new Error(`${e.message}\nat ${page.url()}`, { cause: e });
    } finally {
      eyes.problems.length = 0; // each step answers for its own
    }
  });
  /** Chromium reports the refusal that the step provoked, and nothing else may be wrong. */
  const provoked = (status, times = 1) => {
    const rest = eyes.problems.filter((p) => !p.includes(`status of ${status}`));
    assert.equal(eyes.problems.length - rest.length, times, `a ${status} was expected: ${eyes.problems}`);
    eyes.problems.splice(0, Infinity, ...rest);
  };
  const shot = async (name) => SHOTS && page.screenshot({ path: `${SHOTS}/${name}-${js ? 'js' : 'plain'}-${size.width}.png`, fullPage: size === PHONE });
  let production, sheet, second;

  await step('the first admin makes the workspace', async () => {
    const link = await server.command('admin-link');
    await office.setUp(page, link);
    assert.equal((await page.goto(link)).status(), 410, 'the link works once');
    provoked(410);
    await open(page, server.origin, 'Productions');
  });

  await step('a new production', async () => {
    production = await office.newProduction(page, { paper: size === PHONE ? 'letter' : 'a4' });
    await open(page, production, 'The Ninth Wave');
    await shot('home-empty');
  });

  await step('a Fountain screenplay comes in after a look at it', async () => {
    await office.importScript(page, production, office.SCREENPLAY, { sum: /^\d+ scenes, \d+( \d\/8)? pages, \d+ speaking parts/, button: /^Import \d+ scenes$/ });
    await shot('script');
    assert.match(await text(page.locator('.page__head')), /^Scenes \d+ scenes · /);
    await office.sceneRow(page, '1').getByText('SHINGLE BEACH').waitFor();
  });

  await step('a Final Draft screenplay says line by line what it could not read; the other scenes stay', async () => {
    await open(page, `${production}/script/import`, 'Import a script');
    const file = { name: 'quay.fdx', mimeType: 'application/xml', buffer: Buffer.from(office.FDX) };
    await page.getByLabel('Script file').setInputFiles(file);
    if (!js) await page.getByRole('button', { name: 'Read the script' }).click();
    await page.waitForURL(/import=/);
    assert.match(await text(page.locator('.preview__sum')), /^2 scenes, 1 5\/8 pages, 2 speaking parts; 1 thing we could not read$/);
    await page.getByText('Text before the first scene heading belongs to no scene').waitFor();
    await page.getByRole('heading', { name: 'Not in this file' }).waitFor();
    await shot('preview');
    assert.match(await text(page.locator('.preview__counts')), /Not in this file: stays \d+/);
    await open(page, `${production}/script`, 'Scenes'); // looked at only: nothing is written
    await office.sceneRow(page, '1').getByText('SHINGLE BEACH').waitFor();
  });

  await step('a file that is no script is refused with a reason', async () => {
    await open(page, `${production}/script/import`, 'Import a script');
    await page.getByLabel('Script file').setInputFiles({ name: 'a.fdx', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') });
    if (!js) await page.getByRole('button', { name: 'Read the script' }).click();
    await page.getByText('This is a PDF.').waitFor();
    provoked(422);
  });

  await step('a scene is edited in place; the list is filtered', async () => {
    await open(page, `${production}/script`, 'Scenes');
    await office.editScene(page, '2', { Set: 'KITCHEN OF THE COTTAGE', Pages: '1 3/8' });
    await office.sceneRow(page, '2').getByText('KITCHEN OF THE COTTAGE').waitFor();
    const row = await text(office.sceneRow(page, '2'));
    assert.match(row, /KITCHEN OF THE COTTAGE/);
    assert.match(row, /1 3\/8/);
    await page.getByRole('link', { name: 'Edit scene 2', exact: true }).click();
    const form = page.getByRole('form', { name: 'Edit scene 2' });
    await form.getByLabel('Pages', { exact: true }).fill('a lot');
    await form.getByRole('button', { name: /^Save/ }).click();
    await form.getByText('Give a length such as 2/8, 1 or 1 2/8.').waitFor();
    assert.equal(await form.getByLabel('Pages', { exact: true }).inputValue(), 'a lot', 'what was typed stays');
    provoked(422);
    await open(page, `${production}/script`, 'Scenes');
    const all = await page.locator('table.scenes tbody tr:has(th)').count();
    await page.locator('#script-filter').fill('kitchen alongside');
    if (!js) await page.getByRole('button', { name: 'Show', exact: true }).click();
    await until(async () => await page.locator('table.scenes tbody tr:has(th)').count() === 1, `one of ${all} scenes`);
  });

  await step('people by the quick line, with what is wrong said at the field', async () => {
    await office.addPerson(page, production, { name: 'Griff Pendry', department: 'Grip', phone: '+44 7700 900311' });
    await office.addPerson(page, production, { name: 'Rosalind Okafor', department: 'Cast' });
    const form = page.getByRole('region', { name: 'Add a person' });
    await until(async () => await form.getByLabel('Name', { exact: true }).inputValue() === '', 'the line is empty for the next');
    await office.fill(form, { Name: 'Nobody', Phone: 'ring me' });
    await form.getByRole('button', { name: 'Add' }).click();
    await form.getByText('A phone number has 3 to 20 digits').waitFor();
    provoked(422);
    await office.changePerson(page, production, 'Rosalind Okafor', { Role: 'cast', 'Mail address': 'rosalind@cast.example', Phone: '+44 7700 900312' });
    await page.reload(); // as somebody who comes back later: the form that was just saved is drawn again
    await page.getByLabel('Plays', { exact: true }).selectOption({ label: await page.getByLabel('Plays', { exact: true }).locator('option', { hasText: 'HOLLIS' }).textContent() });
    await office.fill(page.locator('main'), { 'Travel from pickup to base': '20', 'Make-up': '30', Wardrobe: '15', 'Pickup place': 'Harbour Lodge', 'Days off': office.dateIn(3) });
    await office.sent(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
    await page.reload();
    assert.equal(await page.getByLabel('Make-up').inputValue(), '30', 'the times are kept');
    assert.equal(await page.getByLabel('Days off').inputValue(), office.dateIn(3), 'the day off is kept');
    assert.match(await page.getByLabel('Plays', { exact: true }).evaluate((e) => e.selectedOptions[0].textContent), /HOLLIS/, 'the part is kept');
    await shot('person');
  });

  if (js) await step('what is typed while a page fetches anew stays, and so does the cursor', () => typed(page));

  await step('a crew list by file, a column given its meaning', async () => {
    await office.importPeople(page, production, CSV, { columns: { Quatsch: 'Leave out' }, sum: /^To add: 2\. Left out: 1\.$/ });
    provoked(422, js ? 1 : 2); // the list is not kept on the server: its preview is a refusal that carries it
    await page.getByText('Added: 2. Left out: 1.').waitFor();
    await page.getByRole('link', { name: 'Åsa Lindqvist' }).first().waitFor();
    await shot('people');
  });

  await step('a location with a hospital that somebody checked; its sets', async () => {
    await office.addLocation(page, production, {
      name: 'Naze Shore', address: 'Old Hall Lane, Walton-on-the-Naze CO14 8LE', coordinates: '51.8650, 1.2900',
      hospital: { Hospital: 'Colchester Hospital', 'Its address': 'Turner Road, Colchester CO4 5JL', 'Its phone': '+44 7700 900399' },
    });
    await shot('location');
    await open(page, `${production}/locations`, 'Locations');
    const place = page.getByLabel('Place of SHINGLE BEACH', { exact: true });
    await place.selectOption({ label: 'Naze Shore' });
    await page.getByRole('button', { name: 'Save places' }).click();
    await until(async () => /Scenes: [1-9]/.test(await text(page.locator('a.place'))), 'the scenes of the set are counted');
  });

  await step('two shooting days, the second after a short night', async () => {
    await office.addDay(page, production, { Date: office.dateIn(2), 'Unit call': '11:00', 'Shooting call': '12:00', Lunch: '16:00', 'Estimated wrap': '23:30', Location: { label: 'Naze Shore' }, Weather: 'Dry, 12 °C' });
    await office.addDay(page, production, { Date: office.dateIn(3), 'Unit call': '07:00', 'Shooting call': '08:00', Lunch: '13:00', 'Estimated wrap': '18:00', Location: { label: 'Naze Shore' } });
    [sheet, second] = await office.dayLinks(page, production);
    assert.ok(second, 'two days');
    await shot('days');
  });

  await step('strips move to days by the form; sums, sun and warnings follow', async () => {
    await open(page, `${production}/board`);
    const day = office.boardDay(page, 'Day 1');
    await office.moveByForm(page, '1', 'Day 1');
    assert.match(await text(day.locator('header')), /sun 0?\d:\d\d–1\d:\d\d/);
    const one = await text(day.locator('.strip--break'));
    assert.match(one, /END OF DAY 1 .* pp 1 scene/);
    await office.moveByForm(page, '2', 'Day 1');
    assert.match(await text(day.locator('.strip--break')), /2 scenes/);
    assert.match(await text(day.locator('header')), /(\d+ )?\d\/8 pp|\d+ pp/);
    await office.moveByForm(page, '3', 'Day 2');
    const warned = await office.boardDay(page, 'Day 2').locator('.warn').allTextContents();
    assert.ok(warned.some((w) => w.startsWith('Crew: 7 h 30 rest, 11 h due')), `short rest of the crew: ${warned}`);
    assert.ok(warned.some((w) => w.startsWith('Cast 2 is not available')), `the day off of HOLLIS: ${warned}`);
    await shot('board');
  });

  if (js && size === DESKTOP) await step('a strip is dragged, its price shown; it is taken back', () => drag(page, production));

  await step('the draft, through somebody’s eyes, and a call set by hand', async () => {
    await open(page, sheet, /^Day 1/);
    await page.getByText('Nothing stands in the way.').or(page.locator('[data-check]')).first().waitFor();
    await shot('draft');
    assert.match(await text(page.locator('main')), /NOT ISSUED|Draft/i);
    await page.getByLabel('View as').selectOption({ label: 'Nils Obermann, 1st AC' });
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('You see this sheet exactly as Nils Obermann will get it.').waitFor();
    assert.equal(await page.getByText('Before you publish').count(), 0, 'the office’s part is hidden');
    await page.getByRole('link', { name: 'Back to yourself' }).click();
    await page.getByRole('heading', { name: 'Before you publish' }).waitFor();
    await page.getByRole('link', { name: 'Change the call of Nils Obermann' }).click();
    const form = page.locator('aside form').filter({ has: page.getByLabel('Kind of call') });
    await office.fill(form, { 'Kind of call': 'time', Time: '10:30' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Say why this call is not the one worked out.').waitFor();
    provoked(422);
    await office.fill(form, { Reason: 'Tests lenses first' });
    await form.getByRole('button', { name: 'Save' }).click();
    await page.locator('.override', { hasText: '10:30' }).first().waitFor();
  });

  await step('White goes out; without a mail server it waits, and says so', async () => {
    await office.publish(page, sheet, { name: 'White' });
    const state = await office.tracking(page, sheet);
    assert.equal(state['Nils Obermann'], 'Waits to be sent');
    assert.equal(state['Griff Pendry'], 'No mail address');
    await shot('tracking');
    await open(page, server.origin, 'Productions');
    await page.getByRole('link', { name: 'Mails' }).click();
    await at(page, /\/mails$/, 'Mails');
    await page.getByText('No mail server is set up').waitFor();
    await shot('mails');
    const html = await page.content();
    assert.doesNotMatch(html, /\/call\/[\w-]{20}/, 'personal links are masked');
    assert.match(await text(page.locator('main')), /nils@crew\.example NORTH · .* The personal link is not shown\. Queued/);
  });

  let nils, before;
  await step('with a mail server what waited goes out, and what is refused says why', async () => {
    box.refuse.add('asa@crew.example');
    await page.waitForLoadState('networkidle'); // its parts are all there before the server goes
    await server.restart({ DAYBREAK_SMTP_URL: box.url });
    await until(() => box.to('nils@crew.example').length === 1 && box.to('rosalind@cast.example').length === 1, 'the mails', 20000);
    nils = box.to('nils@crew.example')[0].link;
    assert.match(nils, new RegExp(`^${server.origin}/call/[\\w-]{40,}$`));
    assert.equal((await fetch(nils)).status, 200);
    const state = await until(async () => { const s = await office.tracking(page, sheet); return s['Åsa Lindqvist'] === 'Mail refused' && s; }, 'the refusal');
    assert.equal(state['Nils Obermann'], 'Sent', 'a mail scanner’s look is no opening');
    await page.getByText('no such mailbox').first().waitFor();
  });

  await step('a person confirms by link, another by phone; the mail is sent again', async () => {
    const phone = await profile(browser, { size: PHONE, javaScriptEnabled: js });
    const theirs = await phone.page();
    await theirs.goto(nils);
    assert.match(await text(theirs.locator('.call__time')), /^10:30/);
    await theirs.getByRole('button', { name: 'I\'ll be there' }).click();
    await theirs.getByText(/^Confirmed /).first().waitFor();
    phone.check();
    await phone.context.close();
    await open(page, `${sheet}/tracking`, /^Who has it/);
    await page.getByRole('link', { name: 'Rosalind Okafor' }).click();
    const record = page.getByRole('form', { name: 'Record confirmation' });
    await office.fill(record, { Confirmed: 'phone' });
    await office.sent(page, () => record.getByRole('button', { name: 'Record confirmation' }).click());
    await until(async () => /^By phone, Wilma Ferrant/.test((await office.tracking(page, sheet))['Rosalind Okafor']), 'the word by phone');
    assert.match((await office.tracking(page, sheet))['Nils Obermann'], /^Confirmed · White/);
    await page.getByRole('link', { name: 'Åsa Lindqvist' }).click();
    box.refuse.clear();
    await page.getByRole('form', { name: 'Send again' }).getByRole('button', { name: 'Send again' }).click();
    await until(() => box.to('asa@crew.example').length === 1, 'the mail that was sent again');
    await page.goto(`${sheet}/tracking`);
    await shot('tracking-confirmed');
  });

  await step('Blue: the unchanged keep their tick, the changed must confirm again', async () => {
    await open(page, sheet, /^Day 1/);
    await page.getByRole('link', { name: 'Change the call of Nils Obermann' }).click();
    const form = page.locator('aside form').filter({ has: page.getByLabel('Kind of call') });
    await office.fill(form, { 'Kind of call': 'time', Time: '10:00', Reason: 'More lenses' });
    await form.getByRole('button', { name: 'Save' }).click();
    await page.locator('.override', { hasText: '10:00' }).first().waitFor();
    before = box.mails.length;
    const said = await office.publish(page, sheet, { name: 'Blue' });
    assert.match(said, /\b1 must confirm again, 1 keep their tick/);
    const state = await office.tracking(page, sheet);
    assert.match(state['Rosalind Okafor'], /^By phone, Wilma Ferrant/, 'keeps her tick');
    assert.doesNotMatch(state['Nils Obermann'], /^Confirmed/, 'must confirm again');
    await until(() => box.to('nils@crew.example').length === 2, 'the mail about Blue');
    await new Promise((done) => setTimeout(done, 1500));
    assert.deepEqual(box.mails.slice(before).map((m) => m.to), ['nils@crew.example'], 'whoever is not touched gets no mail');
    assert.equal(box.to('nils@crew.example')[1].link, nils, 'the link stays the same');
  });

  await step('a short night needs somebody’s word before the second day goes out', async () => {
    await open(page, `${second}/publish`, /^Publish White/);
    await page.getByText(/h rest, .* h due/).first().waitFor();
    const publish = page.getByRole('button', { name: /^Publish WHITE/ });
    assert.ok(await publish.isDisabled(), 'not before it is authorised');
    const words = page.getByRole('button', { name: 'Authorise this short rest' });
    for (let left = await words.count(); left > 0; left--) {
      const form = page.locator('form').filter({ has: words }).first();
      await office.fill(form, { 'Why the rest is short': 'The tide', 'What they get for it': 'A day off' });
      await office.sent(page, () => form.getByRole('button', { name: 'Authorise this short rest' }).click());
      await until(async () => await words.count() < left, 'authorised');
    }
    await page.getByText('Authorised by Wilma Ferrant').first().waitFor();
    assert.ok(await publish.isEnabled(), 'with the producer’s word it may go out');
    if (js && size === DESKTOP) await axe(page);
  });

  await step('the sheet as a PDF on the production’s paper', async () => {
    const printed = await office.pdf(page, sheet);
    assert.match(printed.info, size === PHONE ? /Page size: +612 x 792 pts \(letter\)/ : /Page size: +59\d(\.\d+)? x 84\d(\.\d+)? pts \(A4\)/);
    for (const words of [/NORTH/, /Unit call/i, /11:00/, /Colchester Hospital/, /Nils Obermann/, /10:00/, /SHINGLE BEACH/]) assert.match(printed.text, words);
    assert.match(printed.text, /BLUE/i, 'the revision that is out is printed on it');
    assert.doesNotMatch(printed.text, /NOT ISSUED/, 'an issued sheet that nobody has changed since is no draft');
    if (SHOTS) await writeFile(`${SHOTS}/sheet-${size.width}.txt`, printed.text);
  });

  await step('a lost password: a link by mail, and every device is signed out', async () => {
    await open(page, `${server.origin}/me`, 'My account');
    await page.getByText('This device', { exact: true }).waitFor();
    await shot('account');
    const away = await profile(browser, { size, javaScriptEnabled: js });
    if (js) await office.expectScripts(away.context);
    const other = await away.page(), mail = 'wilma@saltmarsh.example', fresh = 'eleven damp ladders sing';
    await open(other, `${server.origin}/sign-in`, 'Sign in');
    await other.getByRole('link', { name: 'Forgotten the password?' }).click();
    await at(other, /^\/forgot/, 'A new password');
    await office.live(other);
    await office.fill(other, { 'Mail address': mail });
    await other.getByRole('button', { name: 'Send the link' }).click();
    await other.getByText('a mail is on its way').waitFor();
    const { link } = await until(() => box.to(mail).find((m) => m.link?.includes('/reset/')), 'the mail with the link');
    await open(other, link, 'New password for Wilma Ferrant');
    await office.fill(other, { 'New password': fresh });
    await other.getByRole('button', { name: 'Set the password' }).click();
    await at(other, /^\/sign-in\?changed/, 'Sign in');
    await other.getByText('Your password is changed.').waitFor();
    await office.live(other);
    await office.fill(other, { 'Mail address': mail, Password: fresh });
    await other.getByRole('button', { name: 'Sign in' }).click();
    await at(other, /^\/$/, 'Productions');
    away.check();
    await away.context.close();
    assert.equal((await page.goto(`${server.origin}/me`)).status(), 401, 'this one has to sign in again');
    provoked(401);
    for (const words of ['Your password was changed', 'Your account was used on a new device']) {
      await until(() => box.to(mail).some((m) => m.subject === words), `the mail “${words}”`);
    }
  });
}

/** On somebody's page: saves on a slow line, goes on typing, and is not disturbed by what comes back. */
async function typed(page) {
  const late = async (route) => { await new Promise((done) => setTimeout(done, 400)); await route.continue(); };
  await page.route('**/api/app/people/**', late);
  const place = page.getByLabel('Pickup place', { exact: true });
  await office.fill(page.locator('main'), { Job: 'Lead' });
  await office.sent(page, async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await place.click();
    await place.press('End');
    for (const key of ', by the pier') { await page.keyboard.type(key); await page.waitForTimeout(60); }
  });
  await page.unroute('**/api/app/people/**', late);
  assert.equal(await place.inputValue(), 'Harbour Lodge, by the pier', 'typed while saving');
  assert.ok(await place.evaluate((e) => e === document.activeElement), 'the cursor stays');
  assert.equal(await page.getByLabel('Job', { exact: true }).inputValue(), 'Lead', 'what was sent is shown');
  await office.sent(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
  await page.reload();
  assert.equal(await place.inputValue(), 'Harbour Lodge, by the pier', 'and is saved with the next press');
}

/** Takes the strip of scene 4 from the boneyard to day 1 by mouse, and takes the move back. */
async function drag(page, production) {
  await open(page, `${production}/board`);
  const day = office.boardDay(page, 'Day 1'), ending = day.locator('.strip--break');
  const from = await office.strip(page, '4').locator('.strip__set').boundingBox(), to = await ending.boundingBox();
  await page.mouse.move(from.x + 20, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + 60, to.y + to.height / 2, { steps: 8 });
  assert.match(await text(page.locator('.dropcost')), /Day 1.*pp.*rest/);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/drag.png` });
  // Each move is shown before the server has it: what comes next waits for its answer.
  const taken = () => page.waitForResponse((r) => r.request().method() === 'POST' && r.url().includes('move_strip'));
  await Promise.all([taken(), page.mouse.up()]);
  await day.locator('.strip__no', { hasText: /^4$/ }).waitFor();
  assert.match(await text(ending), /3 scenes/);
  await Promise.all([taken(), page.keyboard.press('u')]);
  await until(async () => /2 scenes/.test(await text(ending)), 'taken back');
  await page.reload();
  assert.match(await text(ending), /2 scenes/, 'taken back on the server too');
}
