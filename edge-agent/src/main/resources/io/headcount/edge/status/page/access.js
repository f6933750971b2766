// Who is in: what the box says of it, and requests that change something.

import { t } from './words.js';

const CSRF = 'X-Headcount-Csrf';

let csrf = '';

// What a page has to know before anybody is signed in.
export async function askAccess() {
  const response = await fetch('/api/v1/access', { cache: 'no-store' });
  if (!response.ok) {
    throw new Error((await response.json()).error);
  }
  const access = await response.json();
  csrf = access.csrf ?? '';
  return access;
}

// Sends what changes something, as JSON. The answer is the caller's to read.
export async function change(method, path, body) {
  if (csrf === '') {
    await askAccess();
  }
  const send = () => fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', [CSRF]: csrf },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const before = csrf;
  const response = await send();
  if (response.status === 403) {
    // in another window somebody may have signed in anew
    await askAccess();
  }
  return csrf === before ? response : send();
}

// Whether somebody is in the middle of something that they would lose with the page.
let busy = () => false;

export function stayWhile(drawing) {
  busy = drawing;
}

// The session is over: afterwards the same page again.
export function toEntrance() {
  if (!busy()) {
    const here = location.pathname + location.search;
    location.replace(here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`);
  }
}

// Where somebody wanted to go before they had to sign in; only ever a page of this box.
export function destination() {
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) ? to : '/';
}

// What the two entrances do alike: the form, its faults and its waits.
export class Entrance {
  #form = document.getElementById('form');
  #fault = document.getElementById('fault');
  #go = document.getElementById('go');
  #words = this.#go.textContent;
  #busy = false;
  #until = 0;
  #timer = 0;
  #done;

  // done: what follows when the box has let one in.
  constructor(send, done = () => location.replace(destination())) {
    this.#done = done;
    const password = document.getElementById('password');
    const show = document.getElementById('show');
    show.addEventListener('click', () => {
      const shown = password.type === 'password';
      password.type = shown ? 'text' : 'password';
      show.setAttribute('aria-pressed', String(shown));
      show.textContent = t(shown ? 'entrance.hide' : 'entrance.show');
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const empty = [...this.#form.querySelectorAll('input[required]')].find((input) => input.value === '');
      if (empty) {
        empty.focus();
      } else if (!this.#busy && this.#until <= performance.now()) {
        this.attempt(() => send(new FormData(this.#form)));
      }
    });
  }

  // Does something that ends in the page, or in words why not.
  async attempt(send) {
    this.#work(true);
    try {
      const response = await send();
      const answer = await response.json();
      if (response.ok) {
        this.#done();
        return;
      }
      this.say(answer.error, answer.hint);
      this.wait(answer.waitSeconds ?? 0);
      if (response.status === 409) {
        setTimeout(() => location.replace('/sign-in'), 4000);
      }
    } catch {
      this.say(t('entrance.noAnswer'), t('entrance.noAnswerCure'));
    }
    this.#work(false);
  }

  say(error, hint) {
    const strong = document.createElement('strong');
    strong.textContent = error[0].toUpperCase() + error.slice(1);
    this.#fault.replaceChildren(strong, hint[0].toUpperCase() + hint.slice(1));
    this.#fault.hidden = false;
  }

  // Counts the seconds down on the button.
  wait(seconds) {
    clearInterval(this.#timer);
    this.#until = performance.now() + seconds * 1000;
    this.#timer = setInterval(() => this.#tick(), 250);
    this.#tick();
  }

  showCertificate({ fingerprint }) {
    document.getElementById('certificate').hidden = !fingerprint;
    document.getElementById('fingerprint').textContent = fingerprint ?? '';
  }

  #work(busy) {
    this.#busy = busy;
    this.#tick();
  }

  #tick() {
    const left = Math.ceil((this.#until - performance.now()) / 1000);
    if (left <= 0) {
      clearInterval(this.#timer);
    }
    this.#go.disabled = this.#busy || left > 0;
    this.#go.textContent = left > 0 ? t('entrance.wait', { s: left }) : this.#busy ? t('entrance.busy') : this.#words;
  }
}
