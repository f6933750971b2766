// One camera: its live picture, counts and health.

import { el, setFacts, setText, setTone } from './dom.js';
import { LiveStream } from './live.js';
import { Scene } from './scene.js';
import { ago, between, count, decimal, duration, millis, observed, percent, stateTone, stateWord } from './words.js';

const LAYERS = [
  ['picture', 'Picture'],
  ['boxes', 'Boxes'],
  ['trails', 'Trails'],
  ['lines', 'Lines'],
  ['zones', 'Zones'],
  ['dots', 'Dots only'],
];

export class CameraCard {
  #scene;
  #stream;
  #parts;
  #camera = null;
  // when the camera was as it is, by the box's clock
  #at = null;

  constructor(id) {
    const canvas = el('canvas', { role: 'img', 'aria-label': `Live picture of ${id}` });
    const veil = el('p', { class: 'veil' }, 'Waiting for a picture');
    const tiles = Object.fromEntries(['In today', 'Out today', 'In view now', 'Visits today'].map((name) => [name, el('dd', {}, '–')]));
    this.#parts = {
      canvas,
      veil,
      tiles,
      state: el('span', { class: 'chip' }),
      source: el('p', { class: 'source' }),
      error: el('p', { class: 'fault', hidden: '' }),
      frame: el('div', { class: 'picture' }, canvas, veil),
      lines: el('tbody'),
      zones: el('tbody'),
      health: el('dl', { class: 'facts' }),
    };
    const p = this.#parts;
    p.lineTable = table(`Lines of ${id}`, ['Line', 'In', 'Out'], p.lines);
    p.zoneTable = table(`Zones of ${id}`, ['Zone', 'Now', 'Visits', 'Mean stay'], p.zones);
    this.#scene = new Scene(canvas);
    this.#stream = new LiveStream(
      id,
      () => this.#scene.layers.picture && !this.#scene.layers.dots,
      (overlay, picture) => this.#frame(overlay, picture),
    );
    this.element = el('article', { class: 'panel card', 'aria-labelledby': `camera-${id}` },
      el('div', { class: 'card-head' }, el('div', {}, el('h2', { id: `camera-${id}` }, id), p.source), p.state),
      el('div', { class: 'card-body' },
        el('div', { class: 'view' }, p.frame, this.#toggles(id), p.error),
        el('div', { class: 'numbers' },
          el('dl', { class: 'tiles' }, ...Object.entries(tiles).map(([name, value]) => el('div', { class: 'tile' }, el('dt', {}, name), value))),
          el('div', { class: 'tables' }, p.lineTable, p.zoneTable),
          el('section', { 'aria-label': `Health of ${id}` }, p.health))));
  }

  hasPicture() {
    return this.#camera !== null && this.#camera.state !== 'disabled' && this.#camera.state !== 'ended';
  }

  // crowded: other cards have all the streams there are.
  setLive(live, crowded) {
    if (live !== this.#stream.running) {
      if (live) {
        this.#stream.start();
      } else {
        this.#stream.stop();
        this.#scene.forget();
        this.#parts.veil.hidden = false;
      }
    }
    this.#parts.frame.dataset.crowded = crowded ? 'yes' : 'no';
    this.#say();
  }

  show(camera, status) {
    this.#camera = camera;
    this.#at = status.at;
    this.#scene.camera = camera;
    const p = this.#parts;
    if (camera.width > 0) {
      p.frame.style.setProperty('aspect-ratio', `${camera.width} / ${camera.height}`);
    }
    setText(p.source, camera.source);
    setText(p.state, stateWord(camera));
    setTone(p.state, stateTone(camera));
    const wrong = stateTone(camera) === 'bad' && camera.lastError;
    p.error.hidden = !wrong;
    setText(p.error, wrong ? `${camera.lastError.text} – ${camera.lastError.cure}` : '');
    this.#counts();
    this.#health(status);
    this.#say();
    if (!this.#stream.running) {
      this.#scene.draw();
    }
  }

  #frame(overlay, picture) {
    const counts = new Map(overlay.lines.map((line) => [line.id, line]));
    const people = new Map(overlay.zones.map((zone) => [zone.id, zone]));
    this.#camera.people = overlay.people.length;
    for (const line of this.#camera.lines) {
      line.today = counts.get(line.id) ?? line.today;
    }
    for (const zone of this.#camera.zones) {
      zone.now = people.get(zone.id)?.now ?? zone.now;
    }
    this.#parts.veil.hidden = this.#counting();
    this.#scene.show(overlay, picture);
    this.#counts();
  }

  #counts() {
    const { lines, zones, people } = this.#camera;
    const p = this.#parts;
    const total = (values) => count(values.reduce((sum, value) => sum + value, 0));
    setText(p.tiles['In today'], total(lines.map((line) => line.today.in)));
    setText(p.tiles['Out today'], total(lines.map((line) => line.today.out)));
    // what was last seen is not what is there now
    const now = (value) => (this.#counting() ? count(value) : '–');
    setText(p.tiles['In view now'], now(people));
    setText(p.tiles['Visits today'], total(zones.map((zone) => zone.visitsToday)));
    p.lineTable.hidden = lines.length === 0;
    p.zoneTable.hidden = zones.length === 0;
    rows(p.lines, lines.map((line) => [line.id, count(line.today.in), count(line.today.out)]));
    rows(p.zones, zones.map((zone) => [
      zone.id,
      now(zone.now),
      count(zone.visitsToday),
      zone.meanDwellToday === null ? '–' : duration(zone.meanDwellToday),
    ]));
  }

  #counting() {
    return this.#camera?.state === 'streaming';
  }

  #health(status) {
    const now = status.at;
    const c = this.#camera;
    const t = c.throughput;
    const frames = t.processed + t.dropped;
    setFacts(this.#parts.health, [
      ['In this state for', duration(between(c.since, now))],
      ['Last frame', ago(c.lastFrame, now), c.state === 'streaming' && c.lastFrame && between(c.lastFrame, now) > 10 ? 'warning' : ''],
      ['Picture', c.width > 0 ? `${c.width} × ${c.height}` : 'unknown'],
      ['Shown to the network', !c.input ? 'not yet'
        : c.input.longSide < c.input.needed
          ? `long side ${c.input.longSide} pixels; ${c.input.needed} needed, ${decimal(c.input.coresMissing)} cores missing`
          : `long side ${c.input.longSide} pixels`, c.input && c.input.longSide < c.input.needed ? 'warning' : ''],
      ['Frames in', `${decimal(t.fpsIn)} per second`],
      ['Looked at', `${decimal(t.fpsProcessed)} per second`],
      ['Looks lost', t.looks.lostShare > 0
        ? `${percent(t.looks.lostShare)} of ${decimal(t.looks.wantedPerSecond)} wanted per second` : 'none in the last minute',
      t.looks.lostShare >= 0.1 ? 'warning' : ''],
      ['Nothing moved', `${count(t.looks.repeated)} frames`],
      ['Dropped', frames > 0 ? `${count(t.dropped)} (${percent(t.dropped / frames)})` : count(t.dropped)],
      ['Detection', t.detection ? `${millis(t.detection.meanMillis)}, p95 ${millis(t.detection.p95Millis)}` : 'none yet'],
      ['Reconnects', count(c.reconnects)],
      ['Without picture', duration(c.lost)],
      ['Last minute', ...observed(c, status)],
      ['Statics left out', count(c.statics)],
    ]);
  }

  #say() {
    const { frame, veil } = this.#parts;
    const { state, lastFrame } = this.#camera;
    const silent = state === 'stalled' || state === 'backing_off';
    const text = state === 'disabled' ? 'Switched off in the configuration'
      : state === 'ended' ? 'The file was read to its end'
      : state === 'connecting' ? 'Connecting to the camera …'
      : silent ? (lastFrame ? `The last picture came ${ago(lastFrame, this.#at)}` : 'No picture so far')
      : frame.dataset.crowded === 'yes' ? 'Scroll the other cameras away to watch this one'
      : 'Waiting for a picture …';
    setText(veil, text);
    frame.dataset.old = this.#counting() ? 'no' : 'yes';
    if (!this.#counting()) {
      veil.hidden = false;
    }
  }

  #toggles(id) {
    const buttons = LAYERS.map(([layer, name]) => {
      const button = el('button', { type: 'button', class: 'toggle', 'aria-pressed': String(this.#scene.layers[layer]), 'data-layer': layer }, name);
      button.addEventListener('click', () => {
        const on = !this.#scene.layers[layer];
        this.#scene.layers[layer] = on;
        button.setAttribute('aria-pressed', String(on));
        this.#scene.draw();
      });
      return button;
    });
    return el('div', { class: 'toggles', role: 'group', 'aria-label': `What to draw for ${id}` }, ...buttons);
  }
}

function table(caption, heads, body) {
  return el('table', {}, el('caption', { class: 'unseen' }, caption),
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))), body);
}

function rows(body, values) {
  while (body.children.length > values.length) {
    body.lastElementChild.remove();
  }
  values.forEach((cells, index) => {
    let row = body.children[index];
    if (!row) {
      row = el('tr', {}, ...cells.map((_, cell) => (cell === 0 ? el('th', { scope: 'row' }) : el('td'))));
      body.append(row);
    }
    cells.forEach((text, cell) => setText(row.children[cell], text));
  });
}
