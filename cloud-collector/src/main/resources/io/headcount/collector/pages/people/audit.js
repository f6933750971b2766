import { el, setText } from '../dom.js';
import { get } from './api.js';
import { enter, field, reason } from './shell.js';
import { moment, t } from './words.js';
import { texts } from './texts.js';

const PART = 50;
const DEEDS = Object.keys(texts)
  .filter((key) => key.startsWith('deed.'))
  .map((key) => key.slice('deed.'.length));
const HEADS = ['when', 'who', 'what', 'about', 'change', 'place'];

const main = document.getElementById('main');
const found = await enter('audit', 'see_audit_log');
const rows = el('tbody');
const empty = el('p', { class: 'soft', role: 'status' });
const newer = el('button', { class: 'button', type: 'button' }, t('newer'));
const older = el('button', { class: 'button', type: 'button' }, t('older'));
const csv = el('a', { class: 'button', download: 'audit.csv' }, t('csv'));

// The filter lies in the address, so that a view can be kept and passed on.
function asked() {
  const query = new URLSearchParams(location.search);
  const given = new URLSearchParams();
  for (const name of ['who', 'deed', 'from', 'to', 'offset']) {
    if (query.get(name)) {
      given.set(name, query.get(name));
    }
  }
  return given;
}

function change(entry) {
  return [entry.was, entry.became].filter(Boolean).join(' → ');
}

function row(entry) {
  const cells = [
    el('time', { datetime: entry.at, title: entry.at }, moment(entry.at)),
    entry.who || '–',
    t(`deed.${entry.deed}`),
    entry.subject,
    change(entry),
    entry.address,
  ];
  return el('tr', {}, ...cells.map((cell, i) => el('td', { 'data-head': t(HEADS[i]) }, cell)));
}

async function show() {
  const query = asked();
  query.set('limit', PART);
  try {
    const page = await get(`/api/v1/audit?${query}`);
    rows.replaceChildren(...page.items.map(row));
    setText(empty, page.items.length === 0 ? t('nothing') : '');
    const offset = Number(query.get('offset') ?? 0);
    newer.hidden = offset === 0;
    older.hidden = page.next === null;
    newer.onclick = () => go(Math.max(0, offset - PART));
    older.onclick = () => go(page.next);
  } catch (refusal) {
    rows.replaceChildren();
    setText(empty, reason(refusal));
  }
  query.delete('offset');
  query.set('limit', 1000);
  query.set('format', 'csv');
  csv.href = `/api/v1/audit?${query}`;
}

function go(offset) {
  const query = asked();
  if (offset) {
    query.set('offset', offset);
  } else {
    query.delete('offset');
  }
  to(query);
}

function to(query) {
  history.pushState(null, '', query.size ? `${location.pathname}?${query}` : location.pathname);
  show();
}

function filter() {
  const query = asked();
  const [whoField, who] = field('who', { value: query.get('who') ?? '', maxlength: 100 });
  const [fromField, from] = field('from', { type: 'date', value: query.get('from') ?? '' });
  const [toField, until] = field('to', { type: 'date', value: query.get('to') ?? '' });
  const deed = el(
    'select',
    { id: 'deed' },
    el('option', { value: '' }, t('anything')),
    ...DEEDS.map((one) => el('option', { value: one }, t(`deed.${one}`))),
  );
  deed.value = query.get('deed') ?? '';
  const form = el(
    'form',
    { class: 'toolbar' },
    whoField,
    el('div', { class: 'field' }, el('label', { for: 'deed' }, t('what')), deed),
    fromField,
    toField,
    el('button', { class: 'button main', type: 'submit' }, t('filter')),
    csv,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const chosen = new URLSearchParams();
    for (const [name, input] of Object.entries({ who, deed, from, to: until })) {
      if (input.value) {
        chosen.set(name, input.value);
      }
    }
    to(chosen);
  });
  return form;
}

if (found) {
  csv.hidden = !found.permissions.includes('export');
  main.append(
    el('h1', {}, t('audit')),
    filter(),
    el(
      'div',
      { class: 'panel' },
      el(
        'table',
        { class: 'cards' },
        el('caption', { class: 'sr' }, t('audit')),
        el('thead', {}, el('tr', {}, ...HEADS.map((key) => el('th', { scope: 'col' }, t(key))))),
        rows,
      ),
      empty,
    ),
    el('div', { class: 'pager' }, newer, older, el('p', { class: 'soft small' }, `${t('localTimes')} ${t('datesUtc')}`)),
  );
  addEventListener('popstate', show);
  await show();
}
