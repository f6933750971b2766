// Offers to count the last hours again, and shows what they give with the lines and zones of before
// and of after.

import { el, setText } from './dom.js';
import { count, cured, duration, percent } from './format.js';
import { get, post, remove } from './server.js';
import { t } from './words.js';

const POLL_MS = 700;
const HOURS = ['1', '8', '24', '72'];

export class Recount {
  #before = 0;
  #after = 0;
  #timer = 0;
  #parts;

  constructor() {
    const start = el('button', { type: 'button', class: 'button' }, t('recount.start'));
    const cancel = el('button', { type: 'button', class: 'button', hidden: '' }, t('cancel'));
    const hours = el('select', { id: 'recount-hours' },
      ...HOURS.map((value) => el('option', { value, ...(value === '8' ? { selected: '' } : {}) }, t(`recount.hours.${value}`))));
    const bar = el('progress', { max: '1', value: '0', hidden: '', 'aria-label': t('recount.sofar') });
    const said = el('p', { class: 'soft', role: 'status' });
    const table = el('div', { class: 'recount-tables' });
    this.#parts = { start, cancel, hours, bar, said, table };
    start.addEventListener('click', () => this.#begin());
    cancel.addEventListener('click', () => this.#cancel());
    this.element = el('section', { class: 'panel recount', 'aria-labelledby': 'recount-title', hidden: '' },
      el('h2', { id: 'recount-title' }, t('recount.title')),
      el('p', { class: 'soft small' }, t('recount.what')),
      el('div', { class: 'row' }, el('label', { for: 'recount-hours', class: 'unseen' }, t('recount.back')), hours, start, cancel),
      bar, said, table);
  }

  // before, after: numbers of versions.
  offer(before, after) {
    this.#before = before;
    this.#after = after;
    this.element.hidden = false;
    this.#parts.table.replaceChildren();
    setText(this.#parts.said, '');
  }

  async #begin() {
    const { hours } = this.#parts;
    await this.#do(() => post('/api/v1/setup/recount', { hours: Number(hours.value), before: this.#before, after: this.#after }));
    this.#poll();
  }

  async #cancel() {
    await this.#do(() => remove('/api/v1/setup/recount'));
  }

  async #do(request) {
    try {
      this.#show(await request());
    } catch (refusal) {
      setText(this.#parts.said, cured(refusal.message, refusal.cure));
    }
  }

  #poll() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      await this.#do(() => get('/api/v1/setup/recount'));
      if (!this.#parts.bar.hidden) {
        this.#poll();
      }
    }, POLL_MS);
  }

  #show(now) {
    const { start, cancel, bar, said, table } = this.#parts;
    const running = now.state === 'running';
    bar.hidden = !running;
    bar.value = now.done;
    start.hidden = running;
    cancel.hidden = !running;
    setText(said, now.state === 'none' ? '' : t(`recount.${now.state}`, { done: percent(now.done), error: now.error ?? '' }));
    if (now.state === 'done') {
      table.replaceChildren(...this.#tables(now));
    }
  }

  #tables({ lines, zones }) {
    if (lines.length + zones.length === 0) {
      return [el('p', {}, t('recount.same'))];
    }
    const all = [];
    const passed = (sum) => (sum ? t('recount.passed', { in: count(sum.in), out: count(sum.out) }) : '–');
    const stayed = (sum) => {
      if (!sum) {
        return '–';
      }
      const visits = { n: sum.visits, count: count(sum.visits) };
      return sum.visits > 0
        ? t('recount.stayed', { ...visits, each: duration(sum.dwellSeconds / sum.visits) }) : t('recount.visits', visits);
    };
    if (lines.length > 0) {
      all.push(table(t('table.line'), lines.map((line) => [`${line.camera}: ${line.id}`, passed(line.before), passed(line.after)])));
    }
    if (zones.length > 0) {
      all.push(table(t('table.zone'), zones.map((zone) => [`${zone.camera}: ${zone.id}`, stayed(zone.before), stayed(zone.after)])));
    }
    return all;
  }
}

function table(name, rows) {
  return el('table', {},
    el('thead', {}, el('tr', {}, ...[name, t('recount.before'), t('recount.after')].map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map(([first, ...rest]) => el('tr', {}, el('th', { scope: 'row' }, first), ...rest.map((cell) => el('td', {}, cell))))));
}
