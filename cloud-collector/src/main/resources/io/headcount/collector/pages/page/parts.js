// What the pages are put together from.
import { Refusal } from './api.js';
import { el, setText, setTone } from './dom.js';
import { NOTHING, ratio, signed } from './format.js';
import { t } from './words.js';

export function titled(title) {
  document.title = `${title} · Headcount`;
}

export function head(title, sub, ...side) {
  titled(title);
  const under = el('p', { class: 'soft' }, sub ?? '');
  const heading = el('h1', {}, title);
  return {
    node: el('div', { class: 'head' }, el('div', { class: 'head-words' }, heading, under), ...side),
    under,
    heading,
  };
}

export function panel(title, ...children) {
  const id = `p${Math.random().toString(36).slice(2)}`;
  const side = el('div', { class: 'soft small' });
  const body = el('div', { class: 'panel-body' }, ...children);
  return {
    node: el(
      'section',
      { class: 'panel', 'aria-labelledby': id },
      el('div', { class: 'panel-head' }, el('h2', { id }, title), side),
      body,
    ),
    side,
    body,
  };
}

export function tile(name) {
  const value = el('dd', { class: 'tile-value' }, NOTHING);
  const note = el('dd', { class: 'tile-note' });
  return {
    node: el('div', { class: 'panel tile' }, el('dt', { class: 'tile-name' }, name), value, note),
    show(text, ...notes) {
      setText(value, text);
      note.replaceChildren(...notes);
    },
    value,
    note,
  };
}

export function pill(text, tone) {
  return el('span', { class: 'pill', 'data-tone': tone }, text);
}

const STEADY = 0.02;

export function change(now, then) {
  const node = el('span', { class: 'change' });
  showChange(node, now, then);
  return node;
}

export function showChange(node, now, then) {
  const by = ratio(now, then);
  setText(node, signed(by));
  setTone(node, by === null || Math.abs(by) < STEADY ? '' : by > 0 ? 'good' : 'bad');
}

export function empty(title, text, ...more) {
  return el('div', { class: 'state' }, el('strong', {}, title), el('p', {}, text), ...more);
}

export function button(text, onPress, kind = '') {
  const made = el('button', { type: 'button', class: `button ${kind}` }, text);
  made.addEventListener('click', onPress);
  return made;
}

// What stands in place of a page that a role does not allow: nothing of it, and who can help.
export function notAllowed(role) {
  return deadEnd(t('refused.title'), t('refused.cure', { role: t(`role.${role}`) }));
}

export function nowhere() {
  return deadEnd(t('nowhere.what'), t('nowhere.cure'));
}

function deadEnd(what, cure) {
  return el(
    'div',
    { class: 'panel' },
    empty(what, cure, el('a', { class: 'button', href: '/' }, t('deadEnd.back'))),
  );
}

export function failure(error, retry) {
  const refused = error instanceof Refusal && error.status > 0;
  const node = empty(
    refused ? error.message : t('failure.network'),
    refused ? error.cure : t('failure.networkCure'),
    ...(retry ? [button(t('failure.retry'), retry)] : []),
  );
  node.setAttribute('role', 'alert');
  return node;
}

export function waiting(height = 120) {
  const ghost = el('div', { class: 'ghost', role: 'status' }, el('span', { class: 'sr' }, t('waiting')));
  ghost.style.height = `${height}px`;
  return ghost;
}

/*
 * Fills a place with what a promise brings: grey before, a way to try again after a failure. What an
 * aborted page asked for goes nowhere.
 */
export async function fill(place, signal, load, { height, quiet = false } = {}) {
  if (!quiet) {
    place.replaceChildren(waiting(height));
  }
  place.setAttribute('aria-busy', 'true');
  try {
    const children = await load();
    if (!signal.aborted && children) {
      place.replaceChildren(...[children].flat());
    }
  } catch (error) {
    if (!signal.aborted && !(quiet && error.status === 0)) {
      if (!(error instanceof Refusal)) {
        console.error(error);
      }
      place.replaceChildren(failure(error, () => fill(place, signal, load, { height })));
    }
  } finally {
    place.removeAttribute('aria-busy');
  }
}

// One of a few. Options: [value, text].
export function choice(label, options, value, onChange) {
  const name = `c${Math.random().toString(36).slice(2)}`;
  const group = el('fieldset', { class: 'choice' }, el('legend', { class: 'sr' }, label));
  for (const [option, text] of options) {
    const input = el('input', { type: 'radio', name, value: option });
    input.checked = option === value;
    input.addEventListener('change', () => onChange(option));
    group.append(el('label', {}, input, el('span', {}, text)));
  }
  return group;
}

export function select(label, options, value, onChange) {
  const chosen = el('select', {});
  options.forEach(([option, text]) => {
    const made = el('option', { value: option }, text);
    made.selected = option === value;
    chosen.append(made);
  });
  chosen.addEventListener('change', () => onChange(chosen.value));
  return el('label', { class: 'field' }, el('span', {}, label), chosen);
}

export function input(label, type, value, onChange, attributes = {}) {
  const made = el('input', { type, value, ...attributes });
  made.addEventListener(type === 'search' ? 'input' : 'change', () => onChange(made.value));
  return el('label', { class: 'field' }, el('span', {}, label), made);
}

// A table. Columns: {name, number?, cell(row)}; cell gives text or an element.
export function table(name, columns, rows, { scroll = true } = {}) {
  const headRow = el('tr', {});
  columns.forEach((column) =>
    headRow.append(el('th', { scope: 'col', class: column.number ? 'number' : undefined }, column.name)),
  );
  const body = el('tbody', {});
  rows.forEach((row) => {
    const line = el('tr', {});
    columns.forEach((column, index) => {
      const cell = index === 0 ? el('th', { scope: 'row' }) : el('td', {});
      if (column.number) {
        cell.className = 'number';
      }
      cell.append(column.cell(row));
      line.append(cell);
    });
    body.append(line);
  });
  const made = el('table', { class: 'table' }, el('caption', { class: 'sr' }, name), el('thead', {}, headRow), body);
  return scroll ? el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name }, made) : made;
}

export function say(text) {
  setText(document.getElementById('told'), text);
}

export function storeLink(store) {
  return `/stores/${encodeURIComponent(store)}`;
}

export function deviceLink(store, device) {
  return `/fleet/${encodeURIComponent(store)}/${encodeURIComponent(device)}`;
}

// Whether this session may change a store.
export function may(session, permission) {
  return session.permissions.includes(permission);
}

// Calls at most once in a while, and once more after the last call.
export function seldom(milliseconds, action, signal) {
  let timer;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!signal.aborted) {
        action();
      }
    }, milliseconds);
  };
}
