// The second stage: each difference is looked at and explained, or corrected.

import { fillSpeeds } from './counting.js';
import { el, setText } from './dom.js';
import { Player, clock, drawLine } from './player.js';
import { get, post } from './server.js';

const byId = (id) => document.getElementById(id);
const AROUND_SECONDS = 1.5;

export class Review {
  #state;
  #changed;
  #failed;
  #review = null;
  #chosen = null;
  #player;

  constructor(state, { changed, failed }) {
    this.#state = state;
    this.#changed = changed;
    this.#failed = failed;
    this.#player = new Player(byId('moment'), {
      url: (frame) => `/moments/${frame}.jpg?of=${encodeURIComponent(this.#chosen?.key ?? '')}`,
      draw: (context, width, height, frame) => this.#draw(context, width, height, frame),
      told: () => this.#told(),
    });
    fillSpeeds(byId('moment-speed'), 0.5);
    this.#player.speed = 0.5;
    byId('moment-speed').addEventListener('change', (event) => this.#player.faster(Number(event.target.value)));
    byId('moment-play').addEventListener('click', () => (this.#player.playing ? this.#player.pause() : this.#player.play()));
    for (const button of document.querySelectorAll('[data-moment]')) {
      button.addEventListener('click', () => this.#player.step(Number(button.dataset.moment)));
    }
    this.#fields();
    this.update(state);
  }

  async update(state) {
    this.#state = state;
    const machine = state.machine;
    const ready = machine.state === 'done';
    byId('waiting').hidden = ready;
    byId('compared').hidden = !ready;
    if (!ready) {
      setText(
        byId('waiting'),
        machine.state === 'failed'
          ? `The machine cannot count this clip: ${machine.message}`
          : `The machine still counts: ${machine.frames}${state.end ? ` of ${state.end}` : ''} frames. What you counted is kept.`,
      );
      return;
    }
    try {
      this.#review = await get('/api/review');
    } catch (error) {
      this.#failed(error);
      return;
    }
    this.#tallies();
    this.#list();
    this.#corrected();
    const differences = this.#review.differences;
    const still = differences.find((each) => each.key === this.#chosen?.key);
    if (still) {
      this.#chosen = still;
      this.#judge();
    } else {
      this.#choose(differences.find((each) => each.guessed) ?? differences[0] ?? null);
    }
  }

  #tallies() {
    const heads = ['line and direction', 'true', 'counted', 'missed', 'invented'];
    byId('tallies').replaceChildren(
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
        el(
          'tbody',
          {},
          ...this.#review.tallies.map((each) =>
            el(
              'tr',
              { 'data-row': `${each.line} ${each.direction}` },
              el('th', { scope: 'row' }, `${each.line} ${each.direction}`),
              ...[each.truth, each.counted, each.missed, each.invented].map((figure) => el('td', {}, String(figure))),
            ),
          ),
        ),
      ),
    );
  }

  #list() {
    const differences = this.#review.differences;
    const items = differences.map((each) => {
      const item = el(
        'button',
        { type: 'button', class: 'jump', 'data-key': each.key },
        el('span', { class: each.kind }, each.kind),
        ` ${each.line} ${each.direction} `,
        el('span', { class: 'soft' }, clock(each.seconds)),
        el('span', { class: each.guessed ? 'soft why' : 'why' }, each.guessed ? 'to be judged' : this.#words(each.reason)),
      );
      item.addEventListener('click', () => this.#choose(each));
      return el('li', {}, item);
    });
    byId('differences').replaceChildren(
      ...(items.length > 0 ? items : [el('li', { class: 'soft' }, 'Nowhere: every crossing was counted by both.')]),
    );
  }

  #words(reason) {
    return this.#review.reasons.find((each) => each.reason === reason)?.words ?? reason;
  }

  #corrected() {
    const corrected = this.#review.corrected;
    byId('corrected-panel').hidden = corrected.length === 0;
    byId('corrected').replaceChildren(
      ...corrected.map((mark) => {
        const undo = el('button', { type: 'button' }, 'Take back');
        undo.addEventListener('click', () =>
          mark.origin === 'review'
            ? this.#send('/api/delete', { id: mark.id })
            : this.#send('/api/withdraw', { id: mark.id, withdrawn: false }),
        );
        const what = mark.withdrawn ? 'withdrawn' : 'added';
        return el('li', { class: 'row' }, el('span', {}, `${what}: ${mark.line} ${mark.direction}, frame ${mark.frame}`), undo);
      }),
    );
  }

  #choose(difference) {
    this.#chosen = difference;
    for (const item of document.querySelectorAll('#differences [data-key]')) {
      item.setAttribute('aria-current', String(item.dataset.key === difference?.key));
    }
    this.#judge();
    if (!difference) {
      this.#player.pause();
      return;
    }
    const around = Math.max(2, Math.round(AROUND_SECONDS * this.#state.rate));
    const first = Math.max(1, difference.frame - around);
    const last = Math.min(this.#state.end ?? Infinity, difference.frame + around);
    this.#player.open({ first, last, at: first, loop: true, rate: this.#state.rate }).then(() => this.#player.play());
  }

  #judge() {
    const each = this.#chosen;
    const panel = byId('judge');
    if (!each) {
      panel.replaceChildren(el('p', {}, 'Nothing is left to judge.'));
      return;
    }
    const missed = each.kind === 'missed';
    const question = missed
      ? `You marked ${each.line} ${each.direction} here, and the machine counted nobody. Why?`
      : `The machine counted ${each.line} ${each.direction} here, and you marked nobody. Why?`;
    const choices = this.#review.reasons
      .filter((reason) => (missed ? reason.missed : reason.invented))
      .map((reason) => {
        const chosen = reason.reason === each.reason;
        const button = el(
          'button',
          { type: 'button', class: 'choice', 'data-reason': reason.reason, 'aria-pressed': String(chosen && !each.guessed) },
          reason.words,
        );
        if (chosen && each.guessed) {
          button.append(el('span', { class: 'soft' }, ' (guess)'));
          button.classList.add('guess');
        }
        button.addEventListener('click', () => this.#explain(each, reason.reason));
        return button;
      });
    const own = el(
      'button',
      { type: 'button', class: 'choice own' },
      missed ? 'I was wrong: nobody crossed' : 'I was wrong: I overlooked somebody',
    );
    own.addEventListener('click', () =>
      missed
        ? this.#send('/api/withdraw', { id: each.mark, withdrawn: true })
        : this.#send('/api/overlooked', { key: each.key }),
    );
    panel.replaceChildren(el('h2', {}, question), el('div', { class: 'choices' }, ...choices, own));
  }

  async #explain(each, reason) {
    const next = this.#review.differences.find((other) => other.guessed && other.key !== each.key);
    await this.#send('/api/reason', { key: each.key, reason });
    if (next && each.guessed) {
      this.#choose(this.#review.differences.find((other) => other.key === next.key) ?? null);
    }
  }

  async #send(path, body) {
    try {
      await this.#changed(await post(path, body));
    } catch (error) {
      this.#failed(error);
    }
  }

  #draw(context, width, height, frame) {
    const each = this.#chosen;
    if (!each) {
      return;
    }
    this.#state.lines.forEach((line, index) => {
      if (line.id === each.line) {
        drawLine(context, line, index + 1, width, height);
      }
    });
    if (each.box && frame === each.frame) {
      const [left, top, right, bottom] = each.box;
      context.strokeStyle = '#ff5a50';
      context.lineWidth = 2.5;
      context.strokeRect(left * width, top * height, (right - left) * width, (bottom - top) * height);
    }
    if (frame === each.frame) {
      context.strokeStyle = each.kind === 'missed' ? '#ffd166' : '#ff5a50';
      context.lineWidth = 8;
      context.strokeRect(0, 0, width, height);
    }
  }

  #told() {
    setText(byId('moment-play'), this.#player.playing ? 'Pause' : 'Play');
    const off = this.#chosen ? (this.#player.frame - this.#chosen.frame) / this.#state.rate : 0;
    setText(byId('moment-time'), this.#chosen ? `${off < 0 ? '−' : '+'}${Math.abs(off).toFixed(1)} s of the moment` : '');
  }

  #fields() {
    const form = byId('conditions');
    for (const input of form.querySelectorAll('input')) {
      input.value = this.#state.conditions[input.name];
    }
    const said = () => Object.fromEntries(new FormData(form));
    form.addEventListener('change', () => this.#send('/api/conditions', said()));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const button = form.querySelector('button');
      button.disabled = true;
      setText(button, 'Writing …');
      try {
        await post('/api/conditions', said());
        await post('/api/report');
        byId('report').hidden = false;
        document.body.dataset.stage = 'report';
        byId('report').scrollIntoView({ behavior: 'smooth' });
      } catch (error) {
        this.#failed(error);
      }
      button.disabled = false;
      setText(button, 'Write the report');
    });
  }
}
