// The box's cameras: added, tried, put in order, switched off, removed; and the versions of all that.

import { el, setText, setTone } from './dom.js';
import { cured, decimal, moment } from './format.js';
import { showMounting } from './mounting.js';
import { Refusal, get, inForce, post, put, setup } from './server.js';
import { stateTone, stateWord } from './state.js';
import { t } from './words.js';

const STATES_MS = 2000;

const list = document.getElementById('list');
const form = document.getElementById('form');
const result = document.getElementById('result');
let whole = null;
let states = new Map();

const button = (text, attributes = {}) => el('button', { type: 'button', class: 'button', ...attributes }, text);

function say(tone, text, ...more) {
  setTone(result, tone);
  result.replaceChildren(...(text ? [el('p', {}, text)] : []), ...(more.length > 0 ? [el('div', { class: 'row' }, ...more)] : []));
}

function refused(refusal) {
  if (!(refusal instanceof Refusal)) {
    throw refusal;
  }
  const found = refusal.problems.map((one) => cured(one.text, one.cure)).join('; ');
  const others = refusal.since.map((version) => t('cameras.other', { ...version, at: moment(version.at) })).join('; ');
  say('bad', t('cameras.notSaved', { why: refusal.message, found: found || others, cure: refusal.cure }));
}

// --- saving

async function save(cameras, words) {
  say('wait', t('saving'));
  await follow(await put('/api/v1/setup', { base: whole.version.number, cameras }), words);
}

async function follow(saved, words) {
  if (!saved.changed) {
    await load();
    say('good', t('cameras.unchanged'));
    return;
  }
  say('wait', t(saved.restarts ? 'cameras.restarts' : 'cameras.goesOver'));
  const before = whole.version.number;
  const good = await inForce(saved.version.number);
  await load();
  if (!good) {
    const [trouble] = whole.troubles;
    say('bad', trouble ? cured(trouble.text, trouble.cure) : t('cameras.notYet'));
    return;
  }
  const undo = button(t('undo'));
  undo.addEventListener('click', () => restore(before));
  say('good', t('cameras.inForce', { done: words, number: saved.version.number }), undo);
}

async function attempt(action) {
  try {
    await action();
  } catch (refusal) {
    refused(refusal);
    await load().catch(() => {});
  }
}

const restore = (number) => attempt(async () => {
  await follow(await post(`/api/v1/setup/versions/${number}/restore`, { base: whole.version.number }), t('cameras.back', { number }));
});

// --- the list

async function load() {
  whole = await setup();
  show();
  await showVersions();
}

