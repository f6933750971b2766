// Polls the status, keeps one card per camera, and decides which cards show live pictures.

import { askAccess, change, toEntrance } from './access.js';
import { CameraCard } from './card.js';
import { el, setFacts, setText, setTone } from './dom.js';
import { ago, between, bytes, clock, count, decimal, duration, percent } from './format.js';
import { sentence } from './state.js';
import { t } from './words.js';

const POLL_MS = 1000;
const TIMEOUT_MS = 5000;
// A browser keeps six connections to one server: the rest is for pictures and the status.
const MAX_LIVE = 3;

const cards = new Map();
// The last answer, and when it came by the browser's steady clock.
let last = null;
let fingerprint = '';
const grid = document.getElementById('cameras');
const visible = new Set();

const observer = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      visible.add(entry.target);
    } else {
      visible.delete(entry.target);
    }
  }
  chooseLive();
}, { threshold: 0.15 });

function chooseLive() {
  let free = document.hidden ? 0 : MAX_LIVE;
  for (const card of cards.values()) {
    const wanted = visible.has(card.element) && card.hasPicture();
    card.setLive(wanted && free > 0, wanted && free <= 0);
    if (wanted) {
      free -= 1;
    }
  }
}

function showCameras(status) {
  const seen = new Set();
  for (const camera of status.cameras) {
    seen.add(camera.id);
    let card = cards.get(camera.id);
    if (!card) {
      card = new CameraCard(camera.id);
      cards.set(camera.id, card);
      grid.append(card.element);
      observer.observe(card.element);
    }
    card.show(camera, status);
  }
  for (const [id, card] of cards) {
    if (!seen.has(id)) {
      card.setLive(false, false);
      observer.unobserve(card.element);
      visible.delete(card.element);
      card.element.remove();
      cards.delete(id);
    }
  }
  grid.dataset.count = String(cards.size);
  document.getElementById('first').hidden = cards.size > 0 || !status.setup;
  chooseLive();
}

function showProblems(problems) {
  const section = document.getElementById('problems');
  const known = JSON.stringify(problems);
  if (section.dataset.known === known) {
    return;
  }
  section.dataset.known = known;
  section.hidden = problems.length === 0;
  section.replaceChildren(...problems.map((problem) => el('article', { class: 'problem', 'data-tone': problem.severity },
    el('span', { class: 'tag' }, t(problem.severity === 'error' ? 'problem' : 'warning')),
    el('div', {}, el('p', { class: 'problem-text' }, problem.text), el('p', { class: 'problem-cure' }, problem.cure)))));
}

// The switch is the box's: what it says holds for all who look.
function showPrivacy({ privacy }) {
  const hide = document.getElementById('hide-people');
  document.getElementById('privacy').hidden = false;
  document.body.dataset.private = privacy === 'off' ? 'no' : 'yes';
  hide.setAttribute('aria-pressed', String(privacy !== 'off'));
  hide.disabled = privacy === 'always';
  setText(document.getElementById('privacy-text'), t(`privacy.${privacy}`));
}

async function switchPrivacy() {
  const on = document.getElementById('hide-people').getAttribute('aria-pressed') !== 'true';
  try {
    const answer = await change('PUT', '/api/v1/privacy', { on });
    if (answer.ok) {
      showPrivacy({ privacy: (await answer.json()).state });
    }
  } catch {
    say(t('privacy.failed'), 'bad');
  }
}

