// Second factors as a person sets them up and uses them: an authenticator app, recovery codes, a passkey of a device that
// Chromium plays.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, DESKTOP, launch, PHONE, profile } from '../lib/browser.mjs';
import * as office from '../lib/office.mjs';
import { present, start } from '../lib/server.mjs';
import { digits } from '../lib/totp.mjs';

const { at, fill, open } = office;
const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';
const MAIL = 'wilma@saltmarsh.example';

let browser;
describe('second factors', { skip, concurrency: 2 }, () => {
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  test('an app and recovery codes, without scripts', (t) => app(t, false, DESKTOP));
  test('an app and recovery codes, with scripts', (t) => app(t, true, PHONE));
  test('a passkey', passkey);
});

/** A fresh site at a host name, its owner signed in by the console's link. */
async function begin(t, js, size) {
  const server = await start({ demo: false, host: 'localhost' });
  const eyes = await profile(browser, { size, javaScriptEnabled: js, expected: [/status of 4(01|03|22|29)/] });
  if (js) await office.expectScripts(eyes.context);
  const page = await eyes.page();
  t.after(async () => { await eyes.context.close(); await server.stop(); });
  await office.setUp(page, await server.command('admin-link'));
  return { server, eyes, page };
}

async function signOut(page, server) {
  await open(page, `${server.origin}/me`, 'My account');
  await page.locator('.topbar__tools summary').click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await at(page, /^\/sign-in$/, 'Sign in');
}

async function password(page, server) {
  await open(page, `${server.origin}/sign-in`, 'Sign in');
  await fill(page, { 'Mail address': MAIL, Password: office.PASSWORD });
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The second step, which asks for a code. */
async function second(page, code) {
  await at(page, /^\/sign-in\/second(\?|$)/, 'Second factor');
  await office.live(page);
  await fill(page, { Code: code });
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Sets an app up; gives its key and the recovery codes. */
async function enrol(page, server) {
  await open(page, `${server.origin}/me`, 'My account');
  await page.getByText('made on the server').waitFor();
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await at(page, /^\/me\/authenticator$/, 'Set up an authenticator app');
  await office.live(page);
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const key = await office.text(page.locator('.secret code'));
  await fill(page, { 'Code from the app': '000000' });
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByText('This code does not fit.').waitFor();
  assert.equal(await office.text(page.locator('.secret code')), key, 'the same key after a mistake');
  await office.live(page);
  const code = digits(key);
  await fill(page, { 'Code from the app': code });
  await page.getByRole('button', { name: 'Switch on' }).click();
  await at(page, /^\/me\/codes$/, 'Recovery codes');
  await office.live(page);
  const codes = await page.locator('.codes code').allInnerTexts();
  assert.equal(codes.length, 10);
  return { key, code, codes };
}

async function app(t, js, size) {
  const { server, eyes, page } = await begin(t, js, size);
  const { key, code, codes } = await enrol(page, server);
  if (js) await axe(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await at(page, /^\/me$/, 'My account');
  await page.getByText('10 of 10 recovery codes are left.').waitFor();
  if (js) await axe(page);

  await signOut(page, server);
  await password(page, server);
  await second(page, code); // it was used to set the app up
  await page.getByText('or was used before').waitFor();
  await page.goto(`${server.origin}/me`);
  await page.getByRole('link', { name: 'Sign in' }).waitFor(); // half a sign-in opens nothing
  await password(page, server);
  const next = digits(key, 1);
  await second(page, next);
  await at(page, /^\/$/, 'Productions');

  await signOut(page, server);
  await password(page, server);
  await second(page, next);
  await page.getByText('or was used before').waitFor();
  await office.live(page);
  await second(page, codes[2]);
  await at(page, /^\/$/, 'Productions');
  await signOut(page, server);
  await password(page, server);
  await second(page, codes[2]);
  await page.getByText('or was used before').waitFor();
  await office.live(page);
  await second(page, codes[7]);
  await at(page, /^\/$/, 'Productions');
  await open(page, `${server.origin}/me`, 'My account');
  await page.getByText('8 of 10 recovery codes are left.').waitFor();
  eyes.check();
}

async function passkey(t) {
  const { server, eyes, page } = await begin(t, true, DESKTOP);
  const cdp = await eyes.context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
  } });
  await open(page, `${server.origin}/me`, 'My account');
  await fill(page, { 'Name of the passkey': 'Wilma’s phone' });
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await at(page, /^\/me\/codes$/, 'Recovery codes');
  await office.live(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await at(page, /^\/me$/, 'My account');
  await page.getByText('Wilma’s phone').first().waitFor();

  // Alone it is both factors.
  await signOut(page, server);
  await office.live(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await at(page, /^\/$/, 'Productions');
  // After a password it is the second one.
  await signOut(page, server);
  await password(page, server);
  await at(page, /^\/sign-in\/second(\?|$)/, 'Second factor');
  await office.live(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await at(page, /^\/$/, 'Productions');
  // Removed, it opens nothing any more.
  await open(page, `${server.origin}/me`, 'My account');
  await page.getByRole('button', { name: 'Remove the passkey Wilma’s phone' }).click();
  await page.getByText('Wilma’s phone').first().waitFor({ state: 'detached' });
  await signOut(page, server);
  await office.live(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('This passkey belongs to no account here.').waitFor();
  eyes.check();
}
