// What an office does in Daybreak, step by step, as a person does it: by the words on the page. The same steps run
// with scripts and without; each asserts what the person would look for.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { until } from './browser.mjs';

export const SCREENPLAY = new URL('../../server/demo/screenplay.fountain', import.meta.url).pathname;
export const PASSWORD = 'seven quiet herons walk';
/** An ISO date that many days from now: personal links show what is still to come. */
export const dateIn = (days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);

/** A small Final Draft script: one length from the layout, one omitted scene, one paragraph that is no scene. */
export const FDX = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<FinalDraft DocumentType="Script" Template="No" Version="5"><Content>
<Paragraph Type="Action"><Text>Before anything.</Text></Paragraph>
<Paragraph Number="1" Type="Scene Heading"><SceneProperties Length="1 2/8" Page="1" Title=""/><Text>EXT. QUAY - DAY</Text></Paragraph>
<Paragraph Type="Action"><Text>Two people wait for a boat.</Text></Paragraph>
<Paragraph Type="Character"><Text>IDA</Text></Paragraph><Paragraph Type="Dialogue"><Text>It is late.</Text></Paragraph>
<Paragraph Number="2" Type="Scene Heading"><SceneProperties Length="3/8" Page="2" Title=""/><Text>INT. WHEELHOUSE - NIGHT</Text></Paragraph>
<Paragraph Type="Character"><Text>MOSS</Text></Paragraph><Paragraph Type="Dialogue"><Text>Nine.</Text></Paragraph>
</Content></FinalDraft>`;

/** Text of what a locator finds, blanks made one. */
export const text = async (locator) => (await locator.innerText()).replace(/\s+/g, ' ').trim();

/** Waits until the page at an address (a pattern of its path and query) is there and says its heading. */
export async function at(page, pattern, heading) {
  await page.waitForURL((url) => pattern.test(url.pathname + url.search), { waitUntil: 'commit' });
  if (heading) await page.getByRole('heading', { name: heading }).first().waitFor();
}

const scripted = new WeakSet(), dead = new WeakSet();
/** Pages of this context must come alive; `live()` waits until one has, and says whether it ever will. */
export async function expectScripts(context) {
  scripted.add(context);
  // A panic is an "unreachable" of its WebAssembly; the next page gets its own.
  context.on('weberror', (e) => { if (/unreachable/.test(e.error().message)) dead.add(e.page()); });
  context.on('page', (page) => page.on('framenavigated', (frame) => { if (frame === page.mainFrame()) dead.delete(page); }));
  await context.addInitScript(() => {
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      if (type === 'submit') this.isLive = true;
      return add.call(this, type, ...rest);
    };
  });
}
export async function live(page) {
  if (!scripted.has(page.context())) return false;
  await until(async () => {
    assert.ok(!dead.has(page), 'the browser side died');
    return page.evaluate(() => {
      const forms = [...document.querySelectorAll('form:has(input[name=form_key])')];
      return forms.length > 0 && forms.every((form) => form.isLive);
    });
  }, `${page.url()} comes alive`);
  return true;
}

/** Goes to a page and makes sure that it was answered as a page. */
export async function open(page, url, heading) {
  const answer = await page.goto(url);
  assert.equal(answer.status(), 200, url);
  await live(page);
  if (heading) await page.getByRole('heading', { name: heading }).first().waitFor();
}

/** Fills fields by their labels. */
export async function fill(scope, fields) {
  for (const [label, value] of Object.entries(fields)) {
    const field = scope.getByLabel(label, { exact: true });
    if (await field.evaluate((e) => e.tagName) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

/** The first admin: a one-time link, a company, an account. Gives the workspace's address. */
export async function setUp(page, link) {
  await open(page, link, 'Set up Daybreak');
  await fill(page, { 'Production company': 'Saltmarsh Pictures', 'Your name': 'Wilma Ferrant', 'Mail address': 'wilma@saltmarsh.example', Password: PASSWORD });
  await page.getByRole('button', { name: 'Create workspace and sign in' }).click();
  await at(page, /^\/$/, 'Productions');
  await page.getByText('No production yet').waitFor();
}

/** A production; gives its address. */
export async function newProduction(page, { title = 'The Ninth Wave', code = 'NORTH', paper = 'a4' } = {}) {
  await page.getByRole('link', { name: 'New production' }).click();
  await at(page, /^\/w\/[\w-]+\/new$/, 'New production');
  await fill(page, { Title: title, 'Code name': code, Country: 'GB', 'Time zone': 'Europe/London', Paper: paper });
  await page.getByRole('button', { name: 'Create production' }).click();
  await at(page, /^\/p\/[\w-]+/);
  return page.url().match(/^.*\/p\/[\w-]+/)[0];
}

/** Uploads a script, reads the preview, takes it in. `file`: a path or `{name, mimeType, buffer}`. */
export async function importScript(page, production, file, { sum, button }) {
  await open(page, `${production}/script/import`, 'Import a script');
  await page.getByLabel('Script file').setInputFiles(file);
  if (!await live(page)) await page.getByRole('button', { name: 'Read the script' }).click(); // live, choosing is enough
  await page.waitForURL(/import=/);
  assert.match(await text(page.locator('.preview__sum')), sum);
  await page.getByRole('button', { name: button }).click();
  await at(page, /\/script$/, 'Scenes');
}

/** The row of a scene in the list. */
export const sceneRow = (page, number) => page.locator('table.scenes tbody tr').filter({ has: page.locator(`th:text-is("${number}")`) });

/** Changes a scene in its row. */
export async function editScene(page, number, fields) {
  await page.getByRole('link', { name: `Edit scene ${number}`, exact: true }).click();
  const form = page.getByRole('form', { name: `Edit scene ${number}` });
  await fill(form, fields);
  await form.getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('link', { name: `Edit scene ${fields.Number ?? number}`, exact: true }).waitFor();
}

/** One person by the quick line of the list. */
export async function addPerson(page, production, { name, department, phone = '' }) {
  if (!/\/people$/.test(page.url())) await open(page, `${production}/people`, 'People');
  const form = page.getByRole('region', { name: 'Add a person' });
  await fill(form, { Name: name, Department: department, Phone: phone });
  await form.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('link', { name, exact: true }).first().waitFor();
}

/** Everything else about somebody, on their own page. */
export async function changePerson(page, production, name, fields) {
  await open(page, `${production}/people`, 'People');
  await page.getByRole('link', { name, exact: true }).first().click();
  await at(page, /\/people\/[\w-]{36}$/, name);
  const address = page.url();
  await fill(page.locator('main'), fields);
  await sent(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
  return address;
}

/** Does what sends a form; back when it was taken and the page that it leads to stands there. */
export async function sent(page, act) {
  await page.evaluate(() => { window.before = true; });
  const posted = page.waitForResponse((r) => r.request().method() === 'POST');
  await act();
  const status = (await posted).status();
  assert.ok(status < 400, `the form was refused with ${status}`);
  // Without scripts another document comes; with them the page fetches its data anew.
  if (status === 303) await until(() => page.evaluate(() => !window.before), 'the page after the form');
  await page.waitForLoadState(status === 303 ? 'load' : 'networkidle');
}

/** Takes in a crew list. `columns`: what a heading that was not understood means. */
export async function importPeople(page, production, csv, { columns = {}, sum }) {
  await open(page, `${production}/people/import`, 'Import list');
  await page.getByLabel('CSV file').setInputFiles({ name: 'crew.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Read the list' }).first().click();
  await page.locator('.preview__sum').waitFor();
  for (const [heading, meaning] of Object.entries(columns)) {
    await page.getByLabel(`Meaning of the column ${heading}`).selectOption({ label: meaning });
  }
  const again = page.getByRole('button', { name: 'Show again with these columns' });
  if (await again.count()) await again.click();
  await until(async () => sum.test(await text(page.locator('.preview__sum'))), `the sum ${sum}`);
  await page.getByRole('button', { name: 'Take in the list' }).click();
  await at(page, /\/people\?added=/);
}

/** A location with its hospital, checked by somebody. */
export async function addLocation(page, production, { name, address, coordinates, hospital }) {
  await open(page, `${production}/locations`, 'Locations');
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add location' }) });
  await fill(form, { Name: name, Address: address });
  await form.getByRole('button', { name: 'Add location' }).click();
  await at(page, /\/locations\/[\w-]{36}$/, name);
  await page.getByText('Not checked: blocks publishing').waitFor();
  const details = page.locator('form').filter({ has: page.getByLabel('Coordinates', { exact: true }) });
  await fill(details, { Coordinates: coordinates, Parking: 'Behind the fish market, free till noon', ...hospital });
  await details.getByLabel('Emergency department open 24 h').check();
  await details.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(hospital.Hospital).first().waitFor();
  await page.getByRole('button', { name: 'I checked it today' }).click();
  await page.getByText(/^Checked on .* by Wilma Ferrant$/).first().waitFor();
}

/** A shooting day. */
export async function addDay(page, production, fields) {
  await open(page, `${production}/days`, 'Shooting days');
  const before = await page.locator('table tbody tr').count();
  const form = page.getByRole('form', { name: 'Add a shooting day' });
  await fill(form, fields);
  await form.getByRole('button', { name: 'Add a shooting day' }).click();
  await until(async () => await page.locator('table tbody tr').count() === before + 1, 'one day more');
}

/** The days of a production by their number: `{address of the sheet}`. */
export async function dayLinks(page, production) {
  await open(page, `${production}/days`, 'Shooting days');
  return page.locator('table tbody th a').evaluateAll((links) => links.map((a) => a.href));
}

/** A strip by its scene's number. */
export const strip = (page, number) => page.locator('.strip[data-strip]').filter({ has: page.locator(`.strip__no:text-is("${number}")`) });
/** A day on the board. */
export const boardDay = (page, label) => page.locator('.shootday').filter({ has: page.getByRole('heading', { name: new RegExp(`^${label} `) }) });

/** Moves a strip by its form, to a day (its label as in the list) or the boneyard. */
export async function moveByForm(page, number, day) {
  await strip(page, number).locator('a.strip__no').click();
  const form = page.getByRole('form', { name: 'Move', exact: true });
  await form.waitFor();
  const choice = await form.getByLabel('To', { exact: true }).locator('option').evaluateAll(
    (all, day) => all.find((o) => o.textContent.startsWith(day))?.value, day);
  assert.ok(choice !== undefined, `no day ${day} to choose`);
  await form.getByLabel('To', { exact: true }).selectOption(choice);
  await form.getByRole('button', { name: 'Move', exact: true }).click();
  await boardDay(page, day).locator('.strip__no', { hasText: new RegExp(`^${number}$`) }).waitFor();
}

/** Publishes what the draft's page leads to; gives the sentence that stood beside the button. */
export async function publish(page, sheet, { name }) {
  await open(page, sheet);
  await page.getByRole('link', { name: `Check who gets ${name}` }).click();
  await at(page, /\/publish$/, new RegExp(`^Publish ${name} for`));
  const said = await text(page.getByRole('complementary'));
  await page.getByRole('button', { name: new RegExp(`^Publish ${name.toUpperCase()} to \\d+ people$`) }).click();
  await at(page, /\/tracking$/, /^Who has it/);
  return said;
}

/** Who has it, as `{name: state}`. */
export async function tracking(page, sheet) {
  await open(page, `${sheet}/tracking`, /^Who has it/);
  return Object.fromEntries(await page.locator('table tbody tr:has(a.row-link)').evaluateAll((rows) => rows.map((row) => [
    row.querySelector('a.row-link').textContent.trim(),
    [...row.querySelectorAll('.state, .revision')].map((e) => e.textContent.trim()).join(' · '),
  ])));
}

/** The PDF of a sheet: its text by pdftotext, its paper by pdfinfo. */
export async function pdf(page, sheet, query = '') {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const answer = await page.context().request.get(`${sheet}/sheet.pdf${query}`);
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  const body = await answer.body(), run = (bin, ...args) => {
    const done = promisify(execFile)(bin, args, { maxBuffer: 1e7 });
    done.child.stdin.end(body);
    return done.then((r) => r.stdout);
  };
  return { text: await run('pdftotext', '-layout', '-', '-'), info: await run('pdfinfo', '-') };
}

/** The demo screenplay's text. */
export const screenplay = () => readFile(SCREENPLAY, 'utf8');

/** Signs in with a one-time link of the demo. */
export async function enter(page, link) {
  await page.goto(link);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

/** The demo's production, and the sheet of its published day. */
export async function demo(page, server) {
  await page.goto(server.origin);
  const production = await page.locator('a.production').first().evaluate((a) => a.href);
  return { production, sheet: (await dayLinks(page, production))[6] };
}

/** A call decided by hand on the draft's page. */
export async function decide(page, sheet, name, fields) {
  await open(page, sheet);
  await page.getByRole('link', { name: `Change the call of ${name}` }).click();
  const form = page.locator('aside form').filter({ has: page.getByLabel('Kind of call') });
  await fill(form, { 'Kind of call': 'time', ...fields });
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('.override', { hasText: fields.Time }).first().waitFor();
}
