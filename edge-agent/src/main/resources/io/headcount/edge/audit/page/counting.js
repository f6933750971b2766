// The first stage: the person marks each crossing. The machine's count is not even known here.

import { el, setText } from './dom.js';
import { Player, clock, drawLine } from './player.js';
import { post } from './server.js';

const SPEEDS = [0.25, 0.5, 1, 1.5, 2, 3, 4];
const SAVE_EVERY_MS = 2000;
const SHOWN_MARKS = 200;

const byId = (id) => document.getElementById(id);

export function fillSpeeds(select, chosen) {
  select.replaceChildren(...SPEEDS.map((speed) => el('option', { value: speed }, `${speed}×`)));
  select.value = String(chosen);
}

export class Counting {
  #state;
  #changed;
  #failed;
  #player;
  #watched;
  #saved = 0;
  #savedFrame = 0;
  // steps go to the program one after the other, in the order of the keys
  #line = Promise.resolve();

  constructor(state, { changed, failed }) {
    this.#state = state;
    this.#changed = changed;
    this.#failed = failed;
    this.#watched = state.watched;
    this.#player = new Player(byId('canvas'), {
      url: (frame) => `/frames/${frame}.jpg`,
      draw: (context, width, height) =>
        state.lines.forEach((line, index) => drawLine(context, line, index + 1, width, height)),
      told: () => this.#told(),
    });
    fillSpeeds(byId('speed'), 1);
    this.#lines();
    this.#listen();
    this.update(state);
    this.#player.open({ rate: state.rate, at: state.position, last: state.end ?? Infinity });
  }

  update(state) {
    this.#state = state;
    if (state.end) {
      this.#player.last = Math.min(this.#player.last, state.end);
    }
    for (const line of state.lines) {
      for (const direction of ['in', 'out']) {
        const marks = state.marks.filter((mark) => mark.line === line.id && mark.direction === direction);
        setText(document.querySelector(`[data-tally="${line.id} ${direction}"]`), String(marks.length));
      }
    }
    this.#marks();
    this.#told();
  }

  #lines() {
    byId('lines').replaceChildren(
      ...this.#state.lines.map((line, index) => {
        const key = index + 1;
        const button = (direction, keys, words) => {
          const made = el(
            'button',
            { type: 'button', class: `way ${direction}`, 'data-line': line.id, 'data-direction': direction },
            el('span', { class: 'keycaps' }, ...keys.map((name) => el('kbd', {}, name))),
            el('span', { class: 'words' }, el('b', {}, direction), ` ${words}`),
            el('span', { class: 'tally', 'data-tally': `${line.id} ${direction}` }, '0'),
          );
          made.addEventListener('click', () => this.mark(line.id, direction));
          return made;
        };
        const keyed = key <= 9;
        return el(
          'div',
          { class: 'line' },
          el('h3', {}, line.id),
          button('in', keyed ? [String(key)] : [], line.in),
          button('out', keyed ? ['Shift', String(key)] : [], line.out),
        );
      }),
    );
  }

  #listen() {
    byId('play').addEventListener('click', () => this.#toggle());
    byId('undo').addEventListener('click', () => this.#undo());
    byId('finish').addEventListener('click', () => this.#finish());
    byId('speed').addEventListener('change', (event) => this.#player.faster(Number(event.target.value)));
    byId('scrub').addEventListener('input', (event) => {
      this.#player.pause();
      // what was not watched cannot be jumped over
      this.#player.go(Math.min(Number(event.target.value), this.#watched));
    });
    for (const button of document.querySelectorAll('[data-step]')) {
      button.addEventListener('click', () => this.#step(button.dataset.step));
    }
    document.addEventListener('keydown', (event) => this.#key(event));
    // Space and arrows belong to the player, whatever was clicked last
    document.addEventListener('keyup', (event) => {
      if (this.#active(event) && event.code === 'Space') {
        event.preventDefault();
      }
    });
  }

  #active(event) {
    return !byId('count').hidden && !event.altKey && !event.metaKey && !/^(TEXTAREA|SELECT)$/.test(event.target.tagName);
  }

  #key(event) {
    if (!this.#active(event)) {
      return;
    }
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const action = this.#action(event, digit);
    if (action) {
      event.preventDefault();
      action();
    }
  }

  #action(event, digit) {
    if (event.code === 'KeyU' || (event.ctrlKey && event.code === 'KeyZ')) {
      return () => event.repeat || this.#undo();
    }
    if (event.ctrlKey) {
      return null;
    }
    if (digit) {
      const line = this.#state.lines[Number(digit[1]) - 1];
      return line && (() => event.repeat || this.mark(line.id, event.shiftKey ? 'out' : 'in'));
    }
    switch (event.code) {
      case 'Space':
        return () => event.repeat || this.#toggle();
      case 'ArrowLeft':
        return () => this.#step(event.shiftKey ? '-second' : '-1');
      case 'ArrowRight':
        return () => this.#step(event.shiftKey ? 'second' : '1');
      case 'Minus':
      case 'NumpadSubtract':
        return () => this.#speed(-1);
      case 'Equal':
      case 'NumpadAdd':
        return () => this.#speed(1);
      default:
        return { '+': () => this.#speed(1), '-': () => this.#speed(-1) }[event.key];
    }
  }

  #speed(change) {
    const select = byId('speed');
    const place = Math.min(Math.max(0, SPEEDS.indexOf(this.#player.speed) + change), SPEEDS.length - 1);
    select.value = String(SPEEDS[place]);
    this.#player.faster(SPEEDS[place]);
  }

  #toggle() {
    if (this.#player.playing) {
      this.#player.pause();
    } else {
      this.#player.play();
    }
  }

  #step(step) {
    const second = Math.max(1, Math.round(this.#state.rate));
    this.#player.step({ '-second': -second, second }[step] ?? Number(step));
  }

  mark(line, direction) {
    const frame = this.#player.frame;
    this.#flash(`${line} ${direction}`, direction);
    this.#send('/api/mark', { line, direction, frame });
  }

  #undo() {
    const last = this.#state.marks.at(-1);
    if (last) {
      this.#flash(`undone: ${last.line} ${last.direction}`, 'undo');
    }
    this.#send('/api/undo');
  }

  #flash(text, kind) {
    const flash = byId('flash');
    setText(flash, text);
    flash.dataset.kind = kind;
    flash.classList.remove('shown');
    void flash.offsetWidth;
    flash.classList.add('shown');
  }

  #send(path, body) {
    this.#line = this.#line.then(async () => {
      try {
        this.#changed(await post(path, body));
      } catch (error) {
        this.#player.pause();
        this.#failed(error);
      }
    });
    return this.#line;
  }

  #finish() {
    this.#player.pause();
    const seen = this.#watched;
    const all = Number.isFinite(this.#player.last) && seen >= this.#player.last;
    const part = all ? '' : `You have watched up to ${byId('time').textContent} of the clip; only that part is compared. `;
    if (window.confirm(`${part}Then the machine's count is shown, and yours can only be corrected with a trace. Finish?`)) {
      this.#send('/api/position', { frame: this.#player.frame });
      this.#send('/api/finish');
    }
  }

  #told() {
    const player = this.#player;
    this.#watched = Math.max(this.#watched, player.frame);
    const end = Number.isFinite(player.last) ? player.last : null;
    setText(byId('play'), player.playing ? 'Pause' : 'Play');
    setText(byId('time'), clock(player.seconds));
    setText(byId('frame'), `frame ${player.frame}${end ? ` of ${end}` : ''}`);
    const scrub = byId('scrub');
    scrub.max = String(end ?? this.#watched);
    scrub.value = String(player.frame);
    const through = end !== null && this.#watched >= end;
    setText(
      byId('finish-why'),
      through
        ? 'You have watched the whole clip.'
        : 'Watch to the end, or finish here: what you have not watched is left out.',
    );
    this.#save(through);
  }

  // The place is kept now and then, and whenever play stops; marks keep it as well.
  #save(through) {
    const now = Date.now();
    const due = now - this.#saved > SAVE_EVERY_MS || !this.#player.playing || through;
    if (due && this.#player.frame !== this.#savedFrame && !this.#state.finished) {
      this.#saved = now;
      this.#savedFrame = this.#player.frame;
      this.#send('/api/position', { frame: this.#player.frame });
    }
  }

  #marks() {
    const newest = this.#state.marks.slice(-SHOWN_MARKS).reverse();
    byId('undo').disabled = newest.length === 0;
    byId('marks').replaceChildren(
      ...newest.map((mark) => {
        const jump = el(
          'button',
          { type: 'button', class: 'jump', 'data-mark': mark.id, title: 'Go there' },
          el('span', { class: mark.direction }, mark.direction),
          ` ${mark.line}`,
          el('span', { class: 'soft' }, ` frame ${mark.frame}`),
        );
        jump.addEventListener('click', () => {
          this.#player.pause();
          this.#player.go(mark.frame);
        });
        const remove = el('button', { type: 'button', class: 'delete', 'aria-label': `Delete mark at frame ${mark.frame}` }, '×');
        remove.addEventListener('click', () => this.#send('/api/delete', { id: mark.id }));
        return el('li', {}, jump, remove);
      }),
    );
    if (newest.length === 0) {
      byId('marks').replaceChildren(el('li', { class: 'soft' }, 'None yet'));
    }
  }

  stop() {
    this.#player.pause();
  }
}
