// What the figure of dragging is taken on: a board of many strips, the same in plain JavaScript, and the clock.
import { open, live } from '../lib/office.mjs';

const A_DAY = 20, CAST = 40;

/** Takes in a schedule of so many scenes, twenty a day, as a file of the Universal Schedule Standard; its board's address. */
export async function board(page, production, strips) {
  await open(page, `${production}/script/import`, 'Import a script');
  await page.getByLabel('Script file').setInputFiles({ name: 'many.uss', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(schedule(strips))) });
  if (!await live(page)) await page.getByRole('button', { name: 'Read the script' }).click();
  await page.waitForURL(/import=/);
  await page.locator('.preview__sum').waitFor();
  await page.locator('main form button.button--primary').last().click();
  await page.waitForURL(/\/script$/, { timeout: 60000 });
  await open(page, `${production}/boards`);
  return page.locator('a[href*="board?board="]').first().evaluate((a) => a.href);
}

/** The file: scenes of one to eleven eighths by four lights in twenty sets, each with two to five of forty parts. */
function schedule(strips) {
  const created = '2026-03-02T09:00:00.000Z', elements = [];
  const element = (category, name, more) => {
    elements.push({ id: `${category}-${name}`, category, created, name, elementId: null, linkedElements: [], events: [], daysOff: [],
      dropDayCount: 10, isDood: false, isDrop: true, isHold: false, isIdLock: false, ...more });
  };
  for (const name of ['INT', 'EXT']) element('k1', name);
  for (const name of ['DAY', 'NIGHT']) element('k2', name);
  for (let n = 0; n < 20; n += 1) element('k0', `QUAY ${n}`);
  for (let n = 1; n <= CAST; n += 1) element('k100', `PART ${n}`, { elementId: String(n), isDood: true });
  const breakdowns = Array.from({ length: strips }, (_, n) => ({
    id: `b${n}`, created, type: 'scene', scene: String(n + 1), scriptPage: String(n), description: `Somebody waits for boat ${n}`,
    comments: null, bannerText: null, pages: (n % 11 + 1) / 8, duration: (n % 6 + 1) * 900000,
    elements: [`k1-${n % 3 ? 'INT' : 'EXT'}`, `k2-${n % 4 ? 'DAY' : 'NIGHT'}`, `k0-QUAY ${n * 7 % 20}`,
      ...Array.from({ length: n % 4 + 2 }, (_, m) => `k100-PART ${(n * 3 + m * 11) % CAST + 1}`)],
  }));
  const days = Array.from({ length: Math.ceil(strips / A_DAY) }, (_, day) => breakdowns.slice(day * A_DAY, (day + 1) * A_DAY).map((b) => b.id));
  const category = (ucid, name) => ({ id: `k${ucid}`, created, name, ucid });
  return { universalScheduleStandard: {
    id: 'many', author: null, company: null, created, description: null, episode: null, episodeName: null, name: 'Many', project: 'MANY',
    schedColor: null, schedDate: null, scriptColor: null, scriptDate: null, season: null, source: 'Daybreak', ussVersion: '1.0.0',
    breakdowns, categories: [category(0, 'Set'), category(1, 'I/E'), category(2, 'D/N'), category(100, 'Cast')], elements,
    stripboards: [{ id: 's', name: 'Many', calendar: 'c', boards: [
      { id: 's1', name: 'stripboard', breakdownIds: days }, { id: 's2', name: 'boneyard', breakdownIds: [] }] }],
    calendars: [{ id: 'c', name: 'Many', daysOff: [0, 6], events: [{ id: 'e', date: '2027-03-01T00:00:00.000Z', type: 'start', name: null }] }],
  } };
}

/** The same strips in a page of its own that moves them in plain JavaScript and adds up both days' pages: the least that a drag can cost. */
export function plain(markup, sheets) {
  const links = sheets.map((href) => `<link rel="stylesheet" href="${href}">`).join('');
  return `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1">${links}<body>${markup}<script>(${dragging})()</script></body></html>`;
}

function dragging() {
  const board = document.querySelector('.board');
  let held, target, timer;
  const strip = (node) => node?.closest?.('.strip[data-strip]');
  const point = (event) => {
    const under = document.elementFromPoint(event.clientX, event.clientY), next = strip(under) ?? under?.closest('[data-list]')?.querySelector('.strip--break');
    if (!next || next === target || next === held) return;
    target?.classList.remove('is-target');
    target = next;
    target.classList.add('is-target');
  };
  const sum = (list) => {
    let eighths = 0;
    for (const one of list.querySelectorAll('.strip__pages')) for (const part of one.textContent.trim().split(' ')) eighths += part.includes('/') ? parseInt(part, 10) : 8 * (parseInt(part, 10) || 0);
    const shown = list.querySelector('.strip--break');
    if (shown) shown.children[2].textContent = `${Math.floor(eighths / 8)} ${eighths % 8}/8 pp`;
  };
  board.addEventListener('pointerdown', (event) => {
    const pressed = strip(event.target);
    if (pressed) timer = setTimeout(() => { held = pressed; held.classList.add('is-dragged'); }, 350);
  });
  board.addEventListener('pointermove', (event) => { if (held) point(event); else clearTimeout(timer); });
  board.addEventListener('pointercancel', () => clearTimeout(timer));
  board.addEventListener('touchmove', (event) => { if (held) event.preventDefault(); }, { passive: false });
  board.addEventListener('contextmenu', (event) => { if (held) event.preventDefault(); });
  board.addEventListener('pointerup', () => {
    clearTimeout(timer);
    if (held && target) {
      const lists = [held.closest('[data-list]'), target.closest('[data-list]')];
      target.before(held);
      lists.forEach(sum);
    }
    held?.classList.remove('is-dragged');
    target?.classList.remove('is-target');
    held = target = undefined;
  });
}

/** Runs in the page: notes how long each pointer event of a drag takes until it is painted. */
export function measured() {
  window.taken = { moves: [], drops: [] };
  let held = false;
  const painted = (event, list) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => list.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(null);
  });
  addEventListener('pointermove', (e) => { held = Boolean(document.querySelector('.is-dragged')); if (held) painted(e, window.taken.moves); }, true);
  addEventListener('pointerup', (e) => { if (held) painted(e, window.taken.drops); held = false; }, true);
}
