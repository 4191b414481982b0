// The catalogue of words, to find English where German should stand.
import { readdir, readFile } from 'node:fs/promises';

const LOCALES = new URL('../../app/locales/', import.meta.url);

async function catalogue(lang) {
  const files = await readdir(new URL(`${lang}/`, LOCALES));
  const texts = await Promise.all(files.map((file) => readFile(new URL(`${lang}/${file}`, LOCALES), 'utf8')));
  return new Map(texts.join('\n').split('\n').map((line) => /^(\w+) = (.*)$/.exec(line)).filter(Boolean).map(([, key, words]) => [key, words]));
}

/** English words that no German page may show: not those German shares, nor those the demo's people typed. */
export async function onlyEnglish() {
  const [en, de, typed] = await Promise.all([catalogue('en'), catalogue('de'),
    readFile(new URL('../../server/demo/production.json', import.meta.url), 'utf8')]);
  const german = new Set(de.values());
  // A revision is called what its sheet is called, in the production's language.
  const shared = (key) => /^callsheets_(white|blue|pink|yellow|green|goldenrod|buff|salmon|cherry)$/.test(key);
  return new Set([...en].filter(([key, words]) => words.length > 3 && !words.includes('{') && !german.has(words) && !shared(key)
    && !typed.includes(`"${words}"`)).map(([, words]) => words));
}

/** What a page shows to read or hear, piece by piece; what the screenplay says is nobody's catalogue. */
export const pieces = (page) => page.evaluate(() => {
  const all = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!/^(SCRIPT|STYLE|OPTION|TEMPLATE)$/.test(walk.currentNode.parentElement.tagName) && !walk.currentNode.parentElement.closest('[lang]:not(html), .screenplay')) all.push(walk.currentNode.data.trim());
  for (const e of document.querySelectorAll('[aria-label],[title],[placeholder]')) for (const name of ['aria-label', 'title', 'placeholder']) all.push((e.getAttribute(name) ?? '').trim());
  for (const e of document.querySelectorAll('option')) all.push(e.textContent.trim());
  return [...new Set([document.title.replace(/ · Daybreak$/, ''), ...all])].filter(Boolean);
});
