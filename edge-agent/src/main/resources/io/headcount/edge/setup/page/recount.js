// Offers to count the last hours again, and shows what they give with the lines and zones of before
// and of after.

import { el, setText } from './dom.js';
import { get, post, remove } from './server.js';
import { count, duration } from './words.js';

const POLL_MS = 700;

export class Recount {
  #before = 0;
  #after = 0;
  #timer = 0;
  #parts;

  constructor() {
    const start = el('button', { type: 'button', class: 'button' }, 'Recount');
    const cancel = el('button', { type: 'button', class: 'button', hidden: '' }, 'Cancel');
    const hours = el('select', { id: 'recount-hours' },
      ...[['1', 'the last hour'], ['8', 'the last 8 hours'], ['24', 'the last day'], ['72', 'the last 3 days']]
        .map(([value, name]) => el('option', { value, ...(value === '8' ? { selected: '' } : {}) }, name)));
    const bar = el('progress', { max: '1', value: '0', hidden: '', 'aria-label': 'Recounted so far' });
    const said = el('p', { class: 'soft', role: 'status' });
    const table = el('div', { class: 'recount-tables' });
    this.#parts = { start, cancel, hours, bar, said, table };
    start.addEventListener('click', () => this.#begin());
    cancel.addEventListener('click', () => this.#cancel());
    this.element = el('section', { class: 'panel recount', 'aria-labelledby': 'recount-title', hidden: '' },
      el('h2', { id: 'recount-title' }, 'What would have been counted?'),
      el('p', { class: 'soft small' }, 'The box can count the past again with the new lines and zones. Nothing that was counted changes.'),
      el('div', { class: 'row' }, el('label', { for: 'recount-hours', class: 'unseen' }, 'How far back'), hours, start, cancel),
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
      setText(this.#parts.said, `${refusal.message} ${refusal.cure ?? ''}`);
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
    const words = {
      none: '',
      running: `Recounting, ${Math.round(now.done * 100)} % done. Counting goes on beside it.`,
      done: 'Recounted.',
      cancelled: 'Cancelled.',
      failed: `It did not work: ${now.error ?? ''}`,
    };
    setText(said, words[now.state]);
    if (now.state === 'done') {
      table.replaceChildren(...this.#tables(now));
    }
  }

  #tables({ lines, zones }) {
    if (lines.length + zones.length === 0) {
      return [el('p', {}, 'No line and no zone is different.')];
    }
    const all = [];
    const passed = (sum) => (sum ? `${count(sum.in)} in · ${count(sum.out)} out` : '–');
    const stayed = (sum) => (sum ? `${count(sum.visits)} visits${sum.visits > 0 ? `, ${duration(sum.dwellSeconds / sum.visits)} each` : ''}` : '–');
    if (lines.length > 0) {
      all.push(table('Line', lines.map((line) => [`${line.camera}: ${line.id}`, passed(line.before), passed(line.after)])));
    }
    if (zones.length > 0) {
      all.push(table('Zone', zones.map((zone) => [`${zone.camera}: ${zone.id}`, stayed(zone.before), stayed(zone.after)])));
    }
    return all;
  }
}

function table(name, rows) {
  return el('table', {},
    el('thead', {}, el('tr', {}, ...[name, 'Before', 'After'].map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map(([first, ...rest]) => el('tr', {}, el('th', { scope: 'row' }, first), ...rest.map((cell) => el('td', {}, cell))))));
}
