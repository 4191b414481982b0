// Arranges boards beside the page, so that the page stays smooth. Load it as a worker of type "module". Messages are JSON
// text both ways, see app/src/schedule/model/arrange/desk.rs: a start or a stop from the page; from here arrays of
// progress, done and failed. It searches in slices, and between two of them hears what the page says.
import init, { Desk } from './worker.js';

const SLICE = 16; // ms
const heard = []; // before the module is there
const next = new MessageChannel(); // a timer would wait for 4 ms each time
let desk, turning = false;

const say = (text) => { if (text !== '[]') postMessage(text); };

function take(text) {
  say(desk.hear(text));
  if (turning || !desk.busy()) return;
  turning = true;
  next.port2.postMessage(null);
}

next.port1.onmessage = () => {
  say(desk.turn(SLICE));
  turning = desk.busy();
  if (turning) next.port2.postMessage(null);
};

onmessage = ({ data }) => { if (desk) take(data); else heard.push(data); };
init().then(() => {
  desk = new Desk();
  heard.splice(0).forEach(take);
}).catch((why) => postMessage(JSON.stringify([{ failed: { id: 0, why: String(why) } }])));
