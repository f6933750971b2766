// Answers what a person asks of a box: does it count, does it send, since when, what is wrong.

import { toEntrance } from './access.js';
import { Days } from './days.js';
import { el, setText, setTone } from './dom.js';
import { ago, between, bytes, count, decimal, duration, moment, percent, storeTime } from './format.js';
import { observed, sentence, stateTone, stateWord } from './state.js';
import { t } from './words.js';

const POLL_MS = 5000;
const DAYS_MS = 60_000;
const DAYS_SOON_MS = 1000;
const TIMEOUT_MS = 10_000;
// The uplink sends a minute some seconds after it is closed.
const ON_THEIR_WAY = 10;
const CERTIFICATE_SOON = 14 * 86400;

const list = document.getElementById('answer-list');
const days = new Days(document.getElementById('days'));
let last = null;

async function ask(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS), cache: 'no-store' });
  if (response.status === 401) {
    toEntrance();
  }
  if (!response.ok) {
    throw new Error((await response.json()).error);
  }
  return response.json();
}

// --- the answers: [question, tone, sentence, …more sentences]

const since = (time, status) => t('since', { time: storeTime(time, status.timeZone), lasting: duration(between(time, status.at)) });

function counting(status) {
  const cameras = status.cameras.filter((camera) => camera.state !== 'disabled');
  const good = cameras.filter((camera) => camera.state === 'streaming');
  const each = cameras.map((camera) => [
    stateTone(camera),
    t('health.camera', { camera: camera.id, state: stateWord(camera), since: since(camera.since, status), seen: observed(camera, status)[0] }),
  ]);
  // what is shorter is told by the camera's own line
  const latest = good.map((camera) => camera.since).sort().at(-1);
  const broken = status.problems.find((problem) => problem.severity === 'error');
  const values = { n: good.length, all: cameras.length };
  const [tone, text] = cameras.length === 0 ? ['wait', t('counting.noCamera')]
    : good.length === 0 && cameras.every((camera) => camera.state === 'ended') ? ['idle', t('counting.ended')]
    : good.length === 0 ? ['bad', t('counting.none')]
    : good.length < cameras.length ? ['bad', t('counting.some', values)]
    : broken ? ['bad', t('counting.but', values)]
    : ['good', t('counting.yes', { ...values, since: since(latest, status) })];
  return [t('ask.counting'), tone, text, ...each];
}

function sending(status, { waiting }) {
  const { uplink } = status;
  if (!uplink) {
    return [t('ask.sending'), 'idle', t('sending.nowhere')];
  }
  const values = {
    n: waiting.windows,
    count: count(waiting.windows),
    since: since(uplink.since, status),
    behind: waiting.since ? duration(between(waiting.since, status.at)) : '',
  };
  const confirmed = uplink.lastAck ? t('sending.confirmed', { ago: ago(uplink.lastAck, status.at) }) : t('sending.unconfirmed');
  if (!uplink.connected) {
    return [t('ask.sending'), 'bad', t('sending.no', values), ['', waiting.windows > 0 ? t('sending.waiting', values) : t('sending.noneWaits')], ['', t('sending.kept')], ['', confirmed]];
  }
  return waiting.windows > ON_THEIR_WAY
    ? [t('ask.sending'), 'wait', t('sending.catchesUp', values), ['', t('sending.waiting', values)], ['', confirmed]]
    : [t('ask.sending'), 'good', t('sending.yes', values), ['', confirmed]];
}

function wrong({ troubles }) {
  const open = troubles.filter((one) => one.open);
  const tone = open.some((one) => one.severity === 'error') ? 'bad' : open.length > 0 ? 'wait' : 'good';
  return [t('ask.wrong'), tone, open.length === 0 ? t('wrong.no') : t('wrong.yes', { n: open.length })];
}

function running(status, { start }) {
  const more = start?.seen ? [['', t('running.before', { off: duration(between(start.seen, start.at)) })]] : [];
  return [t('ask.running'), 'good', t('running.since', { since: t('since', { time: storeTime(status.started, status.timeZone), lasting: duration(status.uptime) }), version: status.version }), ...more];
}

function clockAnswer(status) {
  return status.clockBehind > 1
    ? [t('ask.clock'), 'wait', t('clock.behind', { time: duration(status.clockBehind) })]
    : [t('ask.clock'), 'good', t('clock.right', { time: storeTime(status.at, status.timeZone), zone: status.timeZone })];
}

function space({ disk, journal, database }) {
  const low = disk.freeBytes < disk.totalBytes * 0.05;
  const text = t(low ? 'space.low' : 'space.enough', { free: bytes(disk.freeBytes), all: bytes(disk.totalBytes) });
  return [t('ask.space'), low ? 'bad' : 'good', text, ['', t('space.taken', { journal: bytes(journal.bytes), database: bytes(database.bytes) })]];
}

