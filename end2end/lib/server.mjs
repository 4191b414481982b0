// Starts the real Daybreak for a journey: its own data folder, its own port, the demo production or nothing yet.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The real server can be started (otherwise a journey is skipped, and says so). */
export const present = Boolean(process.env.DAYBREAK_BIN && process.env.DAYBREAK_SITE);

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/**
 * Environment: DAYBREAK_BIN (the binary), DAYBREAK_SITE (the built site), optionally DATABASE_URL
 * (PostgreSQL). `postgres: true`: a fresh database on the server at DAYBREAK_TEST_PG, dropped at the end.
 * `demo: false`: an empty data folder; `host`: what people type, a name where passkeys are wanted; `env`: settings beside, such as DAYBREAK_SMTP_URL.
 * Resolves once `/health/ready` answers 200, to
 * `{ origin, links: {role: url}, command(...args), log(), pause(), resume(), kill(), restart(env), stop() }`:
 * command() runs another command of the program on the same data and gives what it prints;
 * pause() freezes the process, so that sockets are accepted and never answered, as in a dead spot;
 * restart() comes back on the same address with the same data. Throws with the log on failure.
 */
export async function start({ bin = process.env.DAYBREAK_BIN, site = process.env.DAYBREAK_SITE, timeout = 120000, demo = true, env = {}, postgres = false, host = '127.0.0.1' } = {}) {
  if (!bin || !site) throw new Error('set DAYBREAK_BIN and DAYBREAK_SITE');
  const data = await mkdtemp(join(tmpdir(), 'daybreak-e2e-'));
  const port = await freePort(), origin = `http://${host}:${port}`;
  const links = {};
  const settings = ['--data', data, '--site', site, '--listen', `127.0.0.1:${port}`, '--origin', origin];
  let child, log = '', more = env, drop = () => {};
  if (postgres) {
    const name = `e2e_${port}`, url = new URL(process.env.DAYBREAK_TEST_PG);
    const sql = (text) => execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-c', text, url.href]);
    sql(`create database ${name}`);
    drop = () => sql(`drop database ${name} with (force)`);
    more = { ...env, DATABASE_URL: Object.assign(new URL(url), { pathname: `/${name}` }).href };
  }

  async function run() {
    const ready = { line: '' };
    child = spawn(bin, ['serve', ...(demo ? ['--demo'] : []), ...settings],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...more } }); // DATABASE_URL is inherited
    child.stderr.on('data', (d) => { log = (log + d).slice(-20000); });
    child.stdout.on('data', (d) => {
      log = (log + d).slice(-20000);
      const lines = (ready.line + d).split('\n');
      ready.line = lines.pop(); // the last piece may be half a line
      for (const line of lines) {
        const link = /^link (\S+) (\S+)\s*$/.exec(line);
        if (link) links[link[1]] = link[2];
      }
    });
    let failed;
    child.on('error', (e) => { failed = e; });
    for (const end = Date.now() + timeout; ;) {
      if (failed || child.exitCode !== null || child.signalCode) throw new Error(`the server did not start: ${failed ?? ''}\n${log}`);
      const ok = await fetch(`${origin}/health/ready`, { signal: AbortSignal.timeout(2000) }).then((r) => r.status === 200, () => false);
      if (ok) return;
      if (Date.now() > end) throw new Error(`the server was not ready in ${timeout} ms\n${log}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  async function halt() {
    if (child.exitCode !== null || child.signalCode) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGCONT'); // a frozen process hears nothing else
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 10000);
    await gone;
    clearTimeout(hard);
  }

  async function stop() {
    await halt();
    await rm(data, { recursive: true, force: true });
    await rm(`${data}.key`, { force: true });
    drop();
  }

  try {
    await run();
  } catch (e) {
    if (child.pid) await stop();
    throw e;
  }
  return {
    origin, links, data,
    command: async (...args) => (await promisify(execFile)(bin, [...args, ...settings], { env: { ...process.env, ...more } })).stdout.trim(),
    log: () => log,
    pid: () => child.pid,
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    restart: async (now = {}) => { await halt(); more = { ...more, ...now }; await run(); },
    kill: async () => { const gone = new Promise((done) => child.once('exit', done)); child.kill('SIGKILL'); await gone; },
    halt,
    stop,
  };
}
