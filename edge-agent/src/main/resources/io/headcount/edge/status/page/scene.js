// Draws one camera's scene on a canvas: picture, zones, lines, trails, boxes.

import { count } from './format.js';
import { Labels, beyond } from './labels.js';
import { t } from './words.js';

const TRAIL_MS = 3000;
// A narrower canvas gets smaller letters and a shorter arrow.
const NARROW = 480;
// A person drawn lower than this gets no number: it would hide more than it says.
const NUMBERED_HEIGHT = 56;
const ZONE_COLOUR = '125 180 255';
const IN_COLOUR = '#3ee08f';
const LINE_COLOUR = '#ffd166';

// Neighbouring ids get hues far apart.
export const trackColour = (track, alpha = 1) => `hsl(${(track * 137.508) % 360} 90% 62% / ${alpha})`;

// Track ids are long and only ever grow: the end tells apart those in one picture.
export const shortTrack = (track) => String(track).slice(-3);

// Yellow and thin for little, red and thick for most.
export const warm = (share) => `hsl(${Math.round(58 - 58 * share)} 100% 50% / ${0.18 + 0.57 * share})`;

export class Scene {
  #canvas;
  #context;
  #picture = null;
  #overlay = null;
  // track -> [{x, y, at}], each dropped TRAIL_MS after it was last seen
  #trails = new Map();
  #labels = new Labels();
  camera = null;
  layers = { picture: true, boxes: true, trails: true, lines: true, zones: true, heat: false, dots: false };
  // person-seconds by cell: { columns, rows, presence }; null while nothing is known
  heat = null;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  // Takes over the picture; undefined leaves the one there is.
  show(overlay, picture) {
    if (picture !== undefined) {
      this.#picture?.close();
      this.#picture = picture;
    }
    this.#overlay = overlay;
    const at = Date.parse(overlay.at);
    for (const person of overlay.people) {
      const [left, , right, bottom] = person.box;
      const trail = this.#trails.get(person.track) ?? [];
      trail.push({ x: (left + right) / 2, y: bottom, at });
      this.#trails.set(person.track, trail);
    }
    for (const [track, trail] of this.#trails) {
      const kept = trail.filter((point) => Math.abs(at - point.at) <= TRAIL_MS);
      if (kept.length > 0) {
        this.#trails.set(track, kept);
      } else {
        this.#trails.delete(track);
      }
    }
    this.draw();
  }

  forget() {
    this.#picture?.close();
    this.#picture = null;
    this.#overlay = null;
    this.#trails.clear();
    this.draw();
  }

  draw() {
    const ratio = window.devicePixelRatio || 1;
    const width = this.#canvas.clientWidth;
    const height = this.#canvas.clientHeight;
    const c = this.#context;
    if (this.#canvas.width !== Math.round(width * ratio) || this.#canvas.height !== Math.round(height * ratio)) {
      this.#canvas.width = Math.round(width * ratio);
      this.#canvas.height = Math.round(height * ratio);
    }
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    c.imageSmoothingQuality = 'high';
    c.font = `600 ${width < NARROW ? 10.5 : 12}px system-ui, sans-serif`;
    c.textBaseline = 'middle';
    const place = (x, y) => [x * width, y * height];
    const seen = this.layers;
    if (seen.picture && !seen.dots && this.#picture) {
      c.drawImage(this.#picture, 0, 0, width, height);
    } else {
      this.#floor(width, height);
    }
    if (seen.heat && this.heat?.presence.length > 0) {
      this.#warmth(width, height);
    }
    if (seen.zones) {
      this.camera?.zones.forEach((zone) => this.#zone(zone, place));
    }
    if (seen.trails) {
      this.#trails.forEach((trail, track) => this.#trail(trail, track, place));
    }
    if (seen.lines) {
      this.camera?.lines.forEach((line) => this.#line(line, place));
    }
    this.#names(place);
    if (seen.dots || (this.#overlay?.backdrop ?? null) !== null) {
      this.#overlay?.people.forEach((person) => this.#dot(person, place));
    } else if (seen.boxes) {
      this.#overlay?.people.forEach((person) => this.#box(person, place));
    }
  }

  #floor(width, height) {
    const c = this.#context;
    c.fillStyle = '#141b22';
    c.fillRect(0, 0, width, height);
    c.strokeStyle = 'rgb(255 255 255 / 0.06)';
    c.lineWidth = 1;
    c.beginPath();
    for (let i = 1; i < 12; i += 1) {
      c.moveTo((width * i) / 12, 0);
      c.lineTo((width * i) / 12, height);
      c.moveTo(0, (height * i) / 12);
      c.lineTo(width, (height * i) / 12);
    }
    c.stroke();
  }

  // Each cell a dot of a small picture, which the browser smooths when it draws it large.
  #warmth(width, height) {
    const { columns, rows, presence } = this.heat;
    const small = new OffscreenCanvas(columns, rows);
    const pen = small.getContext('2d');
    const most = Math.max(...presence);
    presence.forEach((seconds, cell) => {
      if (seconds > 0) {
        pen.fillStyle = warm(Math.sqrt(seconds / most));
        pen.fillRect(cell % columns, Math.floor(cell / columns), 1, 1);
      }
    });
    this.#context.drawImage(small, 0, 0, width, height);
  }

  #outline(polygon, place) {
    const c = this.#context;
    c.beginPath();
    polygon.forEach(([x, y], index) => (index === 0 ? c.moveTo(...place(x, y)) : c.lineTo(...place(x, y))));
    c.closePath();
  }

  #zone(zone, place) {
    const c = this.#context;
    this.#outline(zone.polygon, place);
    c.fillStyle = `rgb(${ZONE_COLOUR} / ${zone.now > 0 ? 0.26 : 0.14})`;
    c.fill();
    c.strokeStyle = `rgb(${ZONE_COLOUR} / 0.9)`;
    c.lineWidth = 1.5;
    c.stroke();
  }

