// A hundred sign-ins at once: the most memory that the server takes meanwhile in MiB, and the longest that its health
// waits for an answer in ms. Prints one line of JSON: `{rss, health, answers}`, the last by status.
// Usage: node bench/signin.mjs, with DAYBREAK_BIN and DAYBREAK_SITE as for the tests. Linux only: reads /proc.
import { readFileSync } from 'node:fs';
import { start } from '../lib/server.mjs';

const AT_ONCE = 100;
const server = await start();
try {
  const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))[1]) / 1024;
  const answers = {};
  let most = 0, health = 0, going = true;
  const watch = (async () => {
    while (going) {
      const began = performance.now();
      await fetch(`${server.origin}/health/ready`).then((r) => r.text());
      health = Math.max(health, performance.now() - began);
      most = Math.max(most, rss());
      await new Promise((done) => setTimeout(done, 5));
    }
  })();
  await Promise.all(Array.from({ length: AT_ONCE }, async (_, n) => {
    const body = new URLSearchParams({ email: `nobody${n}@nowhere.example`, password: 'nobody has this password' });
    const { status } = await fetch(`${server.origin}/sign-in?do=accounts.api.sign_in`, { method: 'POST', body, redirect: 'manual', headers: { origin: server.origin, 'sec-fetch-site': 'same-origin' } });
    answers[status] = (answers[status] ?? 0) + 1;
  }));
  going = false;
  await watch;
  console.log(JSON.stringify({ rss: Math.round(most), health: Math.round(health), answers }));
} finally {
  await server.stop();
}
