// How a camera hangs: what is wrong with it, and where in its picture people are counted well.

import { el } from './dom.js';
import { LiveStream } from './live.js';
import { Refusal, get } from './server.js';
import { PLACES, height, learning } from './texts.js';

const AGAIN_MS = 3000;

// Fills a dialog, shows it, and keeps it true until it is closed.
export function showMounting(dialog, camera) {
  const picture = el('canvas', { class: 'mounting-picture', role: 'img', 'aria-label': `The picture of ${camera}, and where in it people are counted well` });
  const said = el('div', { class: 'mounting-said', role: 'status' }, el('p', {}, 'Asking the box …'));
  const close = el('button', { type: 'button', class: 'button' }, 'Close');
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
      said.replaceChildren(el('p', { class: 'fault' }, `${refusal.message} ${refusal.cure}`));
    }
  };
  const timer = setInterval(look, AGAIN_MS);
  dialog.addEventListener('close', () => {
    clearInterval(timer);
    stream.stop();
  }, { once: true });
  close.addEventListener('click', () => dialog.close());
  dialog.replaceChildren(
    el('h2', { id: 'form-title' }, `How ${camera} hangs`),
    picture,
    el('ul', { class: 'legend' }, ...Object.entries(PLACES).map(([place, text]) => el('li', { 'data-place': place }, text))),
    said,
    el('div', { class: 'row' }, close));
  stream.start();
  look();
  dialog.showModal();
}

function words(found) {
  const parts = found.findings.map((one) => el('article', { class: 'problem', 'data-tone': 'warning' },
    el('span', { class: 'tag' }, 'Warning'),
    el('div', {}, el('p', { class: 'problem-text' }, `${one.text} (${one.measured})`), el('p', { class: 'problem-cure' }, one.cure))));
  if (found.findings.length === 0) {
    parts.push(el('p', {}, found.quality === null ? 'Waiting for a picture.' : 'Nothing is wrong so far.'));
  }
  if (found.people < found.peopleWanted) {
    parts.push(el('p', {}, learning(found)));
  } else {
    parts.push(el('p', { class: 'soft small' }, height(found)));
  }
  return parts;
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
