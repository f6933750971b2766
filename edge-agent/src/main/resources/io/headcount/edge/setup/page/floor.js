// The page on which the floor under a camera is measured, over its live picture: by four corners
// and two lengths, or by the heights of people. What the box makes of it is drawn at once.

import { el, setText } from './dom.js';
import { Draft } from './draft.js';
import { Editor } from './editor.js';
import { count, cured, decimal, percent } from './format.js';
import { LiveStream } from './live.js';
import { FLOOR, fresh, metresOf, shapeOf } from './measure.js';
import { Scene } from './scene.js';
import { keys, Saving } from './saving.js';
import { Refusal, get, post, setup } from './server.js';
import { t } from './words.js';

const LOOK_AGAIN_MS = 3000;
// Up to these shares a length is right enough to trust, and to use.
const SURE = 0.05;
const FAIR = 0.15;
// Beyond that it is no measure at all.
const GUESS = 0.5;

const id = new URLSearchParams(location.search).get('camera') ?? '';
const work = document.getElementById('work');

const button = (text, attributes = {}) => el('button', { type: 'button', class: 'button', ...attributes }, text);

class Page {
  #draft;
  #editor;
  #scene;
  #stream;
  #parts = {};
  // the picture's width in pixels
  #wide = 0;
  // what the box says of the draft; null while it says nothing
  #found = null;
  #problems = [];
  #asking = false;
  #again = false;
  #saving;

  constructor(whole, camera) {
    this.#draft = new Draft(camera, FLOOR);
    this.#saving = new Saving(id, this.#draft, whole, (number) => t('floor.saved', { number }));
    this.#saving.onchange = () => this.#showSaving();
    this.#saving.ontaken = () => this.#redraw();
    const canvas = el('canvas', { role: 'img', 'aria-label': t('picture.of', { camera: id }) });
    this.#editor = new Editor(this.#draft, canvas);
    this.#editor.snapping = false;
    this.#editor.magnifying = true;
    this.#scene = new Scene(canvas);
    Object.assign(this.#scene.layers, { lines: false, zones: false, trails: false, boxes: false });
    this.#build();
    this.#draft.onchange = () => this.#changed();
    this.#editor.onsay = (text) => this.#say(text);
    this.#stream = new LiveStream(id, () => true, (overlay, picture) => {
      if (overlay.width !== this.#wide) {
        this.#wide = overlay.width;
        this.#editor.setAspect(overlay.width / overlay.height);
        this.#showFound();
      }
      this.#scene.show(overlay, picture);
    });
    this.#stream.start();
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#stream.stop() : this.#stream.start()));
    keys(this.#draft, { step: (way) => this.#step(way), save: () => this.#saving.save() });
    this.#redraw();
    setInterval(() => this.#lookAgain(), LOOK_AGAIN_MS);
  }

  get #shape() {
    return this.#draft.shapes[0] ?? null;
  }