function show() {
  setText(document.getElementById('state'), t('cameras.state', { n: whole.cameras.length, number: whole.version.number }));
  const troubles = document.getElementById('troubles');
  troubles.hidden = whole.troubles.length === 0;
  troubles.replaceChildren(...whole.troubles.map((trouble) => el('article', { class: 'problem', 'data-tone': 'warning' },
    el('span', { class: 'tag' }, t('warning')),
    el('div', {}, el('p', { class: 'problem-text' }, trouble.text), el('p', { class: 'problem-cure' }, trouble.cure)))));
  if (whole.fileChanged) {
    const take = button(t('cameras.takeFile'));
    take.addEventListener('click', () => attempt(async () => {
      await follow(await post('/api/v1/setup/file', { base: whole.version.number }), t('cameras.tookFile'));
    }));
    troubles.append(take);
  }
  const focused = document.activeElement?.dataset?.focus;
  list.replaceChildren(...whole.cameras.map(entry));
  if (focused) {
    list.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
  showStates();
}

function entry(camera, index) {
  const up = button('↑', { 'aria-label': t('cameras.up', { camera: camera.id }), 'data-focus': `up ${camera.id}` });
  const down = button('↓', { 'aria-label': t('cameras.down', { camera: camera.id }), 'data-focus': `down ${camera.id}` });
  up.disabled = index === 0;
  down.disabled = index === whole.cameras.length - 1;
  up.addEventListener('click', () => move(index, -1));
  down.addEventListener('click', () => move(index, 1));
  const on = button(t(camera.enabled ? 'cameras.switchOff' : 'cameras.switchOn'), { 'data-focus': `on ${camera.id}` });
  on.addEventListener('click', () => attempt(() => save(
    whole.cameras.map((one) => (one === camera ? { ...one, enabled: !one.enabled } : one)),
    t(camera.enabled ? 'cameras.off' : 'cameras.on', { camera: camera.id }))));
  const edit = button(t('cameras.address'));
  edit.addEventListener('click', () => openForm(camera));
  const floor = el('a', { class: 'button', href: `/floor?camera=${encodeURIComponent(camera.id)}` }, t('cameras.floor'));
  const mounting = button(t('cameras.mounting'));
  mounting.disabled = !camera.enabled;
  mounting.addEventListener('click', () => showMounting(form, camera.id));
  const remove = button(t('cameras.remove'), { class: 'button danger' });
  remove.addEventListener('click', () => askRemove(camera));
  const shapes = [t('cameras.lines', { n: camera.lines.length }), t('cameras.zones', { n: camera.zones.length })].join(', ');
  return el('li', { class: 'panel camera', 'data-camera': camera.id },
    el('div', { class: 'camera-head' },
      el('div', {}, el('h2', {}, camera.id), el('p', { class: 'source' }, camera.source), el('p', { class: 'soft small' }, shapes)),
      el('span', { class: 'chip', 'data-state': camera.id })),
    el('p', { class: 'fault', hidden: '', 'data-fault': camera.id }),
    el('div', { class: 'row' },
      el('a', { class: 'button main', href: `/zones?camera=${encodeURIComponent(camera.id)}` }, t('nav.zones')), floor, mounting, edit, on, up, down, remove));
}

function move(index, by) {
  const cameras = [...whole.cameras];
  const [moved] = cameras.splice(index, 1);
  cameras.splice(index + by, 0, moved);
  return attempt(() => save(cameras, t('cameras.moved')));
}

function askRemove(camera) {
  const yes = button(t('cameras.removeThis', { camera: camera.id }), { class: 'button danger' });
  const no = button(t('cameras.keep'));
  no.addEventListener('click', () => form.close());
  yes.addEventListener('click', () => {
    form.close();
    attempt(() => save(whole.cameras.filter((one) => one !== camera), t('cameras.removed', { camera: camera.id })));
  });
  form.replaceChildren(
    el('h2', { id: 'form-title' }, t('cameras.removeAsk', { camera: camera.id })),
    el('p', {}, t('cameras.removeWhat')),
    el('div', { class: 'row' }, yes, no));
  form.showModal();
}

// --- a camera's address

function openForm(camera) {
  const input = (id, name, attributes, hint) => [
    el('label', { for: id }, name),
    el('input', { id, autocomplete: 'off', spellcheck: 'false', ...attributes }),
    ...(hint ? [el('p', { class: 'soft small' }, hint)] : []),
  ];
  const test = button(t('cameras.test'), { class: 'button main' });
  const keep = el('button', { type: 'submit', class: 'button main' }, t('save'));
  const close = button(t('cancel'));
  const seen = el('div', { class: 'seen', role: 'status' });
  const fields = el('form', { class: 'form', method: 'dialog' },
    el('h2', { id: 'form-title' }, camera ? t('cameras.addressOf', { camera: camera.id }) : t('cameras.add')),
    ...(camera ? [] : input('camera-id', t('name'), { required: '', maxlength: '64', pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*', placeholder: 'door' }, t('cameras.nameHow'))),
    ...input('camera-source', t('cameras.source'), { required: '', maxlength: '1024', inputmode: 'url', placeholder: 'rtsp://192.168.1.20/stream2', value: camera?.source ?? '' }, t('cameras.sourceHow')),
    ...input('camera-user', t('cameras.user'), { maxlength: '256', value: camera?.username ?? '' }, t('cameras.userHow')),
    ...input('camera-password', t('cameras.password'), { type: 'password', maxlength: '256', placeholder: camera?.has_password ? t('cameras.asItWas') : '' }, t('cameras.passwordHow')),
    seen,
    el('div', { class: 'row' }, test, keep, close));
  const value = (name) => fields.querySelector(`#camera-${name}`)?.value.trim() ?? '';
  const sent = () => ({
    source: value('source'),
    ...(value('user') ? { username: value('user') } : {}),
    ...(fields.querySelector('#camera-password').value ? { password: fields.querySelector('#camera-password').value } : {}),
  });
  test.addEventListener('click', async () => {
    if (!fields.reportValidity()) {
      return;
    }
    test.disabled = true;
    seen.dataset.tone = 'wait';
    seen.replaceChildren(el('p', {}, t('cameras.opening')));
    try {
      showSeen(seen, await post('/api/v1/setup/probe', { ...sent(), ...(camera ? { camera: camera.id } : {}) }), fields);
    } catch (refusal) {
      seen.dataset.tone = 'bad';
      seen.replaceChildren(el('p', {}, cured(refusal.message, refusal.cure)));
    } finally {
      test.disabled = false;
    }
  });
  close.addEventListener('click', () => form.close());
  fields.addEventListener('submit', (event) => {
    event.preventDefault();
    const { username, ...bare } = camera ?? { enabled: true, lines: [], zones: [] };
    const next = { ...bare, ...(camera ? {} : { id: value('id') }), ...sent() };
    const cameras = camera ? whole.cameras.map((one) => (one === camera ? next : one)) : [...whole.cameras, next];
    form.close();
    attempt(() => save(cameras, t(camera ? 'cameras.readdressed' : 'cameras.added', { camera: next.id })));
  });
  form.replaceChildren(fields);
  form.showModal();
}

// What a technician should know of a camera that gives a picture.
function advice(seen) {
  const said = seen.findings.map((one) => cured(t('mounting.finding', one), one.cure));
  if (seen.framesPerSecond > 0 && seen.framesPerSecond < 5) {
    said.push(t('advice.slow', { rate: decimal(seen.framesPerSecond) }));
  }
  if (Math.max(seen.width, seen.height) < 480) {
    said.push(t('advice.little', seen));
  }
  if (seen.decodeErrors > 0) {
    said.push(t('advice.faults', { n: seen.decodeErrors }));
  }
  return said;
}

function showSeen(place, seen, fields) {
  if (!seen.ok) {
    place.dataset.tone = 'bad';
    place.replaceChildren(el('p', {}, seen.message));
    return;
  }
  const said = advice(seen);
  place.dataset.tone = said.length > 0 ? 'wait' : 'good';
  const parts = [
    el('p', {}, t('cameras.seen', { ...seen, rate: decimal(seen.framesPerSecond) })),
    ...said.map((text) => el('p', {}, text)),
  ];
  if (seen.secondStream) {
    parts.push(el('p', { class: 'small' }, seen.secondStream.text));
    if (seen.secondStream.ok) {
      const use = button(t('cameras.useSecond'));
      use.addEventListener('click', () => {
        fields.querySelector('#camera-source').value = seen.secondStream.address;
        use.remove();
      });
      parts.push(use);
    }
  }
  if (seen.picture) {
    const canvas = el('canvas', { role: 'img', 'aria-label': t('cameras.shot'), class: 'shot', width: seen.width, height: seen.height });
    const bytes = Uint8Array.from(atob(seen.picture), (letter) => letter.charCodeAt(0));
    createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })).then((picture) => {
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('2d').drawImage(picture, 0, 0);
      picture.close();
    });
    parts.push(canvas);
  }
  place.replaceChildren(...parts);
}

// --- versions

async function showVersions() {
  const versions = await get('/api/v1/setup/versions');
  document.getElementById('versions').replaceChildren(...versions.map((version, index) => {
    const back = button(t('versions.back'), { 'aria-label': t('versions.backTo', { number: version.number }) });
    back.addEventListener('click', () => restore(version.number));
    return el('li', { class: 'version' },
      el('span', { class: 'number' }, String(version.number)),
      el('div', {}, el('p', {}, version.what || t('versions.nothing')), el('p', { class: 'soft small' }, [moment(version.at), t(`origin.${version.origin}`), version.by].join(' · '))),
      index === 0 ? el('span', { class: 'chip', 'data-tone': 'good' }, t('versions.newest')) : back);
  }));
}

// --- how the cameras are

async function pollStates() {
  try {
    const cameras = await get('/api/v1/cameras');
    states = new Map(cameras.map((camera) => [camera.id, camera]));
    showStates();
  } catch {
    // the next time
  }
  setTimeout(pollStates, document.hidden ? 5 * STATES_MS : STATES_MS);
}

function showStates() {
  for (const chip of list.querySelectorAll('[data-state]')) {
    const camera = states.get(chip.dataset.state);
    chip.hidden = !camera;
    if (camera) {
      setText(chip, stateWord(camera));
      setTone(chip, stateTone(camera));
    }
  }
  for (const place of list.querySelectorAll('[data-fault]')) {
    const camera = states.get(place.dataset.fault);
    const wrong = camera && stateTone(camera) === 'bad' && camera.lastError;
    place.hidden = !wrong;
    setText(place, wrong ? cured(camera.lastError.text, camera.lastError.cure) : '');
  }
}

document.getElementById('add').addEventListener('click', () => openForm(null));
load().then(() => {
  if (location.hash === '#add') {
    openForm(null);
  }
  return pollStates();
}, (refusal) => {
  setText(document.getElementById('state'), cured(refusal.message, refusal.cure));
});
