// Polls the status, keeps one card per camera, and decides which cards show live pictures.

import { askAccess, change, toEntrance } from './access.js';
import { CameraCard } from './card.js';
import { el, setFacts, setText, setTone } from './dom.js';
import { ago, bytes, clock, decimal, duration, percent, sentence } from './words.js';

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
    el('span', { class: 'tag' }, problem.severity === 'error' ? 'Problem' : 'Warning'),
    el('div', {}, el('p', { class: 'problem-text' }, problem.text), el('p', { class: 'problem-cure' }, problem.cure)))));
}

function showBox(status) {
  const { host, journal, database, disk, detector, uplink } = status;
  const rows = [
    ['Version', status.version],
    ['Running for', duration(status.uptime)],
  ];
  if (detector) {
    rows.push(
      ['Model', `${detector.model} (${detector.licence})`],
      ['Engine', `${detector.engine} on ${detector.device}, ${detector.lanes > 1 ? `${detector.lanes} frames at once with ` : ''}${detector.threads} thread${detector.threads === 1 ? '' : 's'}${detector.lanes > 1 ? ' each' : ''}`],
    );
  }
  if (status.budget) {
    rows.push(['Detection uses', `${decimal(status.budget.used, 2)} of ${decimal(status.budget.cores, 2)} cores`]);
  }
  const low = disk.freeBytes < disk.totalBytes * 0.05;
  const trouble = [journal.paused ? 'paused' : '', journal.damaged ? 'part set aside' : ''].filter(Boolean).join(', ');
  rows.push(
    ['Journal', `${bytes(journal.bytes)}${trouble ? `, ${trouble}` : ''}`, trouble ? 'warning' : ''],
    ['Database', bytes(database.bytes)],
    ['Last saved', database.lastCommit ? ago(database.lastCommit, status.at) : 'nothing yet'],
    ...(uplink ? [['Collector', sending(uplink, status.at), uplink.connected ? '' : 'warning']] : []),
    ['Disk free', `${bytes(disk.freeBytes)} of ${bytes(disk.totalBytes)}`, low ? 'warning' : ''],
    ['Java heap', `${bytes(host.heapBytes)} of ${bytes(host.heapMaxBytes)}`],
  );
  if (host.residentBytes !== null) {
    rows.push(['Memory', `${bytes(host.residentBytes)} of ${bytes(host.memoryBytes)}`]);
  }
  if (host.cpuLoad !== null) {
    rows.push(['Processor', percent(host.cpuLoad)]);
  }
  if (host.temperatureCelsius !== null) {
    rows.push(['Temperature', `${decimal(host.temperatureCelsius, 0)} °C`, host.temperatureCelsius > 85 ? 'warning' : '']);
  }
  if (fingerprint !== '') {
    rows.push(['Certificate, SHA-256', fingerprint]);
  }
  if (status.clockBehind > 1) {
    rows.push(['Clock', `${duration(status.clockBehind)} behind`, 'warning']);
  }
  setFacts(document.getElementById('box-facts'), rows);
  document.getElementById('box').hidden = false;
}

function sending(uplink, at) {
  if (!uplink.connected) {
    return `not reached for ${duration((Date.parse(at) - Date.parse(uplink.since)) / 1000)}, ${uplink.backlog} records wait`;
  }
  if (uplink.backlog > 10) {
    return `${uplink.backlog} records on their way`;
  }
  return uplink.lastAck ? `has all but the newest, said so ${ago(uplink.lastAck, at)}` : 'reached, has said nothing yet';
}

function showHeader(status) {
  document.title = `${status.name} · Headcount`;
  setText(document.getElementById('box-name'), status.name);
  say(...sentence(status));
  setText(document.getElementById('clock'), clock(status.at, status.timeZone));
  setText(document.getElementById('clock-zone'), `store time, ${status.timeZone}`);
  document.getElementById('places').hidden = !status.setup;
  setText(document.getElementById('today'), `Today began at midnight, ${status.timeZone}. `);
}

function say(text, tone) {
  setText(document.getElementById('sentence-text'), text);
  setTone(document.getElementById('sentence'), tone);
  // read aloud when it says something else, not when its seconds tick
  const news = document.getElementById('news');
  const gist = text.replace(/\d+ (s|min|h|d)\b/g, '');
  if (news.dataset.gist !== gist) {
    news.dataset.gist = gist;
    news.textContent = text;
  }
}

// While the box does not answer: how old the numbers are.
function showAge() {
  const old = document.getElementById('old');
  const broken = document.body.dataset.connected === 'no';
  old.hidden = !broken || last === null;
  if (!old.hidden) {
    const age = duration((performance.now() - last.heard) / 1000);
    setText(old, `What you see is from ${clock(last.at, last.timeZone)}, ${age} ago. It goes on by itself when the box answers.`);
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
    showCameras(status);
    showBox(status);
    last = { at: status.at, timeZone: status.timeZone, heard: performance.now() };
    document.body.dataset.connected = 'yes';
  } catch (failure) {
    document.body.dataset.connected = 'no';
    const reason = failure instanceof TypeError || failure.name === 'TimeoutError' ? 'no answer' : failure.message;
    say(`Cannot reach the box (${reason}) – trying again`, 'bad');
  }
  showAge();
  setTimeout(poll, document.hidden ? 5 * POLL_MS : POLL_MS);
}

document.getElementById('leave').addEventListener('click', async () => {
  try {
    await change('DELETE', '/api/v1/session');
    toEntrance();
  } catch {
    say('The box does not answer: you are still signed in', 'bad');
  }
});
askAccess().then((access) => { fingerprint = access.fingerprint ?? ''; }, () => {});
document.addEventListener('visibilitychange', chooseLive);
setInterval(showAge, 1000);
poll();
