// Every page through the eyes of several roles: answered or refused as the table of permissions says, readable
// without a mouse or good eyes, in both languages, light and dark, at the desk and on the phone, free of errors.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, DESKTOP, launch, PHONE, profile } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';
import { onlyEnglish, pieces } from '../lib/words.mjs';

const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';
const SHOTS = process.env.SHOTS;
// Below a production. Sizes, schemes and languages are spread over the roles: no page is looked at in only one.
const OFFICE = ['', '/me', '/me/confirm?back=/me', '/me/authenticator', '/me/codes', 'my', 'script', 'script?add=1', 'script/import', 'people', 'people/import', 'people/{person}', 'people/{person}/confidential', 'confidential', 'locations', 'locations/{location}',
  'board', 'board?move={strip}', 'days', 'days?edit={day}', 'days/{day}', 'days/{day}?call={person}', 'days/{day}?as={person}', 'days/{day}/publish',
  'days/{day}/tracking', 'days/{day}/tracking?person={person}', 'department', 'department?person=new',
  'boards', 'boards/compare', 'board/strips', 'board/dood', 'board/dood/{part}', 'arrange', 'schedule/issue', 'rules', 'rules/people/{person}', 'rules/places/{location}', 'rules/days/{day}', 'rules/scenes/{scene}', 'breakdown', 'breakdown/{scene}', 'elements', 'elements?element={element}', 'reports', 'reports/stripboard', 'reports/one-liner', 'reports/shooting-schedule',
  'reports/dood', 'reports/cast-list', 'reports/location-list?hide=scenes', 'reports/breakdown-sheets', 'reports/breakdown-sheets?scene={scene}', 'reports/element-list?hide=note', 'reports/element-dood'];
const SETTINGS = ['settings', 'pay', 'permissions', 'permissions?role=crew&all=1', 'people/{person}/access', 'people/invite', '/w/{workspace}/new', '/w/{workspace}/members',
  '/w/{workspace}/mails', '/w/{workspace}/audit', '/w/{workspace}/security'];
const OWN = ['', '/me', '/me/confirm?back=/me', '/me/authenticator', '/me/codes', 'my', 'my/{day}', 'people', 'confidential'];
const EYES = [
  ['first_ad', OFFICE, SETTINGS, [{ size: DESKTOP, scheme: 'light', locale: 'en-GB' }, { size: PHONE, scheme: 'dark', locale: 'de-DE' }]],
  ['producer', [...OFFICE, ...SETTINGS], [], [{ size: PHONE, scheme: 'light', locale: 'en-GB' }, { size: DESKTOP, scheme: 'dark', locale: 'de-DE' }]],
  ['crew', OWN, [...OFFICE, ...SETTINGS].filter((p) => !OWN.includes(p)), [{ size: PHONE, scheme: 'dark', locale: 'en-GB' }]],
  ['cast', OWN, [...OFFICE, ...SETTINGS].filter((p) => !OWN.includes(p)), [{ size: PHONE, scheme: 'light', locale: 'de-DE' }]],
  ['location_manager', [...OWN, 'script', 'locations', 'locations/{location}', 'board'],
    ['script/import', 'people/import', 'people/{person}', 'days', 'days/{day}', 'days/{day}/publish', 'days/{day}/tracking', ...SETTINGS],
    [{ size: DESKTOP, scheme: 'dark', locale: 'en-GB' }]],
];
const ENTRANCE = ['/sign-in', '/forgot', '/register', '/cookies', '/privacy', '/style'];

