// What was acknowledged is there after the process was killed in the middle of its work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present, start } from '../lib/server.mjs';

const skip = present ? false : 'DAYBREAK_BIN and DAYBREAK_SITE are not set';

for (const [engine, postgres] of [['SQLite', false], ['PostgreSQL', true]]) {
  const missing = postgres && !process.env.DAYBREAK_TEST_PG && 'DAYBREAK_TEST_PG is not set';
  test(`an acknowledged write survives kill -9, on ${engine}`, { skip: skip || missing }, async (t) => {
    const server = await start({ postgres });
    t.after(() => server.stop());
    const headers = { origin: server.origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const token = server.links.producer.split('/').at(-1);
    const entered = await fetch(`${server.origin}/enter/${token}?do=accounts.api.enter`, { method: 'POST', redirect: 'manual', headers: { ...headers, accept: 'text/html' }, body: `token=${token}` });
    assert.equal(entered.status, 303);
    headers.cookie = entered.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
    const api = (name) => `${server.origin}/api/app/${name}`;
    const me = await (await fetch(api('accounts/api/who_am_i'), { headers })).json(), production = me.productions[0].id;
    const acknowledged = [];
    let killed = false;
    const writer = async (n) => {
      for (let i = 0; !killed; i++) {
        const name = `Killed ${n}-${i}`;
        const body = new URLSearchParams({ production, name, department: '', phone: '' });
        const answer = await fetch(api('people/api/add_person'), { method: 'POST', headers, body }).catch(() => null);
        if (answer?.ok) acknowledged.push(name);
        else if (answer) assert.fail(`${answer.status} ${await answer.text()}`);
      }
    };
    const writers = [writer(1), writer(2), writer(3)];
    await new Promise((done) => setTimeout(done, 1500));
    await server.kill();
    killed = true;
    await Promise.all(writers);
    await server.restart();
    const list = await (await fetch(`${api('people/api/load_people')}?production=${production}`, { headers })).text();
    assert.ok(acknowledged.length > 10, `only ${acknowledged.length} writes were acknowledged`);
    assert.deepEqual(acknowledged.filter((name) => !list.includes(`"${name}"`)), [], `of ${acknowledged.length}`);
    t.diagnostic(`${acknowledged.length} acknowledged`);
  });
}
