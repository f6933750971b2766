// How a camera hangs: what is wrong with it, and where in its picture people are counted well.

import { el } from './dom.js';
import { cured, percent } from './format.js';
import { LiveStream } from './live.js';
import { Refusal, get } from './server.js';
import { t } from './words.js';

const AGAIN_MS = 3000;
// How well people are counted whose feet are in a part of the picture.
const PLACES = ['good', 'small', 'cut_off', 'no_floor'];

// Fills a dialog, shows it, and keeps it true until it is closed.
export function showMounting(dialog, camera) {
  const picture = el('canvas', { class: 'mounting-picture', role: 'img', 'aria-label': t('mounting.picture', { camera }) });
  const said = el('div', { class: 'mounting-said', role: 'status' }, el('p', {}, t('asking')));
  const close = el('button', { type: 'button', class: 'button' }, t('close'));
  let places = [];
  const stream = new LiveStream(camera, () => true, (overlay, frame) => draw(picture, frame, places));
  const look = async () => {
    try {
      const found = await get(`/api/v1/cameras/${encodeURIComponent(camera)}/mounting`);
      places = found.places;
      said.replaceChildren(...words(found));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) {
        throw refusal;
      }
      said.replaceChildren(el('p', { class: 'fault' }, cured(refusal.message, refusal.cure)));
    }
  };
  const timer = setInterval(look, AGAIN_MS);
  dialog.addEventListener('close', () => {
    clearInterval(timer);
    stream.stop();
  }, { once: true });
  close.addEventListener('click', () => dialog.close());
  dialog.replaceChildren(
    el('h2', { id: 'form-title' }, t('mounting.title', { camera })),
    picture,
    el('ul', { class: 'legend' }, ...PLACES.map((place) => el('li', { 'data-place': place }, t(`place.${place}`)))),
    said,
    el('div', { class: 'row' }, close));
  stream.start();
  look();
  dialog.showModal();
}

function words(found) {
  const parts = found.findings.map((one) => el('article', { class: 'problem', 'data-tone': 'warning' },
    el('span', { class: 'tag' }, t('warning')),
    el('div', {}, el('p', { class: 'problem-text' }, t('mounting.finding', one)), el('p', { class: 'problem-cure' }, one.cure))));
  if (found.findings.length === 0) {
    parts.push(el('p', {}, t(found.quality === null ? 'mounting.waiting' : 'mounting.good')));
  }
  if (found.people < found.peopleWanted) {
    parts.push(el('p', {}, t('mounting.learning', found)));
  }
  if (found.people >= found.peopleWanted || found.measured) {
    parts.push(el('p', { class: 'soft small' }, height(found)));
  }
  return parts;
}

function height(found) {
  return found.heightMetres === null
    ? t('mounting.flat')
    : t(found.measured ? 'mounting.measured' : 'mounting.height', { metres: found.heightMetres, tilt: Math.round(found.tiltDegrees), spread: percent(found.spread ?? 0) });
}

function draw(canvas, picture, places) {
  if (!picture) {
    return;
  }
  canvas.width = picture.width;
  canvas.height = picture.height;
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const style = getComputedStyle(canvas);
  pen.globalAlpha = 0.35;
  places.forEach((line, row) => line.forEach((place, column) => {
    pen.fillStyle = style.getPropertyValue(`--place-${place.replace('_', '-')}`);
    const across = picture.width / line.length;
    const down = picture.height / places.length;
    pen.fillRect(column * across, row * down, across, down);
  }));
}
