// The page on which one camera's lines and zones are drawn, over its live picture.

import { el, setText } from './dom.js';
import { Draft } from './draft.js';
import { Editor } from './editor.js';
import { count, cured, decimal, moment } from './format.js';
import { doubts } from './geometry.js';
import { LiveStream } from './live.js';
import { metres, squareMetres } from './measure.js';
import { Recount } from './recount.js';
import { Scene } from './scene.js';
import { keys, Saving } from './saving.js';
import { get, post, setup } from './server.js';
import { doubt, named, shapeName, zoneType, zoneTypeLong } from './shapes.js';
import { t } from './words.js';

const CHECK_AFTER_MS = 700;
const MAP_AGAIN_MS = 2000;

const id = new URLSearchParams(location.search).get('camera') ?? '';
const work = document.getElementById('work');

const button = (text, attributes = {}) => el('button', { type: 'button', class: 'button', ...attributes }, text);

class Page {
  #camera;
  #draft;
  #editor;
  #scene;
  #stream;
  #recount = new Recount();
  #complaints = [];
  #map = null;
  #today = new Map();
  #check = 0;
  // what makes metres of places; null while the floor is not measured
  #toFloor = null;
  #parts = {};
  #saving;

  constructor(whole, camera) {
    this.#camera = camera;
    this.#draft = new Draft(camera);
    this.#saving = new Saving(id, this.#draft, whole, (number, what) => t('zones.inForce', { number, what }));
    this.#saving.onchange = () => this.#showSaving();
    this.#saving.ontaken = () => {
      this.#editor.select(null);
      this.#editor.draw();
      this.#changed();
    };
    this.#saving.oninforce = (before, number) => this.#recount.offer(before, number);
    this.#saving.onproblems = (problems) => {
      this.#complaints = problems;
      this.#showDoubts();
      return true;
    };
    const canvas = el('canvas', { role: 'img', 'aria-label': t('picture.of', { camera: id }) });
    this.#editor = new Editor(this.#draft, canvas);
    this.#scene = new Scene(canvas);
    Object.assign(this.#scene.layers, { lines: false, zones: false });
    this.#build();
    this.#draft.onchange = () => this.#changed();
    this.#editor.onselect = () => this.#showSide();
    this.#editor.onsay = (text) => this.#say(text);
    this.#editor.onsketch = () => this.#showHint();
    this.#editor.ontick = (shape, way) => {
      this.#say(t('zones.ticked', {
        shape: shapeName(shape), way: t(way === 'in' ? 'line.in' : 'line.out', { n: this.#editor.ticks(shape.key)[way] }),
      }));
      this.#showList();
    };
    this.#stream = new LiveStream(id, () => true, (overlay, picture) => this.#frame(overlay, picture));
    this.#stream.start();
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#stream.stop() : this.#stream.start()));
    keys(this.#draft, { step: (way) => this.#step(way), save: () => this.#saving.save(), other: (event, typing) => this.#sketchKey(event, typing) });
    this.#changed();
    this.#showSide();
  }

  #build() {
    const p = this.#parts;
    p.addLine = button(t('zones.addLine'), { class: 'button main' });
    p.addZone = button(t('zones.addZone'), { class: 'button main' });
    p.undo = button(t('undo'), { 'aria-keyshortcuts': 'Control+Z' });
    p.redo = button(t('redo'), { 'aria-keyshortcuts': 'Control+Shift+Z' });
    p.snap = el('button', { type: 'button', class: 'toggle', 'aria-pressed': 'true' }, t('zones.snap'));
    p.map = el('button', { type: 'button', class: 'toggle', 'aria-pressed': 'false' }, t('zones.map'));
    p.in = button('+', { 'aria-label': t('zones.larger') });
    p.out = button('−', { 'aria-label': t('zones.smaller') });
    p.fit = button(t('zones.fit'), { 'aria-label': t('zones.whole') });
    p.hint = el('p', { class: 'hint' });
    p.done = button(t('zones.done'), { class: 'button main', hidden: '' });
    p.stop = button(t('cancel'), { hidden: '' });
    p.save = button(t('save'), { class: 'button main save' });
    p.unsaved = el('span', { class: 'chip', 'data-tone': 'wait' }, t('zones.unsaved'));
    p.list = el('ol', { class: 'shape-list' });
    p.form = el('div', { class: 'form' });
    p.doubts = el('ul', { class: 'doubts', 'aria-label': t('warnings') });
    p.legend = el('p', { class: 'legend soft small', hidden: '' });
    p.addLine.addEventListener('click', (event) => this.#editor.begin('line', {}, event.detail === 0));
    p.addZone.addEventListener('click', (event) => this.#editor.begin('zone', { type: 'area' }, event.detail === 0));
    p.undo.addEventListener('click', () => this.#step('undo'));
    p.redo.addEventListener('click', () => this.#step('redo'));
    p.snap.addEventListener('click', () => {
      this.#editor.snapping = !this.#editor.snapping;
      p.snap.setAttribute('aria-pressed', String(this.#editor.snapping));
    });
    p.map.addEventListener('click', () => this.#toggleMap());
    p.in.addEventListener('click', () => this.#editor.zoom(1.5));
    p.out.addEventListener('click', () => this.#editor.zoom(1 / 1.5));
    p.fit.addEventListener('click', () => this.#editor.fit());
    p.done.addEventListener('click', () => this.#editor.finishSketch());
    p.stop.addEventListener('click', () => this.#editor.cancelSketch());
    p.save.addEventListener('click', () => this.#saving.save());
    work.replaceChildren(
      el('section', { class: 'panel drawing', 'aria-label': t('layer.picture') },
        el('div', { class: 'tools' }, p.addLine, p.addZone, el('span', { class: 'gap' }), p.undo, p.redo),
        el('div', { class: 'hint-row' }, p.hint, p.done, p.stop),
        this.#editor.element,
        el('div', { class: 'tools under' }, p.snap, p.map, el('span', { class: 'gap' }), p.out, p.in, p.fit),
        p.legend),
      el('div', { class: 'side' },
        el('section', { class: 'panel', 'aria-labelledby': 'save-title' },
          el('div', { class: 'save-row' }, el('h2', { id: 'save-title' }, t('nav.zones')), p.unsaved, p.save),
          this.#saving.element, p.doubts, p.list),
        el('section', { class: 'panel chosen', 'aria-label': t('zones.chosen') }, p.form),
        this.#recount.element));
    this.#showHint();
  }

  #frame(overlay, picture) {
    if (picture) {
      this.#editor.setAspect(picture.width / picture.height);
    }
    for (const line of overlay.lines) {
      this.#today.set(`line ${line.id}`, t('zones.today', { in: count(line.in), out: count(line.out) }));
    }
    for (const zone of overlay.zones) {
      this.#today.set(`zone ${zone.id}`, t('zones.inside', { n: count(zone.now) }));
    }
    this.#scene.show(overlay, picture);
    this.#editor.people(overlay.people);
    this.#showCounts();
  }

  #say(text) {
    document.getElementById('news').textContent = text;
  }

  #sketchKey(event, typing) {
    if (event.key === 'Escape' && this.#editor.sketching) {
      this.#editor.cancelSketch();
    } else if (event.key === 'Enter' && this.#editor.sketching && !typing) {
      this.#editor.finishSketch();
    }
  }

  #step(way) {
    this.#draft[way]();
    if (!this.#draft.shape(this.#editor.selected)) {
      this.#editor.select(null);
    }
    this.#editor.draw();
    this.#showSide();
    this.#say(t(way === 'undo' ? 'zones.undone' : 'zones.redone'));
  }

  #changed() {
    this.#showSaving();
    this.#complaints = [];
    this.#showHint();
    this.#showList();
    this.#showDoubts();
    clearTimeout(this.#check);
    if (this.#draft.dirty) {
      this.#check = setTimeout(() => this.#ask(), CHECK_AFTER_MS);
    }
  }

  #showSaving() {
    const p = this.#parts;
    p.undo.disabled = !this.#draft.canUndo;
    p.redo.disabled = !this.#draft.canRedo;
    const dirty = this.#draft.dirty;
    p.unsaved.hidden = !dirty;
    p.save.disabled = !this.#saving.possible;
    document.title = `${dirty ? '• ' : ''}${t('zones.title', { camera: id })}`;
  }

  // What the box itself would say.
  async #ask() {
    try {
      const { problems } = await post('/api/v1/setup/check', { cameras: this.#saving.cameras() });
      this.#complaints = problems;
      this.#showDoubts();
    } catch {
      // saving will tell
    }
  }

  #showHint() {
    const p = this.#parts;
    const sketch = this.#editor.sketching;
    p.done.hidden = !(sketch?.kind === 'zone' && sketch.points.length > 2);
    p.stop.hidden = !sketch;
    if (!sketch) {
      setText(p.hint, t(this.#draft.shapes.length === 0 ? 'hint.first' : 'hint.drag'));
    } else if (sketch.kind === 'line') {
      setText(p.hint, t(sketch.points.length === 0 ? 'hint.oneEnd' : 'hint.otherEnd'));
    } else {
      setText(p.hint, t(sketch.points.length < 3 ? 'hint.corners' : 'hint.close', { count: sketch.points.length }));
    }
  }

  // --- the list and what is chosen

  #showList() {
    const { list } = this.#parts;
    list.replaceChildren(...this.#draft.shapes.map((shape) => {
      const chosen = shape.key === this.#editor.selected;
      const entry = el('button', { type: 'button', class: 'shape-entry', 'aria-pressed': String(chosen), 'data-entry': shape.key },
        el('span', { class: `mark ${shape.kind} ${shape.rest.type ?? ''}`, 'aria-hidden': 'true' }),
        el('span', { class: 'shape-id' }, shape.rest.id),
        el('span', { class: 'soft small' }, shape.kind === 'line' ? t('zones.line') : zoneType(shape.rest.type)),
        el('span', { class: 'soft small counts', 'data-counts': shape.key }));
      entry.addEventListener('click', () => this.#editor.select(shape.key));
      return el('li', {}, entry);
    }));
    this.#showCounts();
  }

  #showCounts() {
    for (const shape of this.#draft.shapes) {
      const place = this.#parts.list.querySelector(`[data-counts="${shape.key}"]`);
      if (place) {
        const tick = this.#editor.ticks(shape.key);
        const said = this.#today.get(`${shape.kind} ${shape.rest.id}`);
        const tried = shape.kind === 'line' ? t('zones.tried', tick) : '';
        setText(place, [this.#measured(shape), said, tried].filter(Boolean).join(' · '));
      }
    }
  }

  // How long or how large it is on the floor; empty where that is not measured.
  #measured({ kind, points }) {
    const size = this.#toFloor && (kind === 'line' ? metres(this.#toFloor, ...points) : squareMetres(this.#toFloor, points));
    return size ? t(kind === 'line' ? 'zones.metres' : 'zones.squareMetres', { size: decimal(size) }) : '';
  }

  // The lengths of what is drawn, where the floor is measured.
  async loadFloor() {
    if (this.#camera.floor) {
      this.#toFloor = (await post('/api/v1/setup/floor', { camera: id, floor: this.#camera.floor })).toFloor;
      this.#showCounts();
    }
  }

  #showSide() {
    this.#showList();
    this.#showDoubts();
    const { form } = this.#parts;
    const shape = this.#draft.shape(this.#editor.selected);
    if (!shape) {
      form.replaceChildren(el('p', { class: 'soft' }, t('zones.choose')));
      return;
    }
    const line = shape.kind === 'line';
    const rows = [
      el('h2', {}, t(line ? 'table.line' : 'table.zone')),
      this.#field(shape, 'id', t('name'), t('zones.nameHow'), el('input', { maxlength: '64', autocomplete: 'off', spellcheck: 'false', value: shape.rest.id })),
    ];
    if (line) {
      const flip = button(t('zones.flip'));
      flip.addEventListener('click', () => {
        this.#draft.change('', () => this.#draft.shape(shape.key).points.reverse());
        this.#editor.draw();
        this.#say(t('zones.flipped'));
      });
      rows.push(el('p', { class: 'soft small' }, t('zones.arrow')), flip);
    } else {
      rows.push(this.#field(shape, 'type', t('zones.type'), '', choice(
        this.#saving.whole.zoneTypes.map((type) => [type, zoneTypeLong(type)]), shape.rest.type)));
    }
    rows.push(this.#rules(shape));
    const erase = button(t(line ? 'zones.deleteLine' : 'zones.deleteZone'), { class: 'button danger' });
    erase.addEventListener('click', () => this.#editor.erase(shape.key));
    rows.push(erase);
    form.replaceChildren(...rows);
  }

  #rules(shape) {
    const anchor = this.#field(shape, 'anchor', t('rule.anchor'), t('rule.anchor.how'),
      choice(ruled('bottom_center', 'center', 'top_center'), shape.rest.anchor ?? 'bottom_center'));
    const text = (key, value) => this.#field(shape, key, t(`rule.${key}`), t(`rule.${key}.how`), el('input', { autocomplete: 'off', value: shape.rest[key] ?? value }));
    const fields = shape.kind === 'line'
      ? [anchor,
        text('debounce', '1s'),
        this.#field(shape, 'hysteresis', t('rule.hysteresis'), t('rule.hysteresis.how'), el('input', { type: 'number', min: '0', max: '0.25', step: '0.01', value: shape.rest.hysteresis ?? 0.04 }), Number),
        this.#field(shape, 'policy', t('rule.policy'), '', choice(ruled('every_crossing', 'once_per_track'), shape.rest.policy ?? 'every_crossing'))]
      : shape.rest.type === 'excluded' ? [anchor]
        : [anchor,
          text('inertia', '500ms'),
          text('exit_grace', '2s'),
          text('min_dwell', '3s')];
    return el('details', {}, el('summary', {}, t('rules')), el('div', { class: 'form' }, ...fields));
  }

  #field(shape, key, name, hint, control, read = String) {
    const fieldId = `field-${key}`;
    control.id = fieldId;
    control.addEventListener('input', () => {
      this.#draft.change(`edit ${shape.key} ${key}`, () => {
        this.#draft.shape(shape.key).rest[key] = read(control.value);
      });
      this.#editor.draw();
    });
    control.addEventListener('change', () => this.#draft.settle());
    return el('div', { class: 'field' }, el('label', { for: fieldId }, name), control, hint ? el('p', { class: 'soft small' }, hint) : '');
  }

  #showDoubts() {
    const found = this.#draft.shapes.flatMap((shape) =>
      doubts(shape, this.#editor.aspect, this.#map).map((one) => [shape, doubt(one)]));
    const items = found.map(([shape, text]) => el('li', { class: 'doubt', 'data-tone': 'wait' }, el('strong', {}, shapeName(shape)), ` – ${text}`));
    items.push(...this.#complaints.map((one) => el('li', { class: 'doubt', 'data-tone': 'bad' }, `${this.#placeOf(one.field)}${cured(one.text, one.cure)}`)));
    this.#parts.doubts.replaceChildren(...items);
    this.#parts.doubts.hidden = items.length === 0;
  }

  // "cameras[0].lines[1].to" as a person calls it.
  #placeOf(field) {
    const found = /\.(lines|zones)\[(\d+)\]/.exec(field);
    if (!found) {
      return '';
    }
    const shape = this.#draft.output()[found[1]][Number(found[2])];
    return shape ? `${named(found[1] === 'lines' ? 'line' : 'zone', shape.id)}: ` : '';
  }

  // --- where people appear and vanish

  async #toggleMap() {
    const on = this.#parts.map.getAttribute('aria-pressed') !== 'true';
    this.#parts.map.setAttribute('aria-pressed', String(on));
    this.#parts.legend.hidden = !on;
    if (on) {
      setText(this.#parts.legend, t('map.looking'));
      await this.loadMap();
    }
    this.#editor.setMap(on ? this.#map : null);
  }

  async loadMap() {
    try {
      const map = await get(`/api/v1/cameras/${encodeURIComponent(id)}/tracks`);
      if (!map.ready) {
        setTimeout(() => this.loadMap(), MAP_AGAIN_MS);
        return;
      }
      this.#map = map;
      setText(this.#parts.legend, map.tracks === 0
        ? t('map.nobody', { time: moment(map.from) })
        : t('map.legend', { n: map.tracks, count: count(map.tracks), time: moment(map.from) }));
      if (this.#parts.map.getAttribute('aria-pressed') === 'true') {
        this.#editor.setMap(map);
      }
      this.#showDoubts();
    } catch {
      setText(this.#parts.legend, t('map.unknown'));
    }
  }
}

// Values of a rule with their names.
const ruled = (...values) => values.map((value) => [value, t(`rule.is.${value}`)]);

function choice(options, chosen) {
  return el('select', {}, ...options.map(([value, name]) => el('option', { value, ...(value === chosen ? { selected: '' } : {}) }, name)));
}

async function begin() {
  const state = document.getElementById('state');
  try {
    const whole = await setup();
    const camera = whole.cameras.find((one) => one.id === id);
    if (!camera) {
      state.textContent = t('zones.noCamera');
      work.replaceChildren(el('p', { class: 'panel' }, `${t('zones.chooseOne')} `, ...whole.cameras.flatMap((one) => [el('a', { href: `/zones?camera=${encodeURIComponent(one.id)}` }, one.id), ' '])));
      return;
    }
    document.getElementById('title').textContent = t('zones.of', { camera: id });
    state.textContent = t(camera.enabled ? 'zones.live' : 'zones.off');
    const page = new Page(whole, camera);
    await Promise.all([page.loadMap(), page.loadFloor()]);
  } catch (refusal) {
    state.textContent = cured(refusal.message, refusal.cure);
  }
}

begin();
