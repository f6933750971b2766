// The box's cameras: added, tried, put in order, switched off, removed; and the versions of all that.

import { el, setText, setTone } from './dom.js';
import { showMounting } from './mounting.js';
import { Refusal, get, inForce, post, put, setup } from './server.js';
import { ORIGINS, advice, when } from './texts.js';
import { stateTone, stateWord } from './words.js';

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
  const found = refusal.problems.map((one) => `${one.text}${one.cure ? ` – ${one.cure}` : ''}`).join('; ');
  const others = refusal.since.map((version) => `${version.by}, ${when(version.at)}: ${version.what}`).join('; ');
  say('bad', `Not saved: ${refusal.message}. ${found || others} ${refusal.cure}`);
}

// --- saving

async function save(cameras, words) {
  say('wait', 'Saving …');
  await follow(await put('/api/v1/setup', { base: whole.version.number, cameras }), words);
}

async function follow(saved, words) {
  if (!saved.changed) {
    await load();
    say('good', 'Nothing had to be changed.');
    return;
  }
  say('wait', saved.restarts ? 'Saved. The box starts counting anew …' : 'Saved. The box goes over to it …');
  const before = whole.version.number;
  const good = await inForce(saved.version.number);
  await load();
  if (!good) {
    const [trouble] = whole.troubles;
    say('bad', trouble ? `${trouble.text} – ${trouble.cure}` : 'The box has not gone over to it yet.');
    return;
  }
  const undo = button('Undo');
  undo.addEventListener('click', () => restore(before));
  say('good', `${words} Version ${saved.version.number} is in force.`, undo);
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
  await follow(await post(`/api/v1/setup/versions/${number}/restore`, { base: whole.version.number }), `Back to version ${number}.`);
});

// --- the list

async function load() {
  whole = await setup();
  show();
  await showVersions();
}

