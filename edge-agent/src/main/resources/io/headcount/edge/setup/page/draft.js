// What somebody draws over the picture of a camera, such as its lines and zones: undo, redo, and
// what is not saved yet.

import { rounded } from './geometry.js';

const MOST_STEPS = 200;

const copy = (value) => structuredClone(value);

// A shape: { kind: 'line'|'zone'|…, key, points, rest } – rest is what the box sent beside them. How
// shapes are made of a camera, and what the box wants of them; points are rounded already.
const SCENE = {
  shapes: (camera, nextKey) => [
    ...camera.lines.map(({ from, to, ...rest }) => ({ kind: 'line', key: nextKey(), points: [from, to], rest })),
    ...camera.zones.map(({ polygon, ...rest }) => ({ kind: 'zone', key: nextKey(), points: polygon, rest })),
  ],
  output: (shapes) => {
    const of = (kind) => shapes.filter((shape) => shape.kind === kind);
    return {
      lines: of('line').map(({ points: [from, to], rest }) => ({ ...rest, from, to })),
      zones: of('zone').map(({ points, rest }) => ({ ...rest, polygon: points })),
    };
  },
};

export class Draft {
  #form;
  #saved;
  #shapes;
  #past = [];
  #future = [];
  #lastReason = '';
  #keys = 0;
  onchange = () => {};

  constructor(camera, form = SCENE) {
    this.#form = form;
    this.take(camera);
  }

  // Begins from what is saved.
  take(camera) {
    this.#shapes = this.#form.shapes(camera, () => this.nextKey());
    this.#saved = JSON.stringify(this.output());
    this.#past = [];
    this.#future = [];
    this.#lastReason = '';
  }

  // That output is saved now; it can still be undone.
  kept(output) {
    this.#saved = JSON.stringify(output);
    this.onchange();
  }

  get shapes() {
    return this.#shapes;
  }

  get dirty() {
    return JSON.stringify(this.output()) !== this.#saved;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  shape(key) {
    return this.#shapes.find((shape) => shape.key === key);
  }

  // Steps that go on with the one before, such as one drag, share a reason: they are undone as one.
  change(reason, edit) {
    if (reason === '' || reason !== this.#lastReason) {
      this.#past.push(copy(this.#shapes));
      if (this.#past.length > MOST_STEPS) {
        this.#past.shift();
      }
    }
    this.#lastReason = reason;
    this.#future = [];
    edit(this.#shapes);
    this.onchange();
  }

  // The next step is one of its own.
  settle() {
    this.#lastReason = '';
  }

  undo() {
    this.#step(this.#past, this.#future);
  }

  redo() {
    this.#step(this.#future, this.#past);
  }

  #step(from, to) {
    if (from.length > 0) {
      to.push(copy(this.#shapes));
      this.#shapes = from.pop();
      this.#lastReason = '';
      this.onchange();
    }
  }

  add(kind, points, rest = {}) {
    const key = this.nextKey();
    const word = kind === 'line' ? 'line' : 'zone';
    const id = rest.id ?? this.#freeName(word, kind);
    this.change('', (shapes) => shapes.push({ kind, key, points, rest: { ...rest, id } }));
    return key;
  }

  remove(key) {
    this.change('', (shapes) => shapes.splice(shapes.findIndex((shape) => shape.key === key), 1));
  }

  // As the box wants it.
  output() {
    return this.#form.output(this.#shapes.map((shape) => ({ ...shape, points: shape.points.map(rounded) })));
  }

  nextKey() {
    this.#keys += 1;
    return this.#keys;
  }

  #freeName(word, kind) {
    const taken = new Set(this.#shapes.filter((shape) => shape.kind === kind).map((shape) => shape.rest.id));
    let number = 1;
    while (taken.has(`${word}-${number}`)) {
      number += 1;
    }
    return `${word}-${number}`;
  }
}