  #build() {
    const p = this.#parts;
    p.corners = el('button', { type: 'button', class: 'toggle', 'data-way': 'floor' }, t('floor.byCorners'));
    p.people = el('button', { type: 'button', class: 'toggle', 'data-way': 'people' }, t('floor.byPeople'));
    p.none = el('button', { type: 'button', class: 'toggle', 'data-way': 'none' }, t('floor.not'));
    p.undo = button(t('undo'), { 'aria-keyshortcuts': 'Control+Z' });
    p.redo = button(t('redo'), { 'aria-keyshortcuts': 'Control+Shift+Z' });
    p.errors = el('button', { type: 'button', class: 'toggle', 'aria-pressed': 'false' }, t('floor.showErrors'));
    p.in = button('+', { 'aria-label': t('zones.larger') });
    p.out = button('−', { 'aria-label': t('zones.smaller') });
    p.fit = button(t('zones.fit'), { 'aria-label': t('zones.whole') });
    p.hint = el('p', { class: 'hint' });
    p.save = button(t('save'), { class: 'button main save' });
    p.cancel = button(t('cancel'));
    p.unsaved = el('span', { class: 'chip', 'data-tone': 'wait' }, t('zones.unsaved'));
    p.lengths = el('div', { class: 'form' });
    p.said = el('ul', { class: 'doubts', 'aria-label': t('floor.says') });
    p.legend = el('ul', { class: 'legend', hidden: '' }, ...['sure', 'fair', 'poor'].map((how) =>
      el('li', { 'data-error': how }, t(`floor.${how}`, { sure: percent(SURE), fair: percent(FAIR) }))));
    p.corners.addEventListener('click', () => this.#choose(fresh(this.#draft.nextKey())));
    p.people.addEventListener('click', () => this.#byPeople());
    p.none.addEventListener('click', () => this.#choose(null));
    p.undo.addEventListener('click', () => this.#step('undo'));
    p.redo.addEventListener('click', () => this.#step('redo'));
    p.errors.addEventListener('click', () => {
      const on = p.errors.getAttribute('aria-pressed') !== 'true';
      p.errors.setAttribute('aria-pressed', String(on));
      p.legend.hidden = !on;
      this.#showFound();
    });
    p.in.addEventListener('click', () => this.#editor.zoom(1.5));
    p.out.addEventListener('click', () => this.#editor.zoom(1 / 1.5));
    p.fit.addEventListener('click', () => this.#editor.fit());
    p.save.addEventListener('click', () => this.#saving.save());
    p.cancel.addEventListener('click', () => this.#saving.take());
    work.replaceChildren(
      el('section', { class: 'panel drawing', 'aria-label': t('layer.picture') },
        el('div', { class: 'tools' },
          el('div', { class: 'tools', role: 'group', 'aria-label': t('floor.how') }, p.corners, p.people, p.none),
          el('span', { class: 'gap' }), p.undo, p.redo),
        el('div', { class: 'hint-row' }, p.hint),
        this.#editor.element,
        el('div', { class: 'tools under' }, p.errors, el('span', { class: 'gap' }), p.out, p.in, p.fit),
        p.legend),
      el('div', { class: 'side' },
        el('section', { class: 'panel', 'aria-labelledby': 'save-title' },
          el('div', { class: 'save-row' }, el('h2', { id: 'save-title' }, t('nav.floor')), p.unsaved, p.cancel, p.save),
          this.#saving.element, p.lengths),
        el('section', { class: 'panel', 'aria-labelledby': 'says-title' },
          el('h2', { id: 'says-title' }, t('floor.says')), p.said)));
  }

  #say(text) {
    document.getElementById('news').textContent = text;
  }

  #step(way) {
    this.#draft[way]();
    this.#redraw();
    this.#say(t(way === 'undo' ? 'zones.undone' : 'zones.redone'));
  }

  // Another way of measuring; null is none.
  #choose(shape) {
    const same = (this.#shape?.kind ?? 'none') === (shape?.kind ?? 'none');
    if (!same || shape?.kind === 'people') {
      this.#draft.change('', (shapes) => shapes.splice(0, 1, ...(shape ? [shape] : [])));
      this.#redraw();
    }
  }

  async #byPeople() {
    const typed = this.#parts.lengths.querySelector('#floor-lens')?.value ?? '';
    const lens = typed.trim() === '' ? {} : { lens: metresOf(typed) };
    try {
      const found = await post('/api/v1/setup/floor', { camera: id, people: lens });
      this.#choose(shapeOf(found.floor, this.#draft.nextKey()));
      this.#saving.say('', '');
    } catch (refusal) {
      this.#saving.refused(refusal);
    }
  }

  // Shows the draft's shape as it is now.
  #redraw() {
    this.#editor.select(this.#shape?.kind === 'floor' ? this.#shape.key : null);
    this.#showLengths();
    this.#editor.draw();
    this.#changed();
  }

  #changed() {
    const kind = this.#shape?.kind ?? 'none';
    for (const way of [this.#parts.corners, this.#parts.people, this.#parts.none]) {
      way.setAttribute('aria-pressed', String(way.dataset.way === kind));
    }
    setText(this.#parts.hint, t(`floor.hint.${kind}`));
    this.#showSaving();
    this.#ask();
  }

  #showSaving() {
    const p = this.#parts;
    const dirty = this.#draft.dirty;
    p.undo.disabled = !this.#draft.canUndo;
    p.redo.disabled = !this.#draft.canRedo;
    p.unsaved.hidden = !dirty;
    p.cancel.hidden = !dirty;
    p.save.disabled = !this.#saving.possible;
    document.title = t('title', { page: `${dirty ? '• ' : ''}${t('floor.of', { camera: id })}` });
  }

  // --- the two lengths

  #showLengths() {
    const { lengths } = this.#parts;
    const shape = this.#shape;
    if (shape?.kind === 'floor') {
      lengths.replaceChildren(
        this.#length('width', t('floor.width')),
        this.#length('depth', t('floor.depth')),
        el('p', { class: 'soft small' }, t('floor.lengthsHow')));
    } else if (shape?.kind === 'people') {
      const lens = el('input', { id: 'floor-lens', inputmode: 'decimal', autocomplete: 'off', value: String(shape.rest.lens) });
      const again = button(t('floor.peopleAgain'));
      again.addEventListener('click', () => this.#byPeople());
      lengths.replaceChildren(
        el('div', { class: 'field' }, el('label', { for: 'floor-lens' }, t('floor.lens')), lens, el('p', { class: 'soft small' }, t('floor.lensHow'))),
        again);
    } else {
      lengths.replaceChildren();
    }
  }

  #length(key, name) {
    const input = el('input', { id: `floor-${key}`, inputmode: 'decimal', autocomplete: 'off', placeholder: t('floor.placeholder'), value: String(this.#shape.rest[key]) });
    input.addEventListener('input', () => {
      this.#draft.change(`type ${key}`, () => {
        this.#shape.rest[key] = input.value;
      });
      this.#editor.draw();
    });
    input.addEventListener('change', () => this.#draft.settle());
    return el('div', { class: 'field' }, el('label', { for: `floor-${key}` }, name), input);
  }

  // --- what the box makes of it

  // Asks once more when the draft has changed meanwhile, so that a slow box is not flooded.
  async #ask() {
    const { floor } = this.#draft.output();
    const ready = floor !== null && (!('corners' in floor) || (floor.width !== '' && floor.depth !== ''));
    if (!ready) {
      this.#told(null, []);
      return;
    }
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      this.#told(await post('/api/v1/setup/floor', { camera: id, floor }), []);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) {
        throw refusal;
      }
      this.#told(null, refusal.problems.length > 0 ? refusal.problems : [{ text: refusal.message, cure: refusal.cure }]);
    } finally {
      this.#asking = false;
      if (this.#again) {
        this.#again = false;
        this.#ask();
      }
    }
  }

  // People walk on: what they say may have changed.
  #lookAgain() {
    if (!document.hidden && this.#shape !== null && !this.#asking) {
      this.#ask();
    } else if (!document.hidden && this.#shape === null) {
      this.#showPeople();
    }
  }

  #told(found, problems) {
    this.#found = this.#shape === null ? null : found;
    this.#problems = problems;
    this.#showFound();
  }

  #showFound() {
    const found = this.#found;
    const errors = this.#parts.errors.getAttribute('aria-pressed') === 'true';
    this.#editor.setGround(found && { grid: found.grid, places: errors ? found.places.map((row) => row.map(rightness)) : null });
    const items = this.#problems.map((one) => ['bad', cured(one.text, one.cure)]);
    if (found) {
      items.push(...this.#sayings(found));
    } else if (items.length === 0) {
      items.push(['idle', t(this.#shape === null ? 'floor.use' : 'floor.typeLengths')]);
    }
    this.#parts.said.replaceChildren(...items.map(([tone, text]) => el('li', { class: 'doubt', 'data-tone': tone }, text)));
  }

  // [tone, text], the verdict first.
  #sayings(found) {
    const said = [];
    const metre = (value) => decimal(value, 2);
    if (found.heights === null) {
      said.push(['wait', t('floor.few', { people: count(found.people), wanted: count(found.peopleWanted) })]);
    } else if (this.#shape?.kind === 'floor') {
      const { verdict, middle, spread, near, far } = found.heights;
      said.push([verdict === 'fits' ? 'good' : 'bad',
        t(`floor.verdict.${verdict}`, { middle: metre(middle), spread: metre(spread), near: metre(near), far: metre(far) })]);
    }
    if (found.walked) {
      said.push([found.walked.lengthError <= FAIR ? 'good' : 'bad',
        t(this.#shape?.kind === 'people' ? 'floor.agree' : 'floor.walked', { half: percent(found.walked.lengthError), most: percent(found.walked.most) })]);
    }
    const rows = found.places.map((row) => row[Math.floor(row.length / 2)]).filter((place) => place !== null && place.lengthError !== null && place.lengthError <= GUESS);
    if (rows.length > 0 && this.#wide > 0) {
      const [far, near] = [rows[0], rows[rows.length - 1]];
      const told = (place) => ({ pixels: count(Math.round(place.metre * this.#wide)), share: percent(place.lengthError), off: metre(place.placeErrorMetres) });
      const [a, b] = [told(near), told(far)];
      said.push(['idle', t('floor.near', a)], ['idle', t('floor.far', b)]);
    }
    if (found.camera) {
      said.push(['idle', t(this.#shape?.kind === 'people' ? 'floor.cameraByPeople' : 'floor.camera', {
        height: metre(found.camera.heightMetres), tilt: Math.round(found.camera.tiltDegrees), lens: Math.round(found.camera.lensDegrees),
      })]);
    } else if (this.#wide > 0) {
      said.push(['bad', t('floor.noCamera')]);
    }
    said.push(...found.warnings.map((one) => ['wait', cured(one.text, one.cure)]));
    return said;
  }

  // How many were seen, while nothing is measured.
  async #showPeople() {
    try {
      const { people, peopleWanted } = await get(`/api/v1/cameras/${encodeURIComponent(id)}/mounting`);
      if (this.#shape === null) {
        const enough = people >= peopleWanted;
        this.#parts.said.replaceChildren(
          el('li', { class: 'doubt', 'data-tone': 'idle' }, t('floor.use')),
          el('li', { class: 'doubt', 'data-tone': enough ? 'good' : 'wait' },
            t(enough ? 'floor.enough' : 'floor.few', { people: count(people), wanted: count(peopleWanted) })));
      }
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) {
        throw refusal;
      }
      // the next time
    }
  }
}

function rightness(place) {
  return place === null ? '' : place.lengthError === null || place.lengthError > FAIR ? 'poor' : place.lengthError > SURE ? 'fair' : 'sure';
}

async function begin() {
  const state = document.getElementById('state');
  try {
    const whole = await setup();
    const camera = whole.cameras.find((one) => one.id === id);
    if (!camera) {
      setText(state, t('zones.noCamera'));
      work.replaceChildren(el('p', { class: 'panel' }, ...whole.cameras.flatMap((one) => [el('a', { href: `/floor?camera=${encodeURIComponent(one.id)}` }, one.id), ' '])));
      return;
    }
    setText(document.getElementById('title'), t('floor.of', { camera: id }));
    setText(state, t(camera.enabled ? 'floor.live' : 'zones.off'));
    new Page(whole, camera);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) {
      throw refusal;
    }
    setText(state, cured(refusal.message, refusal.cure));
  }
}

begin();
