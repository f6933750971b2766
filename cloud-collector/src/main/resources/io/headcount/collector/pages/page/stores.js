// Where the stores belong: region, group, and how many people each is meant to hold.
import { list, send } from './api.js';
import { el, setText } from './dom.js';
import { byName, clock } from './format.js';
import { button, empty, fill, head, may, panel, say, storeLink } from './parts.js';
import { t } from './words.js';

export function show({ main, session, signal }) {
  const top = head(t('stores.title'), t('stores.sub'));
  const body = el('div', { class: 'stack' });
  main.append(top.node, body);
  return fill(body, signal, async () => {
    const stores = await list('/api/v1/stores', {}, signal);
    if (stores.length === 0) {
      return el('div', { class: 'panel' }, empty(t('overview.none'), t('overview.noneCure')));
    }
    const regions = Map.groupBy(
      stores.sort((one, other) => byName(one.store, other.store)),
      (store) => store.region ?? '',
    );
    const choices = (field, id) =>
      el(
        'datalist',
        { id },
        ...[...new Set(stores.map((store) => store[field]).filter(Boolean))].map((name) => el('option', { value: name })),
      );
    const names = [...regions.keys()].sort((one, other) => (one === '') - (other === '') || byName(one, other));
    return [
      choices('region', 'regions'),
      choices('group', 'groups'),
      ...names.map((name) => region(name, regions.get(name), session)),
    ];
  }, { height: 400 });
}

function region(name, stores, session) {
  const part = panel(name || t('stores.noRegion'));
  setText(part.side, t('overview.count', { n: stores.length, count: stores.length }));
  const rows = stores.map((store) => row(store, session));
  const headings = [t('column.store'), t('overview.group'), t('stores.capacity'), t('stores.zone'), ''];
  const body = el('tbody', {}, ...rows);
  part.body.append(
    el(
      'table',
      { class: 'table places' },
      el('caption', { class: 'sr' }, name || t('stores.noRegion')),
      el('thead', {}, el('tr', {}, ...headings.map((text) => (text ? el('th', { scope: 'col' }, text) : el('td'))))),
      body,
    ),
  );
  return part.node;
}

function row(store, session) {
  const made = el('tr', {});
  const read = (focus) => {
    const change = button(t('stores.change'), () => write(), 'plain');
    change.setAttribute('aria-label', t('stores.changeOf', { store: store.store }));
    made.replaceChildren(
      el('th', { scope: 'row' }, el('a', { href: storeLink(store.store) }, store.store)),
      el('td', {}, store.group ?? '–'),
      el('td', {}, store.capacity === null ? '–' : String(store.capacity)),
      el('td', { class: 'soft' }, `${store.zone}, ${clock(Date.now(), store.zone)}`),
      el('td', { class: 'number' }, ...(may(session, 'write_notes') ? [change] : [])),
    );
    if (focus) {
      change.focus();
    }
  };
  const write = () => {
    const field = (label, value, attributes) => {
      const input = el('input', { value: value ?? '', maxlength: '80', autocomplete: 'off', ...attributes });
      return [input, el('label', { class: 'field' }, el('span', {}, label), input)];
    };
    const [region, regionField] = field(t('overview.region'), store.region, { type: 'text', list: 'regions' });
    const [group, groupField] = field(t('overview.group'), store.group, { type: 'text', list: 'groups' });
    const [capacity, capacityField] = field(t('stores.capacity'), store.capacity, { type: 'number', min: '1', max: '1000000' });
    const wrong = el('p', { class: 'wrong', role: 'alert' });
    const form = el(
      'form',
      { class: 'toolbar' },
      regionField,
      groupField,
      capacityField,
      el('button', { type: 'submit', class: 'button main' }, t('stores.save')),
      button(t('stores.cancel'), () => read(true)),
      wrong,
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        const { store: name, ...place } = await send('PUT', `/api/v1/stores/${encodeURIComponent(store.store)}/place`, {
          region: region.value.trim() || null,
          group: group.value.trim() || null,
          capacity: capacity.value ? Number(capacity.value) : null,
        });
        Object.assign(store, place);
        say(t('stores.saved', { store: name }));
        read(true);
      } catch (error) {
        setText(wrong, error.status ? `${error.message}: ${error.cure}` : t('failure.network'));
      }
    });
    made.replaceChildren(
      el('th', { scope: 'row' }, store.store),
      el('td', { colspan: '4' }, form),
    );
    region.focus();
  };
  read(false);
  return made;
}
