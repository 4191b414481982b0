// A mail server for the tests: takes what Daybreak sends, so that a personal link is read where its person
// reads it. Speaks just enough SMTP (RFC 5321) for one client.
import { createServer } from 'node:net';

/** The text of a mail: its encoding undone. */
function decode(head, body) {
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1].toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** `=?utf-8?b?…?=` of a subject, undone. */
const words = (text) => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how, what) => (how.toLowerCase() === 'b'
  ? Buffer.from(what, 'base64').toString('utf8')
  : decode('content-transfer-encoding: quoted-printable', what.replaceAll('_', ' '))));

/**
 * `{ url, mails, refuse, later, to(address), stop() }`. `mails`: `{to, subject, text, link}` in the order of arrival;
 * `refuse`: addresses that get a 550; `later`: everybody gets a 451, as from a server that is busy.
 */
export async function mailbox() {
  const me = { mails: [], refuse: new Set(), later: false, to: (address) => me.mails.filter((m) => m.to === address) };
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    const say = (line) => socket.write(`${line}\r\n`);
    let rest = '', to = '', data = null;
    say('220 mailbox');
    socket.on('data', (piece) => {
      const lines = (rest + piece.toString('latin1')).split('\r\n');
      rest = lines.pop();
      for (const line of lines) {
        if (data) {
          if (line !== '.') { data.push(line.replace(/^\.\./, '.')); continue; }
          const text = Buffer.from(data.join('\r\n'), 'latin1').toString('utf8'), cut = text.indexOf('\r\n\r\n');
          const head = text.slice(0, cut).replace(/\r\n[ \t]+/g, ' '), body = decode(head, text.slice(cut + 4));
          me.mails.push({
            to, subject: words(/^subject: (.*)$/im.exec(head)?.[1] ?? ''), text: body, link: /https?:\/\/\S+/.exec(body)?.[0],
          });
          data = null;
          say('250 taken');
        } else if (/^rcpt to:/i.test(line)) {
          to = /<(.*?)>/.exec(line)[1];
          say(me.later ? '451 busy' : me.refuse.has(to) ? '550 5.1.1 no such mailbox' : '250 ok');
        } else if (/^data$/i.test(line)) { data = []; say('354 go on');
        } else if (/^quit/i.test(line)) { say('221 bye'); socket.end();
        } else say('250 ok');
      }
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  me.url = `smtp://127.0.0.1:${server.address().port}`;
  me.stop = () => new Promise((done) => { server.close(done); for (const s of sockets) s.destroy(); });
  return me;
}
