// The harness itself: lib/server.mjs against a stand-in for the binary. A journey that fails because
// the harness misread the server costs an afternoon.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { start } from '../lib/server.mjs';

let dir, bin;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybreak-stub-'));
  bin = join(dir, 'daybreak');
  await writeFile(bin, `#!${process.execPath}
    const a = process.argv.slice(2), value = (name) => a[a.indexOf(name) + 1];
    if (a[0] !== 'serve' || !a.includes('--demo') || !value('--data') || value('--site') !== 'site') process.exit(2);
    if (process.env.STUB === 'dies') { console.error('no key file'); process.exit(3); }
    const [host, port] = value('--listen').split(':'), began = Date.now();
    process.stdout.write('listening\\nlink second_ad http://' + host + ':' + port + '/in/a');
    setTimeout(() => process.stdout.write('bc\\nlink crew http://' + host + ':' + port + '/call/x\\n'), 50);
    require('node:http').createServer((q, r) => { r.statusCode = Date.now() - began > 300 ? 200 : 503; r.end(value('--data')); }).listen(port, host);
  `);
  await chmod(bin, 0o755);
});
after(() => rm(dir, { recursive: true }));

test('waits for ready, reads links that arrive in pieces, freezes, restarts, stops', async () => {
  const server = await start({ bin, site: 'site' });
  assert.deepEqual(server.links, { second_ad: `${server.origin}/in/abc`, crew: `${server.origin}/call/x` });
  const ask = (ms) => fetch(server.origin, { signal: AbortSignal.timeout(ms) }).then((r) => r.text());
  const data = await ask(1000);
  server.pause();
  await assert.rejects(ask(300), { name: 'TimeoutError' });
  server.resume();
  assert.equal(await ask(1000), data);
  await server.restart();
  assert.equal(await ask(1000), data, 'same address, same data');
  server.pause(); // a frozen server can be stopped too
  await server.stop();
  await assert.rejects(ask(300));
});

test('a server that dies says why', async () => {
  process.env.STUB = 'dies';
  try {
    await assert.rejects(start({ bin, site: 'site' }), /no key file/);
  } finally {
    delete process.env.STUB;
  }
});