function showBox(status) {
  const { host, journal, database, disk, detector, uplink } = status;
  const rows = [
    [t('box.version'), status.version],
    [t('box.uptime'), duration(status.uptime)],
  ];
  if (detector) {
    rows.push(
      [t('box.model'), t('box.modelIs', { model: detector.model, licence: detector.licence })],
      [t('box.engine'), t(detector.lanes > 1 ? 'box.engineLanes' : 'box.engineIs', { ...detector, n: detector.threads })],
    );
  }
  if (status.budget) {
    rows.push([t('box.budget'), t('box.budgetIs', { used: decimal(status.budget.used, 2), cores: decimal(status.budget.cores, 2) })]);
  }
  const low = disk.freeBytes < disk.totalBytes * 0.05;
  const trouble = [journal.paused ? t('box.paused') : '', journal.damaged ? t('box.setAside') : ''].filter(Boolean);
  rows.push(
    [t('box.journal'), [bytes(journal.bytes), ...trouble].join(', '), trouble.length > 0 ? 'warning' : ''],
    [t('box.database'), bytes(database.bytes)],
    [t('box.saved'), database.lastCommit ? ago(database.lastCommit, status.at) : t('box.nothingSaved')],
    ...(uplink ? [[t('box.collector'), sending(uplink, status.at), uplink.connected ? '' : 'warning']] : []),
    [t('box.disk'), partOf(disk.freeBytes, disk.totalBytes), low ? 'warning' : ''],
    [t('box.heap'), partOf(host.heapBytes, host.heapMaxBytes)],
  );
  if (host.residentBytes !== null) {
    rows.push([t('box.memory'), partOf(host.residentBytes, host.memoryBytes)]);
  }
  if (host.cpuLoad !== null) {
    rows.push([t('box.processor'), percent(host.cpuLoad)]);
  }
  if (host.temperatureCelsius !== null) {
    rows.push([t('box.temperature'), t('box.celsius', { degrees: decimal(host.temperatureCelsius, 0) }), host.temperatureCelsius > 85 ? 'warning' : '']);
  }
  if (fingerprint !== '') {
    rows.push([t('box.certificate'), fingerprint]);
  }
  if (status.clockBehind > 1) {
    rows.push([t('box.clock'), t('box.clockBehind', { time: duration(status.clockBehind) }), 'warning']);
  }
  setFacts(document.getElementById('box-facts'), rows);
  document.getElementById('box').hidden = false;
}

const partOf = (part, all) => t('box.partOf', { part: bytes(part), all: bytes(all) });

function sending(uplink, at) {
  if (!uplink.connected) {
    return t('box.notReached', { time: duration(between(uplink.since, at)), records: count(uplink.backlog) });
  }
  if (uplink.backlog > 10) {
    return t('box.onTheirWay', { records: count(uplink.backlog) });
  }
  return uplink.lastAck ? t('box.hasAll', { ago: ago(uplink.lastAck, at) }) : t('box.reached');
}

function showHeader(status) {
  document.title = t('title', { page: status.name });
  setText(document.getElementById('box-name'), status.name);
  say(sentence(status));
  setText(document.getElementById('clock'), clock(status.at, status.timeZone));
  setText(document.getElementById('clock-zone'), t('storeTime', { zone: status.timeZone }));
  document.getElementById('places').hidden = !status.setup;
  setText(document.getElementById('today'), t('today', { zone: status.timeZone }));
}

function say({ text, tone, news }) {
  setText(document.getElementById('sentence-text'), text);
  setTone(document.getElementById('sentence'), tone);
  // read aloud when it says something else, not when its seconds tick
  const told = document.getElementById('news');
  if (told.dataset.news !== news) {
    told.dataset.news = news;
    told.textContent = text;
  }
}

const complain = (text) => say({ text, tone: 'bad', news: text });

// While the box does not answer: how old the numbers are.
function showAge() {
  const old = document.getElementById('old');
  const broken = document.body.dataset.connected === 'no';
  old.hidden = !broken || last === null;
  if (!old.hidden) {
    const age = duration((performance.now() - last.heard) / 1000);
    setText(old, t('old', { time: clock(last.at, last.timeZone), age }));
  }
}

async function poll() {
  try {
    const response = await fetch('/api/v1/status', { signal: AbortSignal.timeout(TIMEOUT_MS), cache: 'no-store' });
    if (response.status === 401) {
      toEntrance();
      return;
    }
    if (!response.ok) {
      throw new Error((await response.json()).error);
    }
    const status = await response.json();
    showHeader(status);
    showProblems(status.problems);
    showPrivacy(status);
    showCameras(status);
    showBox(status);
    last = { at: status.at, timeZone: status.timeZone, heard: performance.now() };
    document.body.dataset.connected = 'yes';
  } catch (failure) {
    document.body.dataset.connected = 'no';
    const reason = failure instanceof TypeError || failure.name === 'TimeoutError' ? t('noAnswer') : failure.message;
    complain(t('notReached', { reason }));
  }
  showAge();
  setTimeout(poll, document.hidden ? 5 * POLL_MS : POLL_MS);
}

document.getElementById('hide-people').addEventListener('click', switchPrivacy);
document.getElementById('leave').addEventListener('click', async () => {
  try {
    await change('DELETE', '/api/v1/session');
    toEntrance();
  } catch {
    complain(t('stillSignedIn'));
  }
});
askAccess().then((access) => { fingerprint = access.fingerprint ?? ''; }, () => {});
document.addEventListener('visibilitychange', chooseLive);
setInterval(showAge, 1000);
poll();
