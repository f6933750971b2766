// One camera: its live picture, counts and health.

import { el, setFacts, setText, setTone } from './dom.js';
import { ago, between, count, cured, decimal, duration, millis, percent } from './format.js';
import { LiveStream } from './live.js';
import { Scene } from './scene.js';
import { observed, stateTone, stateWord } from './state.js';
import { t } from './words.js';

const LAYERS = ['picture', 'boxes', 'trails', 'lines', 'zones', 'heat', 'dots'];
const HEAT_AGAIN_MS = 60000;
const TILES = ['in', 'out', 'people', 'visits'];

export class CameraCard {
  #scene;
  #stream;
  #parts;
  #camera = null;
  // when the camera was as it is, by the box's clock
  #at = null;

  constructor(id) {
    const canvas = el('canvas', { role: 'img', 'aria-label': t('picture.of', { camera: id }) });
    const veil = el('p', { class: 'veil' }, t('veil.waiting'));
    const tiles = Object.fromEntries(TILES.map((name) => [name, el('dd', {}, '–')]));
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
      heat: new HeatLegend(id, (heat) => {
        this.#scene.heat = heat;
        this.#scene.draw();
      }),
    };
    const p = this.#parts;
    p.lineTable = table(t('table.lines', { camera: id }), [t('table.line'), t('table.in'), t('table.out')], p.lines);
    p.zoneTable = table(t('table.zones', { camera: id }), [t('table.zone'), t('table.now'), t('table.visits'), t('table.stay')], p.zones);
    this.#scene = new Scene(canvas);
    this.#stream = new LiveStream(
      id,
      () => this.#scene.layers.picture && !this.#scene.layers.dots,
      (overlay, picture) => this.#frame(overlay, picture),
    );
    this.element = el('article', { class: 'panel card', 'aria-labelledby': `camera-${id}` },
      el('div', { class: 'card-head' }, el('div', {}, el('h2', { id: `camera-${id}` }, id), p.source), p.state),
      el('div', { class: 'card-body' },
        el('div', { class: 'view' }, p.frame, this.#toggles(id), p.heat.element, p.error),
        el('div', { class: 'numbers' },
          el('dl', { class: 'tiles' }, ...Object.entries(tiles).map(([name, value]) => el('div', { class: 'tile' }, el('dt', {}, t(`tile.${name}`)), value))),
          el('div', { class: 'tables' }, p.lineTable, p.zoneTable),
          el('section', { 'aria-label': t('facts.of', { camera: id }) }, p.health))));
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
    setText(p.error, wrong ? cured(camera.lastError.text, camera.lastError.cure) : '');
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
    setText(p.tiles.in, total(lines.map((line) => line.today.in)));
    setText(p.tiles.out, total(lines.map((line) => line.today.out)));
    // what was last seen is not what is there now
    const now = (value) => (this.#counting() ? count(value) : '–');
    setText(p.tiles.people, now(people));
    setText(p.tiles.visits, total(zones.map((zone) => zone.visitsToday)));
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
    const through = c.throughput;
    const frames = through.processed + through.dropped;
    const looks = through.looks;
    const small = c.input && c.input.longSide < c.input.needed;
    setFacts(this.#parts.health, [
      [t('facts.since'), duration(between(c.since, now))],
      [t('facts.lastFrame'), ago(c.lastFrame, now), c.state === 'streaming' && c.lastFrame && between(c.lastFrame, now) > 10 ? 'warning' : ''],
      [t('facts.size'), c.width > 0 ? t('pixels', c) : t('facts.unknown')],
      [t('facts.input'), !c.input ? t('facts.inputNone')
        : small ? t('facts.inputSmall', { ...c.input, cores: decimal(c.input.coresMissing) })
          : t('facts.inputIs', c.input), small ? 'warning' : ''],
      [t('facts.fpsIn'), t('facts.perSecond', { n: decimal(through.fpsIn) })],
      [t('facts.fpsLooked'), t('facts.perSecond', { n: decimal(through.fpsProcessed) })],
      [t('facts.lost'), looks.lostShare > 0
        ? t('facts.lostShare', { share: percent(looks.lostShare), n: decimal(looks.wantedPerSecond) }) : t('facts.lostNone'),
      looks.lostShare >= 0.1 ? 'warning' : ''],
      [t('facts.still'), t('facts.frames', { n: count(looks.repeated) })],
      [t('facts.dropped'), frames > 0
        ? t('facts.droppedShare', { n: count(through.dropped), share: percent(through.dropped / frames) }) : count(through.dropped)],
      [t('facts.detection'), through.detection
        ? t('facts.detectionIs', { mean: millis(through.detection.meanMillis), p95: millis(through.detection.p95Millis) }) : t('facts.detectionNone')],
      [t('facts.reconnects'), count(c.reconnects)],
      [t('facts.dark'), duration(c.lost)],
      [t('facts.lastMinute'), ...observed(c, status)],
      [t('facts.statics'), count(c.statics)],
    ]);
  }

  #say() {
    const { frame, veil } = this.#parts;
    const { state, lastFrame } = this.#camera;
    const silent = state === 'stalled' || state === 'backing_off';
    const text = state === 'disabled' ? t('veil.disabled')
      : state === 'ended' ? t('veil.ended')
      : state === 'connecting' ? t('veil.connecting')
      : silent ? (lastFrame ? t('veil.last', { ago: ago(lastFrame, this.#at) }) : t('veil.none'))
      : frame.dataset.crowded === 'yes' ? t('veil.crowded')
      : t('veil.waiting');
    setText(veil, text);
    frame.dataset.old = this.#counting() ? 'no' : 'yes';
    if (!this.#counting()) {
      veil.hidden = false;
    }
  }

  #toggles(id) {
    const buttons = LAYERS.map((layer) => {
      const button = el('button', { type: 'button', class: 'toggle', 'aria-pressed': String(this.#scene.layers[layer]), 'data-layer': layer }, t(`layer.${layer}`));
      button.addEventListener('click', () => {
        const on = !this.#scene.layers[layer];
        this.#scene.layers[layer] = on;
        if (layer === 'heat') {
          this.#parts.heat.show(on);
        }
        button.setAttribute('aria-pressed', String(on));
        this.#scene.draw();
      });
      return button;
    });
    return el('div', { class: 'toggles', role: 'group', 'aria-label': t('layer.of', { camera: id }) }, ...buttons);
  }
}

// Which heat is shown, and what its colours mean; asks for it while it is shown.
class HeatLegend {
  #camera;
  #take;
  #timer = 0;
  #of;
  #text = el('span', {});

  constructor(camera, take) {
    this.#camera = camera;
    this.#take = take;
    this.#of = el('select', { 'aria-label': t('heat.of', { camera }) },
      ...['hour', 'today'].map((of) => el('option', { value: of }, t(`heat.${of}`))));
    this.#of.addEventListener('change', () => this.#load());
    this.element = el('div', { class: 'heat', hidden: '' }, this.#of, el('span', { class: 'heat-scale', 'aria-hidden': 'true' }), this.#text);
  }

  show(on) {
    this.element.hidden = !on;
    clearInterval(this.#timer);
    if (on) {
      this.#timer = setInterval(() => this.#load(), HEAT_AGAIN_MS);
      this.#load();
    }
  }

  async #load() {
    try {
      const response = await fetch(`/api/v1/cameras/${encodeURIComponent(this.#camera)}/heat?of=${this.#of.value}`, { cache: 'no-store' });
      const heat = response.ok ? await response.json() : null;
      const most = Math.max(0, ...(heat?.presence ?? []));
      setText(this.#text, heat === null ? t('heat.unknown') : most > 0 ? t('heat.most', { time: duration(most) }) : t('heat.nobody'));
      this.#take(heat);
    } catch {
      setText(this.#text, t('heat.unknown'));
    }
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
