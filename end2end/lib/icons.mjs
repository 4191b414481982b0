// Draws the PNG icons of the personal sheet from their SVG, in Chromium. Run by hand after a change:
// node lib/icons.mjs
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { LAUNCH } from './browser.mjs';

const dir = new URL('../../frontend/public/icons/', import.meta.url);
const browser = await chromium.launch(LAUNCH);
const page = await browser.newPage();
for (const [from, to, size] of [
  ['call.svg', 'call-192.png', 192],
  ['call.svg', 'call-512.png', 512],
  ['call-maskable.svg', 'call-maskable-512.png', 512],
]) {
  const svg = await readFile(new URL(from, dir), 'utf8');
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
  await page.screenshot({ path: new URL(to, dir).pathname, omitBackground: true });
}
await browser.close();