describe('every page', { skip, concurrency: 2 }, () => {
  let browser, server, ids, english;
  before(async () => {
    [browser, server, english] = await Promise.all([launch(), start(), onlyEnglish()]);
    const eyes = await profile(browser, { size: DESKTOP, javaScriptEnabled: false }), page = await eyes.page();
    await office.enter(page, server.links.producer);
    const { production, sheet } = await office.demo(page, server);
    const find = async (url, selector, name, pattern) => {
      await office.open(page, url);
      const all = await page.locator(selector).evaluateAll((found, name) => found.map((e) => e.getAttribute(name)), name);
      return all.map((value) => pattern.exec(value)?.[1]).find(Boolean) ?? assert.fail(`${selector} on ${url}`);
    };
    ids = {
      production, day: sheet.split('/').at(-1),
      person: await find(`${production}/people`, 'main a', 'href', /\/people\/([\w-]{36})$/),
      location: await find(`${production}/locations`, 'main a', 'href', /\/locations\/([\w-]{36})$/),
      strip: await find(`${production}/board`, '[data-strip]', 'data-strip', /(.+)/),
      part: await find(`${production}/board/dood`, 'main a', 'href', /\/board\/dood\/([\w-]{36})$/),
      scene: await find(`${production}/breakdown`, 'main a', 'href', /\/breakdown\/([\w-]{36})/),
      element: await find(`${production}/elements`, 'main a', 'href', /element=([\w-]{36})/),
      workspace: await find(`${server.origin}/`, 'a', 'href', /^\/w\/([\w-]{36})\/mails$/),
    };
    await eyes.context.close();
  });
  after(async () => { await browser?.close(); await server?.stop(); });

  const address = (page) => {
    const filled = page.replace(/\{(\w+)\}/g, (_, name) => ids[name]);
    return page.startsWith('/') ? server.origin + filled : `${ids.production}${filled ? '/' : ''}${filled}`;
  };

  /** One page, looked at; what is wrong with it as lines. */
  async function look(page, where, { size, locale }, problems, examined = true) {
    const wrong = [], note = (words) => wrong.push(`${where || 'home'} (${locale}, ${size.width}): ${words}`);
    problems.length = 0;
    const answer = await page.goto(address(where), { waitUntil: 'load' });
    if (answer.status() !== 200) note(`answered ${answer.status()}`);
    if (where !== '/style') await office.live(page).catch((e) => note(e.message)); // that page has no forms
    await page.waitForTimeout(100); // what goes wrong after that is said with the next page
    if (examined) await axe(page).catch((e) => note(e.actual?.join?.('\n    ') ?? e.message));
    // The window only: tables and the board scroll in themselves.
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (size === PHONE && wide > 0) note(`scrolls sideways by ${wide} px`);
    if (await page.locator('h1').count() !== 1) note(`${await page.locator('h1').count()} headings of the first order`);
    if (locale.startsWith('de')) {
      const found = (await pieces(page)).filter((piece) => english.has(piece));
      if (found.length) note(`English: ${found.join(' | ')}`);
      if (await page.evaluate(() => document.documentElement.lang) !== 'de') note('the document does not say that it is German');
    }
    for (const problem of problems) note(problem.split('\n', 2).join(' '));
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/page-${where.replace(/[^a-z]+/g, '-') || 'home'}-${locale.slice(0, 2)}-${size.width}.png` });
    return wrong;
  }

  for (const [role, may, mayNot, looks] of EYES) for (const eyes of looks) {
    test(`${role}, ${eyes.size.width} px, ${eyes.scheme}, ${eyes.locale}`, async () => {
      const mine = await profile(browser, eyes), page = await mine.page();
      await office.expectScripts(mine.context);
      await office.enter(page, server.links[role]);
      // What was chosen on the device comes before what the account speaks, which is English in the demo.
      await mine.context.addCookies([{ name: 'lang', value: eyes.locale.slice(0, 2), url: server.origin }]);
      const wrong = [];
      // Axe is slow, so the two who see everything share the work: each page in two of the four looks.
      const other = looks.length > 1 ? looks.indexOf(eyes) : 0;
      for (const [at, where] of may.entries()) wrong.push(...await look(page, where, eyes, mine.problems, looks.length < 2 || (at + other) % 2 === 0));
      if (eyes === looks[0]) for (const where of mayNot) {
        const status = (await mine.context.request.get(address(where))).status();
        if (![403, 404].includes(status)) wrong.push(`${where}: answered ${status} to ${role}`);
      }
      await mine.context.close();
      assert.ok(!wrong.length, wrong.join('\n'));
    });
  }

  test('the entrance, for whoever is not signed in', async () => {
    const wrong = [];
    for (const eyes of [{ size: PHONE, scheme: 'dark', locale: 'de-DE' }, { size: DESKTOP, scheme: 'light', locale: 'en-GB' }]) {
      const mine = await profile(browser, eyes), page = await mine.page();
      await office.expectScripts(mine.context);
      for (const where of ENTRANCE.filter((w) => w !== '/style' || eyes.locale === 'en-GB')) wrong.push(...await look(page, where, eyes, mine.problems));
      wrong.push(...await look(page, new URL(server.links.crew).pathname, eyes, mine.problems));
      for (const where of [...OFFICE, ...SETTINGS]) {
        const status = (await mine.context.request.get(address(where))).status();
        if (![401, 403, 404].includes(status)) wrong.push(`${where}: answered ${status} to a stranger`);
      }
      await mine.context.close();
    }
    assert.ok(!wrong.length, wrong.join('\n'));
  });

  test('a page that is refused says so in words, without a leak', async () => {
    const eyes = { size: PHONE, scheme: 'light', locale: 'en-GB' };
    const mine = await profile(browser, { ...eyes, expected: [/status of 40[34]/] }), page = await mine.page();
    await office.expectScripts(mine.context);
    await office.enter(page, server.links.cast);
    const wrong = [];
    for (const where of ['board', 'days/{day}', 'people/{person}', 'nothing-here', '/nothing-here']) {
      const answer = await page.goto(address(where));
      if (![403, 404].includes(answer.status())) wrong.push(`${where}: answered ${answer.status()}`);
      if (await page.getByRole('heading', { name: 'Not here' }).count() !== 1) { wrong.push(`${where}: no page, but ${answer.headers()['content-type']}`); continue; }
      await axe(page);
    }
    await mine.context.close();
    assert.deepEqual([...wrong, ...mine.problems], []);
  });

  test('the functions behind the pages refuse as the pages do', async () => {
    const production = ids.production.split('/').at(-1), { day, person } = ids;
    const reads = [
      ['people/api/load_people', { production }], ['people/api/load_person', { production, person }], ['confidential/api/load_confidential', { production, person }], ['schedule/api/load_board', { production }], ['rules/api/load_rules', { production }], ['rules/api/load_person_rules', { production, person }],
      ['schedule/api/load_days', { production, edit: '' }], ['callsheets/api/load_draft', { production, day, seen_as: '' }],
      ['callsheets/api/load_draft', { production, day, seen_as: person }], ['callsheets/api/load_publish', { production, day }],
      ['callsheets/api/load_tracking', { production, day }], ['productions/api/load_settings', { production }], ['workspaces/api/list_mails', { workspace: ids.workspace }],
      ['permissions/api/load_permissions', { production, role: 'crew', every: 'false' }], ['permissions/api/load_access', { production, person }],
      ['departments/api/load_department', { production }], ['members/api/load_members', { workspace: ids.workspace }],
    ];
    const writes = [
      ['people/api/add_person', { production, name: 'Mallory', department: '', phone: '' }], ['people/api/remove_person', { production, person, version: '1' }],
      ['schedule/api/add_unit', { production, name: 'Raid' }], ['callsheets/api/issue_sheet', { production, day, stamp: '0' }],
      ['callsheets/api/record_word', { production, day, person, how: 'phone' }], ['callsheets/api/resend_call', { production, day, person }],
      ['callsheets/api/correct_address', { production, day, person, email: 'mallory@evil.example' }],
      ['permissions/api/change_role', { production, role: 'crew', seen: '0', 'rules[0]': 'board.view=full' }], ['permissions/api/look_through', { production, person }],
      ['permissions/api/grant_access', { production, person, rule: 'board.view=full', reason: 'x', until: '' }], ['people/api/invite_people', { production, 'people[0]': person }],
      ['people/api/invite_list', { production, list: 'mallory@evil.example' }], ['departments/api/propose_call', { production, day, person, time: '05:00', note: 'x' }],
      ['departments/api/decide_proposal', { production, day, person, call: '300', answer: 'take' }],
      ['members/api/invite_members', { workspace: ids.workspace, list: 'mallory@evil.example', place: 'admin' }],
    ];
    const ask = async (role) => {
      const mine = await profile(browser, { javaScriptEnabled: false });
      if (role) await office.enter(await mine.page(), server.links[role]);
      const api = mine.context.request, headers = { origin: server.origin, accept: 'application/json' };
      const answers = { reads: [], writes: [] };
      for (const [name, params] of reads) answers.reads.push([name, (await api.get(`${server.origin}/api/app/${name}`, { params, headers })).status()]);
      answers.pdf = (await api.get(`${ids.production}/days/${day}/sheet.pdf`, { params: { as: person }, headers })).status();
      if (role !== 'producer') for (const [name, form] of writes) answers.writes.push([name, (await api.post(`${server.origin}/api/app/${name}`, { form, headers })).status()]);
      await mine.context.close();
      return answers;
    };
    const producer = await ask('producer');
    assert.deepEqual(producer.reads.filter(([, status]) => status !== 200), [], 'the questions themselves are right');
    assert.equal(producer.pdf, 200);
    for (const role of ['crew', 'cast', null]) {
      const { reads, writes, pdf } = await ask(role), refusal = role ? [403, 404] : [401, 403, 404];
      assert.deepEqual([...reads, ...writes, ['sheet.pdf?as', pdf]].filter(([, status]) => !refusal.includes(status)), [], `to ${role ?? 'a stranger'}`);
    }
  });
});
