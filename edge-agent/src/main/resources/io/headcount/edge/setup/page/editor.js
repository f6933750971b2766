// The picture with lines, zones or a floor on it, for mouse, finger and keyboard. The shapes are the
// draft's; this draws them and turns gestures into changes.

import { el } from './dom.js';
import { centre, fromSegment, inside, middle, side, meets, snap, within } from './geometry.js';
import { shapeName, zoneType } from './shapes.js';
import { t } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const NUDGE = 0.002;
const NUDGE_FAR = 0.02;
const MAX_ZOOM = 6;
// In pixels of the screen.
const SNAP_REACH = 9;
const CLICK_SLACK = 6;
const LOUPE_SIZE = 120;
const LOUPE_ZOOM = 2.5;
const FLASH_MS = 900;

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export class Editor {
  #draft;
  #viewport;
  #stage;
  #layer;
  #loupe;
  #picture;
  #view = { zoom: 1, x: 0, y: 0 };
  #size = { width: 1, height: 1 };
  #aspect = 16 / 9;
  #pointers = new Map();
  #gesture = null;
  #sketch = null;
  #guides = [];
  #map = null;
  #ticks = new Map();
  #feet = new Map();
  selected = null;
  #ground = null;
  snapping = true;
  // whether a mouse gets the magnifying glass that fingers have
  magnifying = false;
  onselect = () => {};
  onsay = () => {};
  onsketch = () => {};
  ontick = () => {};

  // picture: the canvas that the live view is drawn on.
  constructor(draft, picture) {
    this.#draft = draft;
    this.#picture = picture;
    this.#layer = svg('svg', { class: 'shapes', role: 'group', 'aria-label': t('nav.zones') });
    this.#loupe = el('canvas', { class: 'loupe', hidden: '', 'aria-hidden': 'true', width: LOUPE_SIZE, height: LOUPE_SIZE });
    this.#stage = el('div', { class: 'stage' }, picture, this.#layer);
    this.#viewport = el('div', { class: 'viewport' }, this.#stage, this.#loupe);
    this.element = this.#viewport;
    new ResizeObserver(() => this.#layout()).observe(this.#viewport);
    this.#viewport.addEventListener('pointerdown', (event) => this.#down(event));
    this.#viewport.addEventListener('pointermove', (event) => this.#move(event));
    this.#viewport.addEventListener('pointerup', (event) => this.#up(event));
    this.#viewport.addEventListener('pointercancel', (event) => this.#cancel(event));
    this.#viewport.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#layer.addEventListener('keydown', (event) => this.#key(event));
    this.#layer.addEventListener('focusin', (event) => this.#focused(event));
  }

  get aspect() {
    return this.#aspect;
  }

  setAspect(aspect) {
    if (Math.abs(aspect - this.#aspect) > 1e-6) {
      this.#aspect = aspect;
      this.#viewport.style.setProperty('aspect-ratio', String(aspect));
      this.#layout();
    }
  }

  setMap(map) {
    this.#map = map;
    this.draw();
  }

  // The floor as it is measured: { grid: [[from, to], …], places: rows of class names or null }.
  setGround(ground) {
    this.#ground = ground;
    this.draw();
  }

  ticks(key) {
    return this.#ticks.get(key) ?? { in: 0, out: 0 };
  }

  // People of the newest picture: whoever steps over a line as it is drawn now ticks it.
  people(people) {
    const feet = new Map();
    const now = performance.now();
    for (const { track, box } of people) {
      const places = {
        bottom_center: [(box[0] + box[2]) / 2, box[3]],
        center: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2],
        top_center: [(box[0] + box[2]) / 2, box[1]],
      };
      feet.set(track, places);
      const before = this.#feet.get(track);
      if (before) {
        for (const shape of this.#draft.shapes) {
          const anchor = shape.rest.anchor ?? 'bottom_center';
          if (shape.kind === 'line' && meets(shape.points[0], shape.points[1], before[anchor], places[anchor])) {
            this.#tick(shape, side(shape.points[0], shape.points[1], places[anchor]) > 0 ? 'in' : 'out', now);
          }
        }
      }
    }
    this.#feet = feet;
  }

  #tick(shape, way, now) {
    const counted = this.ticks(shape.key);
    this.#ticks.set(shape.key, { ...counted, [way]: counted[way] + 1, at: now, way });
    this.ontick(shape, way);
    this.draw();
    setTimeout(() => this.draw(), FLASH_MS + 50);
  }

  // Begins to draw a line or a zone: with a pointer point by point, else at once in the middle.
  begin(kind, rest, byKeyboard) {
    if (byKeyboard) {
      const points = kind === 'line' ? [[0.3, 0.6], [0.7, 0.6]] : [[0.35, 0.45], [0.65, 0.45], [0.65, 0.75], [0.35, 0.75]];
      const key = this.#draft.add(kind, points, rest);
      this.select(key);
      this.draw();
      this.focusPoint(key, 0);
      return;
    }
    this.#sketch = { kind, rest, points: [], hover: null };
    this.select(null);
    this.onsketch(this.#sketch);
    this.draw();
  }

  get sketching() {
    return this.#sketch;
  }

  cancelSketch() {
    this.#sketch = null;
    this.#guides = [];
    this.onsketch(null);
    this.draw();
  }

  finishSketch() {
    const sketch = this.#sketch;
    if (!sketch || sketch.points.length < (sketch.kind === 'line' ? 2 : 3)) {
      this.cancelSketch();
      return;
    }
    this.#sketch = null;
    this.#guides = [];
    const key = this.#draft.add(sketch.kind, sketch.points, sketch.rest);
    this.onsketch(null);
    this.select(key);
    this.draw();
  }

  select(key) {
    if (this.selected !== key) {
      this.selected = key;
      this.onselect(key);
      this.draw();
    }
  }

  focusPoint(key, index) {
    this.#layer.querySelector(`[data-key="${key}"][data-point="${index}"]`)?.focus();
  }

  zoom(factor) {
    this.#zoomAt(factor, this.#size.width / 2, this.#size.height / 2);
  }

  fit() {
    this.#view = { zoom: 1, x: 0, y: 0 };
    this.#layout();
  }

  #zoomAt(factor, x, y) {
    const zoom = Math.min(MAX_ZOOM, Math.max(1, this.#view.zoom * factor));
    const real = zoom / this.#view.zoom;
    this.#view = { zoom, x: x - (x - this.#view.x) * real, y: y - (y - this.#view.y) * real };
    this.#layout();
  }

  #layout() {
    const width = this.#viewport.clientWidth;
    const height = this.#viewport.clientHeight;
    if (width === 0 || height === 0) {
      return;
    }
    const view = this.#view;
    view.x = Math.min(0, Math.max(width * (1 - view.zoom), view.x));
    view.y = Math.min(0, Math.max(height * (1 - view.zoom), view.y));
    this.#size = { width, height };
    this.#stage.style.width = `${width * view.zoom}px`;
    this.#stage.style.height = `${height * view.zoom}px`;
    this.#stage.style.transform = `translate(${view.x}px, ${view.y}px)`;
    this.#viewport.dataset.zoomed = view.zoom > 1 ? 'yes' : 'no';
    this.draw();
  }

  #scaled([x, y]) {
    return [x * this.#size.width * this.#view.zoom, y * this.#size.height * this.#view.zoom];
  }

  #place(event) {
    const box = this.#viewport.getBoundingClientRect();
    return [
      (event.clientX - box.left - this.#view.x) / (this.#size.width * this.#view.zoom),
      (event.clientY - box.top - this.#view.y) / (this.#size.height * this.#view.zoom),
    ];
  }

  #reach() {
    return SNAP_REACH / (this.#size.height * this.#view.zoom);
  }

  // --- drawing

  draw() {
    const focus = document.activeElement?.closest?.('[data-key]');
    const held = focus && this.#layer.contains(focus) ? { key: focus.dataset.key, point: focus.dataset.point, mid: focus.dataset.mid } : null;
    const parts = [];
    if (this.#map) {
      parts.push(this.#drawMap());
    }
    if (this.#ground) {
      parts.push(this.#drawGround());
    }
    const order = this.#draft.shapes.filter((shape) => shape.points.length > 0).sort((a, b) => (a.key === this.selected) - (b.key === this.selected));
    for (const shape of order) {
      parts.push(this.#drawShape(shape));
    }
    if (this.#sketch) {
      parts.push(this.#drawSketch());
    }
    for (const [from, to] of this.#guides) {
      const [x1, y1] = this.#scaled(from);
      const [x2, y2] = this.#scaled(to);
      parts.push(svg('line', { class: 'guide', x1, y1, x2, y2 }));
    }
    this.#layer.replaceChildren(...parts);
    if (held) {
      const again = held.point !== undefined
        ? this.#layer.querySelector(`[data-key="${held.key}"][data-point="${held.point}"]`)
        : held.mid !== undefined
          ? this.#layer.querySelector(`[data-key="${held.key}"][data-mid="${held.mid}"]`)
          : this.#layer.querySelector(`g[data-key="${held.key}"]`);
      again?.focus({ preventScroll: true });
    }
  }

  #drawMap() {
    const { columns, rows, starts, ends } = this.#map;
    const most = Math.max(1, ...starts, ...ends);
    const wide = (this.#size.width * this.#view.zoom) / columns;
    const high = (this.#size.height * this.#view.zoom) / rows;
    const group = svg('g', { class: 'map', 'aria-hidden': 'true' });
    for (let cell = 0; cell < columns * rows; cell += 1) {
      const x = (cell % columns) * wide;
      const y = Math.floor(cell / columns) * high;
      for (const [counts, name] of [[starts, 'start'], [ends, 'end']]) {
        if (counts[cell] > 0) {
          const strength = Math.sqrt(counts[cell] / most);
          group.append(svg('circle', {
            class: name,
            cx: x + wide / 2 + (name === 'start' ? -wide / 6 : wide / 6),
            cy: y + high / 2,
            r: (Math.min(wide, high) / 2) * (0.25 + 0.75 * strength),
            opacity: 0.25 + 0.6 * strength,
          }));
        }
      }
    }
    return group;
  }

  #drawGround() {
    const { grid, places } = this.#ground;
    const group = svg('g', { class: 'ground', 'aria-hidden': 'true' });
    (places ?? []).forEach((row, down) => row.forEach((name, across) => {
      const [x, y] = this.#scaled([across / row.length, down / places.length]);
      const [width, height] = this.#scaled([1 / row.length, 1 / places.length]);
      group.append(svg('rect', { class: name, x, y, width, height }));
    }));
    for (const kind of ['shade', 'light']) {
      for (const [from, to] of grid) {
        const [x1, y1] = this.#scaled(from);
        const [x2, y2] = this.#scaled(to);
        group.append(svg('line', { class: kind, x1, y1, x2, y2 }));
      }
    }
    return group;
  }

  #drawShape(shape) {
    const chosen = shape.key === this.selected;
    const points = shape.points.map((point) => this.#scaled(point));
    const text = points.map((point) => point.map((value) => value.toFixed(1)).join(',')).join(' ');
    const group = svg('g', {
      class: `shape ${shape.kind} ${shape.rest.type ?? ''}`,
      'data-key': shape.key,
      'data-chosen': chosen ? 'yes' : 'no',
      tabindex: '0',
      role: 'button',
      'aria-label': shape.kind === 'floor' ? shapeName(shape)
        : t(chosen ? 'shape.chosen' : 'shape.what', { kind: shape.kind === 'line' ? t('table.line') : zoneType(shape.rest.type), id: shape.rest.id }),
    });
    if (shape.kind !== 'line') {
      group.append(svg('polygon', { class: 'body', points: text }));
    } else {
      group.append(
        svg('polyline', { class: 'halo', points: text }),
        svg('polyline', { class: 'body', points: text }),
        svg('polyline', { class: 'grip', points: text }),
        this.#drawArrow(points, shape),
      );
    }
    group.append(...(shape.kind === 'floor' ? this.#drawSides(shape, points) : [this.#drawName(shape, points)]));
    const whole = svg('g', { class: 'whole' }, group);
    if (chosen) {
      points.forEach((point, index) => whole.append(this.#handle(shape, index, point)));
      if (shape.kind === 'zone') {
        points.forEach((point, index) => whole.append(this.#middleHandle(shape, index, middle(point, points[(index + 1) % points.length]))));
      }
    }
    return whole;
  }

  #drawArrow([a, b], shape) {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    // y grows downwards, so this points to the right-hand side: the way in
    const n = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
    const m = middle(a, b);
    const tip = [m[0] + n[0] * 34, m[1] + n[1] * 34];
    const wing = (turn) => [tip[0] - n[0] * 11 - n[1] * 8 * turn, tip[1] - n[1] * 11 + n[0] * 8 * turn];
    const path = `M${m} L${tip} M${wing(1)} L${tip} L${wing(-1)}`;
    const group = svg('g', { class: 'arrow' }, svg('path', { class: 'halo', d: path }), svg('path', { class: 'way', d: path }));
    const counted = this.ticks(shape.key);
    const fresh = counted.at !== undefined && performance.now() - counted.at < FLASH_MS;
    if (fresh) {
      const at = counted.way === 'in' ? 52 : -22;
      group.append(this.#pill([m[0] + n[0] * at, m[1] + n[1] * at], t(counted.way === 'in' ? 'line.in' : 'line.out', { n: counted[counted.way] }), `tick ${counted.way}`));
    } else if (shape.key === this.selected) {
      group.append(this.#pill([m[0] + n[0] * 50, m[1] + n[1] * 50], t('editor.wayIn'), 'tick in'));
    }
    return group;
  }

  // The corners' numbers, and how long the two sides are that were measured.
  #drawSides({ rest }, points) {
    const centred = centre(points);
    const beside = ([x, y]) => [x + 22 * Math.sign(x - centred[0]), y + 16 * Math.sign(y - centred[1])];
    return [
      ...[['width', 0], ['depth', 1]].map(([side, index]) =>
        this.#pill(middle(points[index], points[index + 1]), t(`floor.side.${side}`, { metres: String(rest[side]) || '?' }), 'name')),
      ...points.map((point, index) => this.#pill(beside(point), String(index + 1), 'name')),
    ];
  }

  #drawName(shape, points) {
    const top = shape.kind === 'zone'
      ? [centre(points)[0], centre(points)[1]]
      : points[0][1] >= points[1][1] ? points[0] : points[1];
    const at = shape.kind === 'zone' ? top : [top[0], top[1] + 20];
    return this.#pill(at, shape.rest.id, 'name');
  }

  #pill([x, y], text, name) {
    const wide = 14 + text.length * 7;
    const width = this.#size.width * this.#view.zoom;
    const height = this.#size.height * this.#view.zoom;
    const left = Math.min(width - wide - 2, Math.max(2, x - wide / 2));
    const top = Math.min(height - 20, Math.max(2, y - 10));
    const label = svg('text', { x: left + wide / 2, y: top + 13, 'text-anchor': 'middle' });
    label.textContent = text;
    return svg('g', { class: `pill ${name}`, 'aria-hidden': 'true' }, svg('rect', { x: left, y: top, width: wide, height: 19, rx: 9.5 }), label);
  }

  #handle(shape, index, [x, y]) {
    const [px, py] = shape.points[index];
    const name = t(shape.kind === 'line' ? 'editor.end' : 'editor.corner', { number: index + 1, all: shape.points.length });
    return svg('g', {
      class: 'handle',
      'data-key': shape.key,
      'data-point': index,
      tabindex: '0',
      role: 'button',
      'aria-label': t('editor.point', { shape: shapeName(shape), name, left: Math.round(px * 100), top: Math.round(py * 100) }),
    }, svg('circle', { class: 'touch', cx: x, cy: y, r: 22 }), svg('circle', { class: 'knob', cx: x, cy: y, r: 8 }));
  }

  #middleHandle(shape, index, [x, y]) {
    return svg('g', {
      class: 'handle mid',
      'data-key': shape.key,
      'data-mid': index,
      tabindex: '0',
      role: 'button',
      'aria-label': t('editor.add', { shape: shapeName(shape), number: index + 1 }),
    }, svg('circle', { class: 'touch', cx: x, cy: y, r: 16 }), svg('circle', { class: 'knob', cx: x, cy: y, r: 5 }));
  }

  #drawSketch() {
    const { kind, points, hover } = this.#sketch;
    const all = hover ? [...points, hover] : points;
    const text = all.map((point) => this.#scaled(point).join(',')).join(' ');
    const group = svg('g', { class: `sketch ${kind}` }, svg('polyline', { class: 'halo', points: text }), svg('polyline', { class: 'body', points: text }));
    points.forEach((point, index) => {
      const [cx, cy] = this.#scaled(point);
      group.append(svg('circle', { class: index === 0 && kind === 'zone' && points.length > 2 ? 'knob close' : 'knob', cx, cy, r: 7 }));
    });
    return group;
  }

  // --- gestures

  #down(event) {
    if (event.button > 0) {
      return;
    }
    this.#pointers.set(event.pointerId, event);
    this.#viewport.setPointerCapture(event.pointerId);
    if (this.#pointers.size === 2) {
      this.#gesture = { kind: 'pinch', ...this.#pinch() };
      this.#hideLoupe();
      return;
    }
    const place = this.#place(event);
    const start = { x: event.clientX, y: event.clientY, place, touch: event.pointerType !== 'mouse', moved: false };
    if (this.#sketch) {
      this.#gesture = { kind: 'sketch', ...start };
      this.#aim(event);
      return;
    }
    const hit = event.target.closest?.('[data-key]') ?? null;
    const key = hit ? Number(hit.dataset.key) : null;
    if (hit?.dataset.point !== undefined) {
      this.#gesture = { kind: 'point', key, index: Number(hit.dataset.point), ...start };
      hit.focus({ preventScroll: true });
    } else if (hit?.dataset.mid !== undefined) {
      const index = Number(hit.dataset.mid) + 1;
      this.#draft.change('', () => this.#draft.shape(key).points.splice(index, 0, within(place)));
      this.#gesture = { kind: 'point', key, index, ...start };
      this.draw();
    } else if (hit) {
      this.#gesture = { kind: 'shape', key, from: structuredClone(this.#draft.shape(key).points), ...start };
    } else {
      this.#gesture = { kind: 'pan', view: { ...this.#view }, ...start };
    }
    event.preventDefault();
  }

  #pinch() {
    const [a, b] = [...this.#pointers.values()];
    return { far: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
  }

  #move(event) {
    if (this.#pointers.has(event.pointerId)) {
      this.#pointers.set(event.pointerId, event);
    } else if (this.#sketch) {
      this.#aim(event);
      return;
    }
    const gesture = this.#gesture;
    if (!gesture) {
      return;
    }
    if (gesture.kind === 'pinch') {
      if (this.#pointers.size < 2) {
        return;
      }
      const now = this.#pinch();
      const box = this.#viewport.getBoundingClientRect();
      this.#view.x += now.x - gesture.x;
      this.#view.y += now.y - gesture.y;
      this.#zoomAt(now.far / gesture.far, now.x - box.left, now.y - box.top);
      Object.assign(gesture, now);
      return;
    }
    if (!gesture.moved && Math.hypot(event.clientX - gesture.x, event.clientY - gesture.y) < CLICK_SLACK) {
      return;
    }
    gesture.moved = true;
    switch (gesture.kind) {
      case 'sketch':
        this.#aim(event);
        break;
      case 'point':
        this.#drag(gesture, event);
        break;
      case 'shape':
        this.#shift(gesture, event);
        break;
      default:
        this.#view.x = gesture.view.x + event.clientX - gesture.x;
        this.#view.y = gesture.view.y + event.clientY - gesture.y;
        this.#layout();
    }
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
    const gesture = this.#gesture;
    if (!gesture || (gesture.kind === 'pinch' && this.#pointers.size > 0)) {
      return;
    }
    this.#gesture = null;
    this.#hideLoupe();
    this.#guides = [];
    if (gesture.kind === 'sketch') {
      this.#putPoint(event);
    } else if (gesture.kind === 'shape' && !gesture.moved) {
      this.select(gesture.key);
    } else if (gesture.kind === 'pan' && !gesture.moved) {
      const near = this.#nearest(gesture.place);
      this.select(near);
    }
    this.#draft.settle();
    this.draw();
  }

  #cancel(event) {
    this.#pointers.delete(event.pointerId);
    this.#gesture = null;
    this.#guides = [];
    this.#hideLoupe();
    this.draw();
  }

  // A finger seldom meets a thin line: what lies near is meant.
  #nearest(place) {
    const reach = 2.5 * this.#reach();
    const near = this.#draft.shapes.find((shape) => (shape.kind === 'line'
      ? fromSegment(place, shape.points[0], shape.points[1], this.#aspect) <= reach
      : inside(shape.points, place)));
    return near?.key ?? null;
  }

  #held(place, others, neighbours, before) {
    if (!this.snapping) {
      this.#guides = [];
      return within(place);
    }
    const held = snap(place, { others, neighbours, before, reach: this.#reach(), aspect: this.#aspect });
    this.#guides = held.guides;
    return held.point;
  }

  #drag({ key, index, touch }, event) {
    const shape = this.#draft.shape(key);
    const others = this.#draft.shapes.filter((other) => other !== shape).flatMap((other) => other.points);
    const count = shape.points.length;
    const previous = shape.points[(index + count - 1) % count];
    const neighbours = shape.kind === 'line' ? [shape.points[1 - index]] : [previous, shape.points[(index + 1) % count]];
    const before = shape.kind === 'zone' ? [shape.points[(index + count - 2) % count], previous] : null;
    const point = this.#held(this.#place(event), others, neighbours, before);
    this.#draft.change(`drag ${key} ${index}`, () => {
      this.#draft.shape(key).points[index] = point;
    });
    this.draw();
    if (touch || this.magnifying) {
      this.#showLoupe(event, point);
    }
  }

  #shift({ key, from, place }, event) {
    const now = this.#place(event);
    let by = [now[0] - place[0], now[1] - place[1]];
    by = by.map((step, axis) => {
      const values = from.map((point) => point[axis]);
      return Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), step));
    });
    this.select(key);
    this.#draft.change(`shift ${key}`, () => {
      this.#draft.shape(key).points = from.map((point) => [point[0] + by[0], point[1] + by[1]]);
    });
    this.draw();
  }

  #aim(event) {
    const { points } = this.#sketch;
    const others = this.#draft.shapes.flatMap((shape) => shape.points);
    const last = points.slice(-1);
    const before = points.length > 1 ? points.slice(-2) : null;
    this.#sketch.hover = this.#held(this.#place(event), this.#sketch.kind === 'zone' ? [...others, ...points.slice(0, 1)] : others, last, before);
    if (event.pointerType !== 'mouse' && this.#pointers.size > 0) {
      this.#showLoupe(event, this.#sketch.hover);
    }
    this.draw();
  }

  #putPoint(event) {
    this.#aim(event);
    const { kind, points, hover } = this.#sketch;
    const [first] = points;
    const again = points.some((point) => point[0] === hover[0] && point[1] === hover[1]);
    if (kind === 'zone' && points.length > 2 && first[0] === hover[0] && first[1] === hover[1]) {
      this.finishSketch();
      return;
    }
    if (!again) {
      points.push(hover);
    }
    this.#sketch.hover = null;
    this.#hideLoupe();
    if (kind === 'line' && points.length === 2) {
      this.finishSketch();
    } else {
      this.onsketch(this.#sketch);
    }
  }

  #wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      const box = this.#viewport.getBoundingClientRect();
      this.#zoomAt(Math.exp(-event.deltaY / 200), event.clientX - box.left, event.clientY - box.top);
    }
  }

  // --- what the finger hides

  #showLoupe(event, point) {
    const loupe = this.#loupe;
    const box = this.#viewport.getBoundingClientRect();
    const left = event.clientX - box.left < box.width / 2;
    loupe.hidden = false;
    loupe.style.left = left ? 'auto' : '8px';
    loupe.style.right = left ? '8px' : 'auto';
    const c = loupe.getContext('2d');
    const picture = this.#picture;
    const across = LOUPE_SIZE / LOUPE_ZOOM / (this.#size.width * this.#view.zoom) * picture.width;
    const down = LOUPE_SIZE / LOUPE_ZOOM / (this.#size.height * this.#view.zoom) * picture.height;
    c.fillStyle = '#141b22';
    c.fillRect(0, 0, LOUPE_SIZE, LOUPE_SIZE);
    c.drawImage(picture, point[0] * picture.width - across / 2, point[1] * picture.height - down / 2, across, down, 0, 0, LOUPE_SIZE, LOUPE_SIZE);
    c.strokeStyle = '#ffd166';
    c.lineWidth = 1.5;
    for (const shape of [...this.#draft.shapes, ...(this.#sketch ? [this.#sketch] : [])]) {
      c.beginPath();
      const corners = shape === this.#sketch && this.#sketch.hover ? [...shape.points, this.#sketch.hover] : shape.points;
      corners.forEach((corner, index) => {
        const at = this.#scaled([corner[0] - point[0], corner[1] - point[1]]).map((value) => value * LOUPE_ZOOM + LOUPE_SIZE / 2);
        if (index === 0) {
          c.moveTo(...at);
        } else {
          c.lineTo(...at);
        }
      });
      if (shape.kind !== 'line' && shape !== this.#sketch) {
        c.closePath();
      }
      c.stroke();
    }
    c.strokeStyle = '#fff';
    c.beginPath();
    c.arc(LOUPE_SIZE / 2, LOUPE_SIZE / 2, 7, 0, 2 * Math.PI);
    c.stroke();
  }

  #hideLoupe() {
    this.#loupe.hidden = true;
  }

  // --- keyboard

  #focused(event) {
    const hit = event.target.closest('[data-key]');
    if (hit && !this.#gesture) {
      this.select(Number(hit.dataset.key));
    }
  }

  #key(event) {
    const hit = event.target.closest('[data-key]');
    if (!hit) {
      return;
    }
    const key = Number(hit.dataset.key);
    const shape = this.#draft.shape(key);
    const step = event.shiftKey ? NUDGE_FAR : NUDGE;
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step * this.#aspect], ArrowDown: [0, step * this.#aspect] };
    const point = hit.dataset.point === undefined ? null : Number(hit.dataset.point);
    if (ways[event.key] && hit.dataset.mid === undefined) {
      event.preventDefault();
      this.#nudge(shape, point, ways[event.key]);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.erase(key, point);
    } else if ((event.key === 'Enter' || event.key === ' ') && hit.dataset.mid !== undefined) {
      event.preventDefault();
      const index = Number(hit.dataset.mid);
      const place = middle(shape.points[index], shape.points[(index + 1) % shape.points.length]);
      this.#draft.change('', () => this.#draft.shape(key).points.splice(index + 1, 0, place));
      this.draw();
      this.focusPoint(key, index + 1);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.select(key);
      this.focusPoint(key, 0);
    } else if (event.key === 'Escape') {
      this.select(null);
    }
  }

  #nudge(shape, point, by) {
    const moved = (place) => within([place[0] + by[0], place[1] + by[1]]);
    this.#draft.change(`nudge ${shape.key} ${point}`, () => {
      const { points } = this.#draft.shape(shape.key);
      if (point !== null) {
        points[point] = moved(points[point]);
      } else if (points.every((place) => [0, 1].every((axis) => place[axis] + by[axis] >= 0 && place[axis] + by[axis] <= 1))) {
        points.splice(0, points.length, ...points.map(moved));
      }
    });
    this.draw();
    const [x, y] = shape.points[point ?? 0];
    this.onsay(t('editor.place', { left: Math.round(x * 1000) / 10, top: Math.round(y * 1000) / 10 }));
  }

  // Deletes a corner of a zone that has one to spare; else the whole shape.
  erase(key, point = null) {
    const shape = this.#draft.shape(key);
    if (point !== null && shape.kind === 'zone' && shape.points.length > 3) {
      this.#draft.change('', () => this.#draft.shape(key).points.splice(point, 1));
      this.draw();
      this.focusPoint(key, Math.min(point, this.#draft.shape(key).points.length - 1));
      return;
    }
    if (point !== null) {
      this.onsay(t(shape.kind === 'line' ? 'editor.twoEnds' : shape.kind === 'floor' ? 'editor.fourCorners' : 'editor.threeCorners'));
      return;
    }
    if (shape.kind === 'floor') {
      this.onsay(t('editor.fourCorners'));
      return;
    }
    this.#draft.remove(key);
    this.select(null);
    this.onsay(t('editor.deleted', { shape: shapeName(shape) }));
    this.draw();
  }
}
