// All stores: how they are doing now, today and this week, and which of them need somebody.
import { get, list } from './api.js';
import { el, setText, setTone } from './dom.js';
import { byName, calendar, clock, duration, moment, number, percent, signed, today, wall, weekday } from './format.js';
import { attention, ENOUGH, ORDERS, sums } from './glance.js';
import { listen } from './live.js';
import { change, choice, empty, failure, head, input, panel, say, seldom, select, showChange, storeLink, tile, waiting } from './parts.js';
import { keep } from './router.js';
import { spark } from './spark.js';
import { t } from './words.js';

const FIRST = 40; // rows that are drawn at once; the others follow when nothing else is to be done
const SHOWN = 5; // what needs attention, before one asks for all
const CALM = 3000; // after an event, before the stores it is about are asked for again
const ANEW = 60000;
const MANY = 60; // more stores than these are asked for by asking for all

export async function show({ main, query, signal }) {
  const view = new View(main, query, signal);
  view.wait();
  await view.load();
}

class View {
  constructor(main, query, signal) {
    this.signal = signal;
    this.stores = new Map();
    this.rows = new Map();
    this.changed = new Set();
    this.allShown = false;
    this.filters = {
      q: query.get('q') ?? '',
      region: query.get('region') ?? '',
      group: query.get('group') ?? '',
      only: query.get('only') ?? '',
      sort: query.get('sort') in ORDERS ? query.get('sort') : 'store',
      up: query.get('up') === '1',
    };
    if (!query.has('sort')) {
      this.filters.up = true;
    }
    this.head = head(t('overview.title'), t('overview.sub'));
    this.body = el('div', { class: 'stack' });
    main.append(this.head.node, this.body);
    const refresh = seldom(CALM, () => this.refresh(), signal);
    listen((type, data) => {
      if (type === 'again') {
        this.changed.add('*');
      } else {
        this.changed.add(data.store);
      }
      refresh();
    }, signal);
    const timer = setInterval(() => {
      this.changed.add('*');
      this.refresh();
    }, ANEW);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  wait() {
    this.body.replaceChildren(waiting(110), waiting(420));
  }

  async load() {
    try {
      const stores = await list('/api/v1/overview', {}, this.signal);
      stores.forEach((store) => this.stores.set(store.store, store));
      if (stores.length === 0) {
        this.body.replaceChildren(el('div', { class: 'panel' }, empty(t('overview.none'), t('overview.noneCure'))));
        return;
      }
      this.build();
      this.update();
      performance.mark('headcount-overview-ready');
    } catch (error) {
      if (!this.signal.aborted) {
        if (error.status === undefined) {
          console.error(error);
        }
        this.body.replaceChildren(failure(error, () => this.load()));
      }
    }
  }

  // Asks again for the stores that something came from.
  async refresh() {
    if (this.asking || document.hidden) {
      return; // what changed stays marked
    }
    const names = [...this.changed];
    const all = names.includes('*') || names.length > MANY || this.rows.size === 0;
    this.changed.clear();
    this.asking = true;
    try {
      const known = names.filter((name) => this.stores.has(name));
      if (!all && known.length < names.length) {
        this.changed.add('*'); // a store that was not there before
      }
      const stores = all
        ? await list('/api/v1/overview', {}, this.signal)
        : known.length
          ? (await get('/api/v1/overview', { store: known, limit: MANY }, this.signal)).items
          : [];
      stores.forEach((store) => this.stores.set(store.store, store));
      if (this.rows.size === 0 && stores.length > 0) {
        this.build();
      }
      this.update();
    } catch {
      names.forEach((name) => this.changed.add(name)); // the banner says that nothing comes
    } finally {
      this.asking = false;
    }
  }

  build() {
    this.tiles = ['inside', 'today', 'week', 'reporting'].map((name) => tile(t(`overview.${name}`)));
    this.attention = panel(t('attention.title'));
    this.attention.node.classList.add('attention');
    this.list = panel(t('overview.stores'));
    this.controls = el('div', { class: 'toolbar' });
    this.table();
    this.list.body.append(this.controls, this.scroll, this.nothing);
    this.tools();
    this.body.replaceChildren(
      el('dl', { class: 'tiles' }, ...this.tiles.map((one) => one.node)),
      this.attention.node,
      this.list.node,
    );
  }

  tools() {
    const names = (field) => [...new Set([...this.stores.values()].map((s) => s[field]).filter(Boolean))].sort(byName);
    const pick = (field, label) => {
      const found = names(field);
      return found.length === 0
        ? []
        : [
            select(
              label,
              [['', t('overview.any')], ...found.map((name) => [name, name])],
              this.filters[field],
              (value) => this.filter({ [field]: value }),
            ),
          ];
    };
    const search = input(t('overview.search'), 'search', this.filters.q, (value) => this.filter({ q: value }), {
      autocomplete: 'off',
      spellcheck: 'false',
    });
    search.classList.add('grow');
    const order = select(
      t('overview.order'),
      Object.keys(ORDERS).map((name) => [name, t(`order.${name}`)]),
      this.filters.sort,
      (value) => this.filter({ sort: value, up: value === 'store' }),
    );
    order.classList.add('narrow-only');
    this.controls.replaceChildren(
      search,
      ...pick('region', t('overview.region')),
      ...pick('group', t('overview.group')),
      order,
      choice(
        t('overview.which'),
        [
          ['', t('overview.all')],
          ['attention', t('overview.attention')],
        ],
        this.filters.only,
        (value) => this.filter({ only: value }),
      ),
    );
  }

  filter(part) {
    Object.assign(this.filters, part);
    const query = new URLSearchParams();
    const { up, ...texts } = this.filters;
    Object.entries(texts).forEach(([name, value]) => {
      if (value && !(name === 'sort' && value === 'store')) {
        query.set(name, value);
      }
    });
    if (query.has('sort') && up) {
      query.set('up', '1');
    }
    keep(query);
    this.arrange();
    say(t('overview.found', { n: this.visible.length }));
  }

  table() {
    const columns = [
      ['store', t('column.store'), ''],
      ['inside', t('column.inside'), 'number'],
      ['in', t('column.today'), 'number'],
      ['change', t('column.change'), 'number'],
      ['', t('column.day'), 'wide'],
      ['week', t('column.week'), 'number wide'],
      ['coverage', t('column.coverage'), 'number wide'],
    ];
    const row = el('tr', {});
    this.heads = new Map();
    columns.forEach(([order, text, kind]) => {
      const cell = el('th', { scope: 'col', class: `${kind} at-${order || 'day'}` });
      if (order) {
        const press = el('button', { type: 'button' }, text);
        press.addEventListener('click', () =>
          this.filter({ sort: order, up: this.filters.sort === order ? !this.filters.up : order === 'store' }),
        );
        cell.append(press);
        this.heads.set(order, cell);
      } else {
        cell.append(text);
      }
      row.append(cell);
    });
    this.rowsHost = el('tbody', {});
    this.scroll = el(
      'table',
      { class: 'table stores' },
      el('caption', { class: 'sr' }, t('overview.stores')),
      el('thead', {}, row),
      this.rowsHost,
    );
    this.nothing = empty(t('overview.noMatch'), t('overview.noMatchCure'));
    this.nothing.hidden = true;
  }

  update() {
    const stores = [...this.stores.values()];
    this.totals(stores);
    this.needs(stores);
    for (const [name, row] of this.rows) {
      row.show(this.stores.get(name));
    }
    this.arrange();
  }

  totals(stores) {
    const [inside, day, week, reporting] = this.tiles;
    const sum = sums(stores);
    inside.show(number(sum.inside), t('overview.insideNote'));
    day.show(number(sum.in), ...this.against(sum.day, stores, t('overview.sameDay', this.lastDay(stores))));
    week.show(number(sum.week), ...this.against(sum.weeks, stores, t('overview.sameWeek')));
    const silent = stores.length - sum.reporting;
    reporting.value.replaceChildren(
      number(sum.reporting),
      el('span', { class: 'of' }, ` ${t('overview.of', { all: number(stores.length) })}`),
    );
    reporting.note.replaceChildren(silent ? t('overview.silent', { n: silent, count: number(silent) }) : t('overview.allReport'));
  }

  lastDay(stores) {
    return { day: weekday(today(stores[0].zone)) };
  }

  against([now, then, known], stores, words) {
    if (!known) {
      return [t('overview.noComparison')];
    }
    const part = known < stores.length ? ` ${t('overview.ofStores', { count: number(known) })}` : '';
    return [change(now, then), ` ${words}${part}`];
  }

  // What needs somebody, gravest first, in sentences.
  needs(stores) {
    const all = stores.flatMap(attention).sort((one, other) => other.weight - one.weight);
    setText(this.attention.side, all.length ? t('attention.count', { n: all.length, count: number(all.length) }) : '');
    this.attention.node.dataset.tone = all.length ? 'some' : 'none';
    const key = JSON.stringify([all.map((one) => [one.store.store, one.kind, one.values]), this.allShown]);
    if (key === this.told) {
      return; // whoever reads or points at it is left in peace
    }
    this.told = key;
    if (all.length === 0) {
      this.attention.body.replaceChildren(el('p', { class: 'soft' }, t('attention.none')));
      return;
    }
    const shown = this.allShown ? all : all.slice(0, SHOWN);
    const items = shown.map((one) =>
      el(
        'li',
        {},
        el('i', { class: 'dot', 'data-tone': one.tone, 'aria-hidden': 'true' }),
        el('a', { href: storeLink(one.store.store) }, one.store.store),
        el('span', {}, sentence(one)),
      ),
    );
    const children = [el('ol', { class: 'needs' }, ...items)];
    if (all.length > SHOWN) {
      const more = el(
        'button',
        { type: 'button', class: 'button plain', 'aria-expanded': String(this.allShown) },
        this.allShown ? t('attention.fewer') : t('attention.more', { count: number(all.length) }),
      );
      more.addEventListener('click', () => {
        this.allShown = !this.allShown;
        this.needs([...this.stores.values()]);
        this.attention.body.querySelector('button')?.focus();
      });
      children.push(more);
    }
    this.attention.body.replaceChildren(...children);
  }

  // Which stores are shown, and in which order.
  arrange() {
    const { q, region, group, only, sort, up } = this.filters;
    const wanted = q.trim().toLocaleLowerCase();
    this.visible = [...this.stores.values()].filter(
      (store) =>
        (!region || store.region === region) &&
        (!group || store.group === group) &&
        (only !== 'attention' || attention(store).length > 0) &&
        (!wanted ||
          [store.store, store.region, store.group].some((name) => name?.toLocaleLowerCase().includes(wanted))),
    );
    const value = ORDERS[sort];
    const way = up ? 1 : -1;
    const keys = new Map(value ? this.visible.map((store) => [store, value(store)]) : []);
    this.visible.sort((one, other) => {
      if (!value) {
        return way * byName(one.store, other.store);
      }
      const [a, b] = [keys.get(one), keys.get(other)];
      if (a === null || b === null) {
        return (a === null) - (b === null) || byName(one.store, other.store);
      }
      return way * (a - b) || byName(one.store, other.store);
    });
    this.heads.forEach((cell, name) => {
      if (name === sort) {
        cell.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      } else {
        cell.removeAttribute('aria-sort');
      }
    });
    setText(
      this.list.side,
      this.visible.length === this.stores.size
        ? t('overview.count', { n: this.stores.size, count: number(this.stores.size) })
        : t('overview.part', { count: number(this.visible.length), all: number(this.stores.size) }),
    );
    this.nothing.hidden = this.visible.length > 0;
    this.scroll.hidden = this.visible.length === 0;
    this.draw();
  }

  // The first rows at once, the others when the browser has nothing else to do.
  draw() {
    const nodes = this.visible.slice(0, FIRST).map((store) => this.row(store).node);
    const same =
      this.rowsHost.childElementCount === this.visible.length &&
      this.visible.every((store, index) => this.rows.get(store.store)?.node === this.rowsHost.children[index]);
    if (same) {
      return;
    }
    this.rowsHost.replaceChildren(...nodes);
    clearTimeout(this.later);
    let from = FIRST;
    const visible = this.visible;
    const more = () => {
      if (this.signal.aborted || visible !== this.visible || from >= visible.length) {
        return;
      }
      this.rowsHost.append(...visible.slice(from, from + FIRST).map((store) => this.row(store).node));
      from += FIRST;
      this.later = setTimeout(more);
    };
    this.later = setTimeout(more);
  }

  row(store) {
    let row = this.rows.get(store.store);
    if (!row) {
      row = new Row(store.store);
      row.show(store);
      this.rows.set(store.store, row);
    }
    return row;
  }
}

class Row {
  constructor(name) {
    this.under = el('span', { class: 'under' });
    this.inside = el('td', { class: 'number' });
    this.today = el('td', { class: 'number' });
    this.change = el('span', { class: 'change' });
    this.until = el('span', { class: 'under' });
    this.spark = spark();
    this.week = el('span', {});
    this.weekChange = el('span', { class: 'under' });
    this.coverage = el('td', { class: 'number wide' });
    this.node = el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('a', { href: storeLink(name) }, name), this.under),
      this.inside,
      this.today,
      el('td', { class: 'number' }, this.change, this.until),
      el('td', { class: 'wide day' }, this.spark.svg),
      el('td', { class: 'number wide' }, this.week, this.weekChange),
      this.coverage,
    );
  }

  show(store) {
    if (store === this.shown) {
      return;
    }
    this.shown = store;
    const [first] = attention(store);
    setText(this.under, first ? t(`short.${first.kind}`, words(first)) : [store.region, store.group].filter(Boolean).join(' · ') || clock(Date.now(), store.zone));
    setTone(this.under, first?.tone ?? '');
    setText(this.inside, number(store.inside));
    setText(this.today, number(store.in));
    showChange(this.change, store.comparedIn, store.weekAgoIn);
    setText(this.until, store.until ? t('overview.until', { time: wall(store.until) }) : '');
    this.spark.show(store.hours, store.weekAgoHours);
    setText(this.week, number(store.weekIn));
    setText(
      this.weekChange,
      store.lastWeekIn ? signed(store.comparedWeekIn / store.lastWeekIn - 1) : '',
    );
    setText(this.coverage, percent(store.coverage));
    setTone(this.coverage, store.coverage !== null && store.coverage < ENOUGH ? 'wait' : '');
  }
}

function words({ values, store }) {
  return {
    ...values,
    count: number(values.n),
    seen: values.seen ? moment(values.seen, store.zone) : t('never'),
    age: duration(values.age),
    coverage: percent(values.coverage),
    inside: number(values.inside),
    capacity: number(values.capacity),
    ends: values.ends ? calendar(values.ends) : '',
  };
}

export function sentence(one) {
  return t(`attention.${one.kind}`, words(one));
}
