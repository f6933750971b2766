// What these pages have around them: the bar on top, messages, refusals in words.
import { session, signOut } from '../api.js';
import { el, setText } from '../dom.js';
import { notAllowed } from '../parts.js';
import { t } from './words.js';

const LINKS = [
  ['/', 'dashboard'],
  ['/users', 'users', 'manage_users'],
  ['/audit', 'audit', 'see_audit_log'],
  ['/account', 'account'],
];

const LOGO = new URL('../logo.svg', import.meta.url).href;
const main = document.getElementById('main');

// a page that a browser kept whole, such as for its button Back, may be another's by now
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

function logo() {
  return el('img', { class: 'logo', src: LOGO, alt: '', width: 30, height: 30 });
}

// The bar of a page that needs no session.
export function gate(title) {
  name(title);
  main.classList.replace('page', 'gate');
  document
    .getElementById('top')
    .append(el('div', { class: 'wrap top-row' }, logo(), el('strong', { class: 'who' }, 'Headcount')));
}

function name(title) {
  document.title = t('title', { page: title });
}

// Who is signed in; nobody is told as undefined.
export async function known() {
  try {
    return await session();
  } catch (refusal) {
    if (refusal.status === 401) {
      return undefined;
    }
    throw refusal;
  }
}

function signInAddress() {
  const here = location.pathname + location.search;
  return here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`;
}

// Where to go after the sign-in: a place of this very server, whatever the address says.
export function comeBack() {
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  try {
    const place = new URL(to, location.origin);
    const ours = place.origin === location.origin && /^\/(?![/\\])/.test(to);
    return ours ? place.pathname + place.search + place.hash : '/';
  } catch {
    return '/';
  }
}

// Shows the bar and gives the session; a page that its role does not allow shows nothing else.
export async function enter(titleKey, permission) {
  name(t(titleKey));
  let found;
  try {
    found = await known();
  } catch (refusal) {
    main.replaceChildren(el('p', { class: 'panel', role: 'alert' }, reason(refusal)));
    return undefined;
  }
  if (!found) {
    location.replace(signInAddress());
    return undefined;
  }
  bar(found);
  if (permission && !found.permissions.includes(permission)) {
    main.replaceChildren(el('h1', {}, t(titleKey)), notAllowed(found.role));
    return undefined;
  }
  return found;
}

function bar(found) {
  const links = LINKS.filter(([, , needs]) => !needs || found.permissions.includes(needs)).map(
    ([path, key]) =>
      el('a', { href: path, 'aria-current': path === location.pathname ? 'page' : undefined }, t(key)),
  );
  const out = el('button', { class: 'button plain', type: 'button' }, t('signOut'));
  out.addEventListener('click', async () => {
    await signOut().catch(() => {});
    navigator.serviceWorker?.controller?.postMessage('forget');
    location.assign('/sign-in');
  });
  document.getElementById('top').replaceChildren(
    el(
      'div',
      { class: 'wrap top-row' },
      el('a', { class: 'brand', href: '/', 'aria-label': 'Headcount' }, logo()),
      el('nav', { 'aria-label': t('pages') }, ...links),
      el('span', { class: 'soft small signed' }, found.user.name),
      out,
    ),
  );
}

// Says something to everybody, also to who cannot see it.
export function tell(text) {
  setText(document.getElementById('told'), text);
  document.querySelector('.toast')?.remove();
  const toast = el('p', { class: 'toast', 'aria-hidden': 'true' }, text);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 6000);
}

export function reason(refusal) {
  if (refusal.status === 0) {
    return t('notReached');
  }
  // how a body is to be written helps programs
  const cure = refusal.code === 'body' ? '' : refusal.cure;
  return [refusal.message, cure].filter(Boolean).join(' – ');
}

// A labelled input. Returns [label, input].
export function field(key, attributes = {}, hint) {
  const id = `field-${key}`;
  const input = el('input', {
    id,
    name: key,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    ...attributes,
  });
  const parts = [el('label', { for: id }, t(key)), input];
  if (hint) {
    parts.push(el('p', { class: 'soft small', id: `${id}-hint` }, hint));
  }
  return [el('div', { class: 'field' }, ...parts), input];
}

// A labelled input for a password, which password stores know as 'current-password' or 'new-password'.
export function secret(key, known, hint) {
  return field(key, { type: 'password', autocomplete: known, required: '', maxlength: 256 }, hint);
}

// Inputs for a password chosen anew and typed twice. agreed() says in the fault where they differ.
export function chosen() {
  const [firstField, first] = secret('newPassword', 'new-password', t('rule'));
  const [secondField, second] = secret('repeat', 'new-password');
  return {
    fields: [firstField, secondField],
    inputs: [first, second],
    agreed(fault) {
      const same = first.value === second.value;
      if (!same) {
        setText(fault, t('different'));
        second.focus();
      }
      return same;
    },
  };
}

// So that password stores know whose password it is.
export function whose(login) {
  return el('input', {
    class: 'sr',
    tabindex: -1,
    'aria-hidden': 'true',
    readonly: '',
    autocomplete: 'username',
    value: login,
  });
}

// A switch that shows what is typed into these fields, until their form is emptied.
export function reveal(...inputs) {
  const box = el('input', { type: 'checkbox' });
  const show = (type) => inputs.forEach((input) => input.setAttribute('type', type));
  box.addEventListener('change', () => show(box.checked ? 'text' : 'password'));
  addEventListener('reset', (event) => event.target === box.form && show('password'));
  return el('label', { class: 'check' }, box, t('showPassword'));
}

// Runs what a form asks for: once at a time, its refusal in the form's own words.
export function onSubmit(form, fault, action) {
  const button = form.querySelector('button[type="submit"]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    button.setAttribute('aria-disabled', 'true');
    setText(fault, '');
    try {
      await action();
    } catch (refusal) {
      setText(fault, refusal.words ?? reason(refusal));
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
}
