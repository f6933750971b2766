// The last days: for each camera how much of each day was seen, and all of a chosen day.

import { el, setText } from './dom.js';
import { count, duration, minute, percent } from './format.js';
import { locale, t } from './words.js';

// From here on a day is as it should be, or leaves something to be explained.
const GOOD = 0.95;
const FAIR = 0.7;

const dayName = (day, options) => new Date(`${day}T12:00:00Z`).toLocaleDateString(locale, { timeZone: 'UTC', ...options });
const long = (day) => dayName(day, { weekday: 'long', day: 'numeric', month: 'long' });
const short = (day) => dayName(day, { day: 'numeric', month: 'short' });

const level = (coverage) => (coverage === null ? 'none' : coverage >= GOOD ? 'good' : coverage >= FAIR ? 'wait' : 'bad');

// Never 100 % where something is missing.
const share = (coverage) => (coverage === null ? '–' : percent(Math.floor(coverage * 100) / 100));

export class Days {
  #place;
  #history = null;
  #chosen = null;
  #said = el('p', { class: 'soft', role: 'status' }, t('days.working'));
  #strips = el('div', { class: 'strips' });
  #detail = el('div', { class: 'day', 'aria-live': 'polite' });

  constructor(place) {
    this.#place = place;
    place.replaceChildren(this.#said, this.#strips, this.#detail);
  }

  show(history) {
    if (!history.ready) {
      setText(this.#said, t('days.working'));
      return;
    }
    this.#history = history;
    setText(this.#said, history.days.length === 0 ? t('days.none') : t('days.what', { zone: history.timeZone }));
    this.#draw();
  }

  // What is shown stays.
  lost() {
    if (this.#history === null) {
      setText(this.#said, t('days.lost'));
    }
  }

  #draw() {
    const { days } = this.#history;
    if (!days.some((one) => one.day === this.#chosen)) {
      this.#chosen = days[0]?.day ?? null;
    }
    const cameras = [...new Set(days.flatMap((one) => one.cameras.map((camera) => camera.camera)))].sort();
    const focused = document.activeElement?.dataset?.cell;
    this.#strips.replaceChildren(...cameras.map((camera) => this.#strip(camera)));
    if (focused) {
      this.#strips.querySelector(`[data-cell="${CSS.escape(focused)}"]`)?.focus();
    }
    const day = days.find((one) => one.day === this.#chosen);
    this.#detail.replaceChildren(...(day ? this.#day(day) : []));
  }

  #strip(camera) {
    const cells = this.#history.days.toReversed().map((one) => {
      const found = one.cameras.find((each) => each.camera === camera);
      const coverage = found?.coverage ?? null;
      const cell = el('button', {
        type: 'button',
        class: 'cell',
        'data-level': level(coverage),
        'data-cell': `${camera} ${one.day}`,
        'aria-pressed': String(one.day === this.#chosen),
        'aria-label': t('days.cell', { camera, day: long(one.day), share: share(coverage) }),
      }, el('span', { class: 'cell-day' }, short(one.day)), el('span', { class: 'cell-share' }, share(coverage)));
      cell.addEventListener('click', () => {
        this.#chosen = one.day;
        this.#draw();
      });
      return cell;
    });
    return el('section', { class: 'strip', 'aria-label': t('days.of', { camera }) }, el('h3', {}, camera), el('div', { class: 'cells' }, ...cells));
  }

  #day(one) {
    const zone = this.#history.timeZone;
    const sends = one.cameras.some((camera) => camera.sent !== null);
    const heads = [t('days.camera'), t('days.counted'), t('days.seen'), ...(sends ? [t('days.sent'), t('days.waiting')] : [])];
    const minutes = (value) => (value === 0 ? t('days.nothing') : duration(value * 60));
    const parts = [el('h3', {}, long(one.day))];
    if (one.cameras.length > 0) {
      parts.push(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': long(one.day) }, el('table', {},
        el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
        el('tbody', {}, ...one.cameras.map((camera) => el('tr', {},
          el('th', { scope: 'row' }, camera.camera),
          el('td', {}, minutes(camera.minutes)),
          el('td', {}, share(camera.coverage)),
          ...(sends ? [el('td', {}, minutes(camera.sent ?? 0)), el('td', {}, minutes(camera.waiting ?? 0))] : [])))))));
    }
    const events = [
      ...one.starts.map((start) => [start.at, t(start.seen ? 'days.startAfter' : 'days.start', {
        time: minute(start.at, zone), version: start.version, off: start.seen ? duration(Math.max(0, (Date.parse(start.at) - Date.parse(start.seen)) / 1000)) : '',
      })]),
      ...one.cameras.flatMap((camera) => camera.incidents.map((each) => [each.first, this.#incident(each, one, t('troubles.of', { camera: camera.camera, text: each.text }))])),
      ...one.box.map((each) => [each.first, this.#incident(each, one, each.text)]),
    ].sort(([a], [b]) => (a < b ? -1 : 1));
    parts.push(events.length === 0 ? el('p', { class: 'soft' }, t('days.quiet'))
      : el('ul', { class: 'events' }, ...events.map(([, text]) => el('li', {}, text))));
    if (one.off > 60) {
      parts.push(el('p', { class: 'soft small' }, t('days.off', { off: duration(one.off) })));
    }
    return parts;
  }

  #incident(each, day, text) {
    const zone = this.#history.timeZone;
    return t('days.incident', {
      n: each.times,
      count: count(each.times),
      from: each.first < day.from ? t('days.earlier') : minute(each.first, zone),
      to: each.open ? t('days.now') : each.last > day.to ? t('days.later') : minute(each.last, zone),
      lasted: duration(each.lasted),
      text,
      cure: each.cure,
    });
  }
}