function show() {
  setText(document.getElementById('state'), `${whole.cameras.length} camera${whole.cameras.length === 1 ? '' : 's'}, version ${whole.version.number}`);
  const troubles = document.getElementById('troubles');
  troubles.hidden = whole.troubles.length === 0;
  troubles.replaceChildren(...whole.troubles.map((trouble) => el('article', { class: 'problem', 'data-tone': 'warning' },
    el('span', { class: 'tag' }, 'Warning'),
    el('div', {}, el('p', { class: 'problem-text' }, trouble.text), el('p', { class: 'problem-cure' }, trouble.cure)))));
  if (whole.fileChanged) {
    const take = button('Take the file over');
    take.addEventListener('click', () => attempt(async () => {
      await follow(await post('/api/v1/setup/file', { base: whole.version.number }), 'The file was taken over.');
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
  const up = button('↑', { 'aria-label': `Move ${camera.id} up`, 'data-focus': `up ${camera.id}` });
  const down = button('↓', { 'aria-label': `Move ${camera.id} down`, 'data-focus': `down ${camera.id}` });
  up.disabled = index === 0;
  down.disabled = index === whole.cameras.length - 1;
  up.addEventListener('click', () => move(index, -1));
  down.addEventListener('click', () => move(index, 1));
  const on = button(camera.enabled ? 'Switch off' : 'Switch on', { 'data-focus': `on ${camera.id}` });
  on.addEventListener('click', () => attempt(() => save(
    whole.cameras.map((one) => (one === camera ? { ...one, enabled: !one.enabled } : one)),
    camera.enabled ? `${camera.id} is off; the others go on.` : `${camera.id} is on.`)));
  const edit = button('Address and login');
  edit.addEventListener('click', () => openForm(camera));
  const mounting = button('How it hangs');
  mounting.disabled = !camera.enabled;
  mounting.addEventListener('click', () => showMounting(form, camera.id));
  const remove = button('Remove', { class: 'button danger' });
  remove.addEventListener('click', () => askRemove(camera));
  const shapes = [[camera.lines.length, 'line'], [camera.zones.length, 'zone']]
    .map(([many, word]) => `${many} ${word}${many === 1 ? '' : 's'}`).join(', ');
  return el('li', { class: 'panel camera', 'data-camera': camera.id },
    el('div', { class: 'camera-head' },
      el('div', {}, el('h2', {}, camera.id), el('p', { class: 'source' }, camera.source), el('p', { class: 'soft small' }, shapes)),
      el('span', { class: 'chip', 'data-state': camera.id })),
    el('p', { class: 'fault', hidden: '', 'data-fault': camera.id }),
    el('div', { class: 'row' },
      el('a', { class: 'button main', href: `/zones?camera=${encodeURIComponent(camera.id)}` }, 'Lines and zones'), mounting, edit, on, up, down, remove));
}

function move(index, by) {
  const cameras = [...whole.cameras];
  const [moved] = cameras.splice(index, 1);
  cameras.splice(index + by, 0, moved);
  return attempt(() => save(cameras, 'The order is changed.'));
}

function askRemove(camera) {
  const yes = button(`Remove ${camera.id}`, { class: 'button danger' });
  const no = button('Keep it');
  no.addEventListener('click', () => form.close());
  yes.addEventListener('click', () => {
    form.close();
    attempt(() => save(whole.cameras.filter((one) => one !== camera), `${camera.id} is removed.`));
  });
  form.replaceChildren(
    el('h2', { id: 'form-title' }, `Remove ${camera.id}?`),
    el('p', {}, 'The box lets go of the camera and counts on it no more. What was counted stays, here and at the collector. Its address, lines and zones stay in the versions: you can go back to them.'),
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
  const test = button('Test', { class: 'button main' });
  const keep = el('button', { type: 'submit', class: 'button main' }, 'Save');
  const close = button('Cancel');
  const seen = el('div', { class: 'seen', role: 'status' });
  const fields = el('form', { class: 'form', method: 'dialog' },
    el('h2', { id: 'form-title' }, camera ? `${camera.id}: address` : 'Add a camera'),
    ...(camera ? [] : input('camera-id', 'Name', { required: '', maxlength: '64', pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*', placeholder: 'door' }, 'Short, such as door: letters, digits, dot, dash and underscore.')),
    ...input('camera-source', 'Address', { required: '', maxlength: '1024', inputmode: 'url', placeholder: 'rtsp://192.168.1.20/stream2', value: camera?.source ?? '' }, 'rtsp://…, http://…, /dev/video0, or a video file on this box.'),
    ...input('camera-user', 'User', { maxlength: '256', value: camera?.username ?? '' }, 'Leave it empty when the camera asks for none.'),
    ...input('camera-password', 'Password', { type: 'password', maxlength: '256', placeholder: camera?.has_password ? 'as it was' : '' }, 'It is kept on this box only, and never shown again.'),
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
    seen.replaceChildren(el('p', {}, 'Opening the camera …'));
    try {
      showSeen(seen, await post('/api/v1/setup/probe', { ...sent(), ...(camera ? { camera: camera.id } : {}) }), fields);
    } catch (refusal) {
      seen.dataset.tone = 'bad';
      seen.replaceChildren(el('p', {}, `${refusal.message}: ${refusal.cure ?? ''}`));
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
    attempt(() => save(cameras, camera ? `${camera.id} has its new address.` : `${next.id} is added. Draw its lines next.`));
  });
  form.replaceChildren(fields);
  form.showModal();
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
    el('p', {}, `There is a picture: ${seen.width} × ${seen.height}, ${seen.framesPerSecond.toFixed(1)} a second, ${seen.codec}. The first came after ${seen.firstFrameMillis} ms.`),
    ...said.map((text) => el('p', {}, text)),
  ];
  if (seen.secondStream) {
    parts.push(el('p', { class: 'small' }, seen.secondStream.text));
    if (seen.secondStream.ok) {
      const use = button('Use the second stream');
      use.addEventListener('click', () => {
        fields.querySelector('#camera-source').value = seen.secondStream.address;
        use.remove();
      });
      parts.push(use);
    }
  }
  if (seen.picture) {
    const canvas = el('canvas', { role: 'img', 'aria-label': 'What the camera sees', class: 'shot', width: seen.width, height: seen.height });
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
    const back = button('Go back to this', { 'aria-label': `Go back to version ${version.number}` });
    back.addEventListener('click', () => restore(version.number));
    return el('li', { class: 'version' },
      el('span', { class: 'number' }, String(version.number)),
      el('div', {}, el('p', {}, version.what || 'nothing changed'), el('p', { class: 'soft small' }, `${when(version.at)} · ${ORIGINS[version.origin]} · ${version.by}`)),
      index === 0 ? el('span', { class: 'chip', 'data-tone': 'good' }, 'Newest') : back);
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
    setText(place, wrong ? `${camera.lastError.text} – ${camera.lastError.cure}` : '');
  }
}

document.getElementById('add').addEventListener('click', () => openForm(null));
load().then(pollStates, (refusal) => {
  setText(document.getElementById('state'), `${refusal.message} ${refusal.cure ?? ''}`);
});