function machine({ host }) {
  const hot = host.temperatureCelsius > 85;
  const full = host.memoryBytes > 0 && host.memoryFreeBytes < host.memoryBytes * 0.05;
  const parts = [
    host.temperatureCelsius === null ? '' : t(hot ? 'machine.hot' : 'machine.warm', { degrees: decimal(host.temperatureCelsius, 0) }),
    host.cpuLoad === null ? '' : t('machine.busy', { share: percent(host.cpuLoad) }),
    host.memoryBytes === null ? t('machine.heap', { used: bytes(host.heapBytes), all: bytes(host.heapMaxBytes) })
      : t('machine.memory', { used: bytes(host.residentBytes), free: bytes(host.memoryFreeBytes), all: bytes(host.memoryBytes) }),
  ].filter(Boolean);
  return [t('ask.machine'), hot || full ? 'wait' : 'good', parts[0], ...parts.slice(1).map((text) => ['', text])];
}

function certificate(status, { certificate: shown }) {
  if (!shown) {
    return [t('ask.certificate'), 'idle', t('certificate.none')];
  }
  const soon = between(status.at, shown.end) < CERTIFICATE_SOON;
  return [t('ask.certificate'), soon ? 'wait' : 'good',
    t(shown.own ? 'certificate.own' : 'certificate.given', { end: moment(shown.end) }),
    ['', t('certificate.fingerprint', { fingerprint: shown.fingerprint })]];
}

function showAnswers(status, state) {
  const all = [counting(status), sending(status, state), wrong(state), running(status, state),
    clockAnswer(status), space(status), machine(status), certificate(status, state)];
  // rebuilt only when something else is said, so that a selection stays
  const said = JSON.stringify(all);
  if (list.dataset.said === said) {
    return;
  }
  list.dataset.said = said;
  list.replaceChildren(...all.map(([question, tone, text, ...more]) => el('div', { class: 'answer', 'data-tone': tone },
    el('dt', {}, el('span', { class: 'dot', 'aria-hidden': 'true' }), question),
    el('dd', {}, el('p', { class: 'said' }, text),
      ...more.map(([itsTone, line]) => el('p', { class: 'more', 'data-tone': itsTone }, line))))));
}

// --- what was wrong

function showTroubles({ troubles }, status) {
  const place = document.getElementById('troubles');
  if (troubles.length === 0) {
    place.replaceChildren(el('p', { class: 'soft' }, t('troubles.none')));
    return;
  }
  place.replaceChildren(...troubles.map((one) => trouble(one, status)));
}

function trouble(one, status) {
  const tone = one.open ? one.severity : 'over';
  const values = {
    n: one.times,
    first: storeTime(one.first, status.timeZone),
    last: storeTime(one.last, status.timeZone),
    lasted: duration(one.lasted),
  };
  return el('article', { class: 'problem', 'data-tone': tone },
    el('span', { class: 'tag' }, t(one.open ? 'troubles.now' : 'troubles.over')),
    el('div', {},
      el('p', { class: 'problem-text' }, one.camera ? t('troubles.of', { camera: one.camera, text: one.text }) : one.text),
      el('p', { class: 'problem-cure' }, one.cure),
      el('p', { class: 'soft small' }, t(one.open ? 'troubles.since' : 'troubles.until', values))));
}

// --- what a bundle holds

async function showContents() {
  const contents = await ask('/api/v1/support');
  document.getElementById('contents').replaceChildren(...contents.map(({ name, what }) =>
    el('div', {}, el('dt', {}, name), el('dd', { class: 'soft' }, what))));
}

// --- asking

function say({ text, tone }) {
  setText(document.getElementById('sentence-text'), text);
  setTone(document.getElementById('sentence'), tone);
}

function lost(failure) {
  const reason = failure instanceof TypeError || failure.name === 'TimeoutError' ? t('noAnswer') : failure.message;
  say({ text: t('notReached', { reason }), tone: 'bad' });
  const old = document.getElementById('old');
  old.hidden = last === null;
  if (last !== null) {
    setText(old, t('health.old', { age: duration((performance.now() - last) / 1000) }));
  }
}

async function poll() {
  try {
    const [status, state] = await Promise.all([ask('/api/v1/status'), ask('/api/v1/state')]);
    say(sentence(status));
    document.title = t('title', { page: t('health.of', { box: status.name }) });
    document.getElementById('places').hidden = !status.setup;
    document.getElementById('old').hidden = true;
    showAnswers(status, state);
    showTroubles(state, status);
    last = performance.now();
  } catch (failure) {
    lost(failure);
  }
  setTimeout(poll, document.hidden ? 5 * POLL_MS : POLL_MS);
}

async function pollDays() {
  let again = DAYS_MS;
  try {
    const history = await ask('/api/v1/days');
    days.show(history);
    again = history.ready ? DAYS_MS : DAYS_SOON_MS;
  } catch {
    days.lost();
    again = POLL_MS;
  }
  setTimeout(pollDays, again);
}

poll();
pollDays();
showContents().catch(() => {});