  // The names and counts of lines and zones, clear of people and arrows where there is room.
  #names(place) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const lines = this.layers.lines ? (this.camera?.lines ?? []) : [];
    const zones = this.layers.zones ? (this.camera?.zones ?? []) : [];
    const labels = [
      ...lines.map((line) => this.#lineName(line, place)),
      ...zones.map((zone) => this.#zoneName(zone, place)),
    ];
    const around = (x, y, space) => ({ left: x - space, top: y - space, right: x + space, bottom: y + space });
    const obstacles = [
      ...lines.map((line) => around(...place((line.from[0] + line.to[0]) / 2, (line.from[1] + line.to[1]) / 2), 26)),
      ...(this.#overlay?.people ?? []).map(({ box }) => {
        const [left, top] = place(box[0], box[1]);
        const [right, bottom] = place(box[2], box[3]);
        return { left, top: top - 16, right, bottom };
      }),
    ];
    this.#labels.place(labels, obstacles, width, height, performance.now())
      .forEach((spot, index) => this.#pill(spot, labels[index].parts));
  }

  #label(key, parts) {
    return { key, parts, wide: this.#pillWidth(parts), high: this.#canvas.clientWidth < NARROW ? 17 : 20 };
  }

  #zoneName(zone, place) {
    const now = this.camera.state === 'streaming' ? [[count(zone.now), `rgb(${ZONE_COLOUR})`]] : [];
    const label = this.#label(`zone ${zone.id}`, [[zone.id, '#fff'], ...now]);
    const corners = zone.polygon.map((corner) => place(...corner));
    const middle = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length);
    const top = Math.min(...corners.map((corner) => corner[1]));
    label.spots = [
      [middle[0], top - label.high / 2 - 4],
      ...corners.map((corner) => beyond(corner, corner[0] - middle[0], corner[1] - middle[1], label, 4)),
      [middle[0], top + label.high / 2 + 4],
    ];
    return label;
  }

  #lineName(line, place) {
    const label = this.#label(`line ${line.id}`, [
      [line.id, '#fff'], [t('line.in', { n: count(line.today.in) }), IN_COLOUR], [t('line.out', { n: count(line.today.out) }), LINE_COLOUR],
    ]);
    const ends = [place(...line.from), place(...line.to)];
    // the lower end first
    const [a, b] = ends[0][1] >= ends[1][1] ? ends : ends.reverse();
    const along = [a[0] - b[0], a[1] - b[1]];
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    label.spots = [
      beyond(a, along[0], along[1], label, 8),
      beyond(b, -along[0], -along[1], label, 8),
      beyond(middle, -along[1], along[0], label, 30),
      beyond(middle, along[1], -along[0], label, 30),
    ];
    return label;
  }

  #line(line, place) {
    const c = this.#context;
    const [x1, y1] = place(...line.from);
    const [x2, y2] = place(...line.to);
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    // y grows downwards, so this points to the right-hand side: the way in
    const nx = -(y2 - y1) / length;
    const ny = (x2 - x1) / length;
    const mx = (x1 + x2) / 2;
    const my = (y1 + y2) / 2;
    for (const [colour, thick] of [['rgb(0 0 0 / 0.55)', 6], [LINE_COLOUR, 3]]) {
      c.strokeStyle = colour;
      c.lineWidth = thick;
      c.lineCap = 'round';
      c.beginPath();
      c.moveTo(x1, y1);
      c.lineTo(x2, y2);
      c.stroke();
    }
    for (const [x, y] of [[x1, y1], [x2, y2]]) {
      c.fillStyle = LINE_COLOUR;
      c.beginPath();
      c.arc(x, y, 4.5, 0, 2 * Math.PI);
      c.fill();
    }
    this.#arrow(mx, my, nx, ny);
  }

  #arrow(x, y, nx, ny) {
    const c = this.#context;
    const long = this.#canvas.clientWidth < NARROW ? 19 : 26;
    const tip = [x + nx * long, y + ny * long];
    const path = () => {
      c.beginPath();
      c.moveTo(x, y);
      c.lineTo(...tip);
      c.moveTo(tip[0] - nx * 9 - ny * 7, tip[1] - ny * 9 + nx * 7);
      c.lineTo(...tip);
      c.lineTo(tip[0] - nx * 9 + ny * 7, tip[1] - ny * 9 - nx * 7);
      c.stroke();
    };
    c.lineJoin = 'round';
    c.strokeStyle = 'rgb(0 0 0 / 0.55)';
    c.lineWidth = 6;
    path();
    c.strokeStyle = IN_COLOUR;
    c.lineWidth = 3;
    path();
  }

  #trail(trail, track, place) {
    const c = this.#context;
    const newest = trail[trail.length - 1].at;
    c.lineWidth = 3;
    c.lineCap = 'round';
    for (let i = 1; i < trail.length; i += 1) {
      const age = Math.abs(newest - trail[i].at) / TRAIL_MS;
      c.strokeStyle = trackColour(track, 0.85 * (1 - age));
      c.beginPath();
      c.moveTo(...place(trail[i - 1].x, trail[i - 1].y));
      c.lineTo(...place(trail[i].x, trail[i].y));
      c.stroke();
    }
  }

  #box(person, place) {
    const c = this.#context;
    const [x, y] = place(person.box[0], person.box[1]);
    const [right, bottom] = place(person.box[2], person.box[3]);
    c.beginPath();
    c.roundRect(x, y, right - x, bottom - y, 4);
    c.strokeStyle = 'rgb(0 0 0 / 0.45)';
    c.lineWidth = 4;
    c.stroke();
    c.strokeStyle = trackColour(person.track);
    c.lineWidth = 2;
    c.stroke();
    if (bottom - y < NUMBERED_HEIGHT) {
      return;
    }
    const number = shortTrack(person.track);
    c.fillStyle = trackColour(person.track);
    c.beginPath();
    c.roundRect(x - 1, Math.max(0, y - 17), c.measureText(number).width + 8, 16, 4);
    c.fill();
    c.fillStyle = '#10161c';
    c.textAlign = 'left';
    c.fillText(number, x + 3, Math.max(0, y - 17) + 8.5);
  }

  #dot(person, place) {
    const c = this.#context;
    const [left, , right, bottom] = person.box;
    c.beginPath();
    c.arc(...place((left + right) / 2, bottom), 6, 0, 2 * Math.PI);
    c.fillStyle = trackColour(person.track);
    c.fill();
    c.lineWidth = 2;
    c.strokeStyle = '#fff';
    c.stroke();
  }

  #pillWidth(parts) {
    return parts.reduce((sum, [text]) => sum + this.#context.measureText(text).width + 8, 8);
  }

  #pill({ left, top, right, bottom }, parts) {
    const c = this.#context;
    c.beginPath();
    c.roundRect(left, top, right - left, bottom - top, (bottom - top) / 2);
    c.fillStyle = 'rgb(12 18 24 / 0.78)';
    c.fill();
    c.textAlign = 'left';
    let at = left + 8;
    for (const [text, colour] of parts) {
      c.fillStyle = colour;
      c.fillText(text, at, (top + bottom) / 2 + 0.5);
      at += c.measureText(text).width + 8;
    }
  }
}
