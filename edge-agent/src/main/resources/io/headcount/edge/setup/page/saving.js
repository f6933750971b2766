// What becomes of a draft over a camera's picture: it is saved as a new version, the box says whether
// it goes by it, and a person chooses where somebody else was faster.

import { stayWhile } from './access.js';
import { el } from './dom.js';
import { cured, moment } from './format.js';
import { Refusal, inForce, post, put, setup } from './server.js';
import { t } from './words.js';

const button = (text) => el('button', { type: 'button', class: 'button' }, text);

export class Saving {
  // all that is set up, as the box last told it
  whole;
  // where it is said what became of it
  element = el('div', { class: 'result', role: 'status' });
  // whether one may save changed
  onchange = () => {};
  // the draft began anew from what is saved
  ontaken = () => {};
  // (version before, version in force)
  oninforce = () => {};
  // what the box finds wrong with the draft, to be shown where it is drawn; true when it is
  onproblems = () => false;
  #id;
  #draft;
  #saved;
  #busy = false;

  // saved(number, what): the text for a version that the box goes by.
  constructor(id, draft, whole, saved) {
    this.#id = id;
    this.#draft = draft;
    this.whole = whole;
    this.#saved = saved;
  }

  get possible() {
    return this.#draft.dirty && !this.#busy;
  }

  get #there() {
    return this.whole.cameras.some((camera) => camera.id === this.#id);
  }

  // All cameras, this one as it is drawn.
  cameras() {
    return this.whole.cameras.map((camera) => (camera.id === this.#id ? { ...camera, ...this.#draft.output() } : camera));
  }

  async save() {
    if (this.possible) {
      await this.#alone(() => this.#put());
    }
  }

  // One thing at a time; what the box refuses is said.
  async #alone(work) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.onchange();
    try {
      await work();
    } catch (refusal) {
      this.refused(refusal);
    } finally {
      this.#busy = false;
      this.onchange();
    }
  }

  async #put() {
    this.say('wait', t('saving'));
    if (!this.#there) {
      this.whole = await setup(); // it may have been put back
    }
    if (!this.#there) {
      this.say('bad', t('zones.gone', { camera: this.#id }));
      return;
    }
    const before = this.whole.version.number;
    // one can go on drawing while it is on its way
    const drawn = this.#draft.output();
    const saved = await put('/api/v1/setup', { base: before, cameras: this.cameras() });
    this.#draft.kept(drawn);
    await this.#follow(saved, before);
  }

  // Begins anew from what is saved; a camera that is gone leaves the draft as it is.
  take() {
    const camera = this.whole.cameras.find((one) => one.id === this.#id);
    if (camera) {
      this.#draft.take(camera);
    }
    this.say('', '');
    this.ontaken();
  }

  async #follow(saved, before) {
    const { number, what } = saved.version;
    this.say('wait', t('zones.saved', { number }));
    const good = await inForce(number);
    this.whole = await setup();
    if (!good) {
      const [trouble] = this.whole.troubles;
      this.say('bad', trouble ? cured(trouble.text, trouble.cure) : t('zones.notYet'));
      return;
    }
    const back = button(t('versions.backTo', { number: before }));
    back.addEventListener('click', () => this.#alone(() => this.#restore(before)));
    this.say('good', this.#saved(number, what), back);
    this.oninforce(before, number);
  }

  async #restore(number) {
    const before = this.whole.version.number;
    const saved = await post(`/api/v1/setup/versions/${number}/restore`, { base: before });
    await this.#theirs();
    await this.#follow(saved, before);
  }

  async #theirs() {
    this.whole = await setup();
    this.take();
  }

  async #mine() {
    this.whole = await setup();
    await this.#put();
  }

  refused(refusal) {
    if (!(refusal instanceof Refusal)) {
      throw refusal;
    }
    if (refusal.since.length > 0) {
      this.#faster(refusal.since);
      return;
    }
    const shown = this.onproblems(refusal.problems);
    const problems = shown ? [] : refusal.problems.map((one) => cured(one.text, one.cure));
    this.say('bad', [t('zones.notSaved', { why: cured(refusal.message, refusal.cure) }), ...problems].join(' · '));
  }

  // Versions that were made since, the newest first.
  #faster(since) {
    const [{ number, by, at }] = since;
    const mine = button(t('zones.mine'));
    const theirs = button(t('zones.theirs'));
    mine.addEventListener('click', () => this.#alone(() => this.#mine()));
    theirs.addEventListener('click', () => this.#alone(() => this.#theirs()));
    const what = since.map((version) => version.what).join('; ');
    this.say('bad', t('zones.faster', { by, number, at: moment(at), what }), mine, theirs);
  }

  say(tone, text, ...more) {
    this.element.dataset.tone = tone;
    this.element.replaceChildren(...(text ? [el('p', {}, text)] : []), ...(more.length > 0 ? [el('div', { class: 'row' }, ...more)] : []));
  }
}

// The keys of a page with a draft, and a warning when it is left with changes.
export function keys(draft, { step, save, other = () => {} }) {
  stayWhile(() => draft.dirty);
  window.addEventListener('beforeunload', (event) => {
    if (draft.dirty) {
      event.preventDefault();
    }
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input, select, textarea');
    const meta = event.ctrlKey || event.metaKey;
    if (meta && !typing && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      step(event.shiftKey ? 'redo' : 'undo');
    } else if (meta && event.key.toLowerCase() === 's') {
      event.preventDefault();
      save();
    } else {
      other(event, typing);
    }
  });
}
