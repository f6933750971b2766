// Any measure of any stores over any time, beside any other time; its address reproduces it.
import { address, get, list } from './api.js';
import { chart } from './chart.js';
import { el, setText } from './dom.js';
import { byName, date, daysBetween, decimal, number, percent, plusDays, rate, wall } from './format.js';
import { ENOUGH } from './glance.js';
import { change, choice, empty, fill, head, input, may, panel, select, storeLink } from './parts.js';
import { keep } from './router.js';
import { seconds } from './store.js';
import { t } from './words.js';

const LINES = 8; // series that a chart has, at most
const LISTED = 200; // rows of the table, before one asks for CSV

// What can be asked for: where it comes from, its field, how it is written.
const MEASURES = {
  in: { path: 'counts', field: 'in', format: number },
  out: { path: 'counts', field: 'out', format: number },
  visits: { path: 'visits', field: 'visits', format: number },
  passBys: { path: 'visits', field: 'passBys', format: number },
  dwell: { path: 'visits', field: 'dwellMedian', format: seconds },
  dwellLong: { path: 'visits', field: 'dwellP90', format: seconds },
  occupancy: { path: 'visits', field: 'occupancyMean', format: decimal },
  queueLongest: { path: 'queues', field: 'lengthPeak', format: number },
  queueMean: { path: 'queues', field: 'lengthMean', format: decimal },
  queueWait: { path: 'queues', field: 'waitMedian', format: seconds },
  queueLong: { path: 'queues', field: 'waitP90', format: seconds },
  queueGone: { path: 'queues', field: 'abandonedShare', format: rate },
  conversion: { path: 'conversion', field: 'conversion', format: rate },
  revenue: { path: 'conversion', field: 'revenue', format: number },
  coverage: { path: 'coverage', field: 'coverage', format: percent },
};

const GRAINS = ['hour', 'day', 'week', 'month'];
// What a store is divided into; what is not here is of stores alone.
const PARTS = { counts: 'line', visits: 'zone', queues: 'zone', coverage: 'camera' };

export function show({ main, query, signal, session }) {
  return new View(main, query, signal, session).start();
}

class View {
  constructor(main, query, signal, session) {
    this.signal = signal;
    this.session = session;
    const day = new Date().toISOString().slice(0, 10);
    this.asked = {
      stores: query.getAll('store'),
      measure: query.get('measure') in MEASURES ? query.get('measure') : 'in',
      by: ['store', 'part', 'all'].includes(query.get('by')) ? query.get('by') : 'store',
      grain: GRAINS.includes(query.get('grain')) ? query.get('grain') : 'day',
      from: query.get('from') ?? plusDays(day, -13),
      to: query.get('to') ?? day,
      against: query.get('against') ?? '',
      up: query.get('up') === '1',
    };
    this.top = head(t('analysis.title'), t('analysis.sub'));
    this.form = el('div', { class: 'panel' });
    this.chart = panel(t('analysis.chart'));
    this.ranking = panel(t('analysis.table'));
    main.append(this.top.node, el('div', { class: 'stack' }, this.presets(), this.form, this.chart.node, this.ranking.node));
  }

  async start() {
    this.stores = [];
    this.controls();
    this.answer();
    try {
      this.stores = (await list('/api/v1/stores', {}, this.signal)).sort((one, other) => byName(one.store, other.store));
      this.controls();
    } catch {
      // the answer below says what is wrong
    }
  }

  // Questions that are asked often.
  presets() {
    const day = new Date().toISOString().slice(0, 10);
    const yesterday = plusDays(day, -1);
    const monday = plusDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    const questions = [
      ['queue', { measure: 'queueLongest', grain: 'hour', from: yesterday, to: yesterday }],
      ['busiest', { measure: 'in', from: monday, to: day, against: plusDays(monday, -7) }],
      ['month', { measure: 'in', by: 'all', from: plusDays(day, -27), to: day, against: plusDays(day, -55) }],
      ['coverage', { measure: 'coverage', from: plusDays(day, -6), to: day, up: '1' }],
    ];
    return el(
      'nav',
      { class: 'presets', 'aria-label': t('analysis.presets') },
      ...questions.map(([name, query]) =>
        el('a', { class: 'button', href: address('/analysis', query) }, t(`preset.${name}`)),
      ),
    );
  }

  controls() {
    const { measure, by, grain, from, to, against } = this.asked;
    const part = PARTS[MEASURES[measure].path];
    if (!part) {
      this.asked.by = 'store';
    }
    const change = (field) => (value) => this.ask({ [field]: value });
    const fields = el(
      'div',
      { class: 'toolbar question' },
      select(t('analysis.measure'), Object.keys(MEASURES).map((name) => [name, t(`measure.${name}`)]), measure, change('measure')),
      this.chooser(),
      select(
        t('analysis.by'),
        [
          ['store', t('analysis.byStore')],
          ...(part
            ? [
                ['part', t(`analysis.by.${part}`)],
                ['all', t('analysis.byAll')],
              ]
            : []),
        ],
        by,
        change('by'),
      ),
      input(t('period.from'), 'date', from, change('from')),
      input(t('period.to'), 'date', to, change('to')),
      input(t('analysis.against'), 'date', against, change('against')),
      choice(t('analysis.grain'), GRAINS.map((name) => [name, t(`grain.${name}`)]), grain, change('grain')),
    );
    const focused = [...this.form.querySelectorAll('input, select')].indexOf(document.activeElement);
    this.form.replaceChildren(fields);
    if (focused >= 0) {
      this.form.querySelectorAll('input, select')[focused]?.focus();
    }
  }

  chooser() {
    const { stores } = this.asked;
    const boxes = el('div', { class: 'chosen-list' });
    const rows = this.stores.map(({ store }) => {
      const box = el('input', { type: 'checkbox', value: store });
      box.checked = stores.includes(store);
      box.addEventListener('change', () => {
        const chosen = box.checked ? [...this.asked.stores, store] : this.asked.stores.filter((name) => name !== store);
        this.ask({ stores: chosen }, false);
        setText(summary, this.chosen());
      });
      return el('label', {}, box, el('span', {}, store));
    });
    boxes.append(...rows);
    const search = el('input', { type: 'search', placeholder: t('overview.search'), 'aria-label': t('overview.search') });
    search.addEventListener('input', () => {
      const wanted = search.value.trim().toLocaleLowerCase();
      rows.forEach((row) => {
        row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
      });
    });
    const none = el('button', { type: 'button', class: 'button plain' }, t('analysis.allStores'));
    none.addEventListener('click', () => {
      rows.forEach((row) => {
        row.querySelector('input').checked = false;
      });
      this.ask({ stores: [] }, false);
      setText(summary, this.chosen());
    });
    const summary = el('summary', {}, this.chosen());
    const details = el('details', { class: 'chooser' }, summary, el('div', { class: 'panel chooser-list' }, search, none, boxes));
    details.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        details.open = false;
        summary.focus();
      }
    });
    return el('div', { class: 'field' }, el('span', {}, t('analysis.stores')), details);
  }

  chosen() {
    const { stores } = this.asked;
    return stores.length === 0
      ? t('analysis.allStores')
      : stores.length === 1
        ? stores[0]
        : t('overview.count', { n: stores.length, count: number(stores.length) });
  }

  ask(part, rebuild = true) {
    Object.assign(this.asked, part);
    const { stores, up, ...texts } = this.asked;
    const query = new URLSearchParams();
    stores.forEach((store) => query.append('store', store));
    Object.entries(texts).forEach(([name, value]) => value && query.set(name, value));
    if (up) {
      query.set('up', '1');
    }
    keep(query);
    if (rebuild) {
      this.controls();
    }
    this.answer();
  }

  query(from, to, grain, stores = this.asked.stores) {
    const { path } = MEASURES[this.asked.measure];
    const by = PARTS[path] && (this.asked.by === 'part' ? PARTS[path] : this.asked.by);
    return { store: stores, from, to, grain, by };
  }

  async answer() {
    const run = (this.run = {});
    const { measure, from, to, against, by, grain } = this.asked;
    const { path, field } = MEASURES[measure];
    const ask = (query) => get(`/api/v1/${path}`, query, this.signal).then((answer) => answer.series);
    const length = daysBetween(from, to);
    const totals = Promise.all([
      ask(this.query(from, to, 'total')),
      against ? ask(this.query(against, plusDays(against, length), 'total')) : [],
    ]);
    const ranked = totals.then(([now, then]) => this.rank(now, then, field));
    ranked.catch(() => {}); // told by both parts below
    fill(
      this.ranking.body,
      this.signal,
      async () => {
        const rows = await ranked;
        return run === this.run ? this.table(rows) : null;
      },
      { height: 200 },
    );
    fill(
      this.chart.body,
      this.signal,
      async () => {
        const rows = (await ranked).slice(0, LINES);
        if (rows.length === 0) {
          return run === this.run ? empty(t('analysis.none'), t('analysis.noneWhy')) : null;
        }
        const stores = by === 'all' ? this.asked.stores : [...new Set(rows.map((row) => row.series.store))];
        // hours of several calendars cannot be one
        const fine = by === 'all' && grain === 'hour' ? 'day' : grain;
        const series = await ask(this.query(from, to, fine, stores));
        const then = against && rows.length === 1 ? await ask(this.query(against, plusDays(against, length), fine, stores)) : [];
        return run === this.run ? this.drawing(rows, series, then, fine) : null;
      },
      { height: 320 },
    );
  }

  rank(now, then, field) {
    const thens = new Map(then.map((series) => [key(series), series.points[0]]));
    const rows = now.map((series) => ({
      series,
      now: series.points[0]?.[field] ?? null,
      then: thens.get(key(series))?.[field] ?? null,
      coverage: series.points[0]?.coverage ?? null,
    }));
    const way = this.asked.up ? 1 : -1;
    return rows.sort(
      (one, other) => (one.now === null) - (other.now === null) || way * (one.now - other.now) || byName(label(one.series), label(other.series)),
    );
  }

  drawing(rows, series, then, grain) {
    const { format, field } = MEASURES[this.asked.measure];
    const wanted = new Map(rows.map((row, index) => [key(row.series), index]));
    const lines = series.filter((one) => wanted.has(key(one))).sort((one, other) => wanted.get(key(one)) - wanted.get(key(other)));
    const at = (point) => point.start.slice(0, grain === 'hour' ? 16 : 10);
    const moments = [...new Set(lines.flatMap((one) => one.points.map(at)))].sort();
    const figure = el('figure', {});
    this.drawn?.close();
    this.drawn = chart(figure, { table: t('chart.table'), name: t(`measure.${this.asked.measure}`) });
    this.signal.addEventListener('abort', () => this.drawn.close());
    const values = (one, from) => {
      const found = new Map(one.points.map((point) => [at(point), point[field]]));
      return moments.map((when) => found.get(from ? plusDays(when.slice(0, 10), from) + when.slice(10) : when) ?? null);
    };
    const few = moments.length <= 31 && lines.length <= 2;
    const drawing = lines.map((one) => ({ name: label(one), kind: few ? 'bar' : 'line', values: values(one, 0) }));
    if (then.length === 1) {
      const back = daysBetween(this.asked.from, this.asked.against);
      drawing.push({ name: t('analysis.then', { day: date(this.asked.against) }), kind: 'line', tone: 'soft', dashed: true, values: values(then[0], back) });
    }
    this.drawn
      .show({
        category: t(`grain.${grain}`),
        categories: moments.map((when) => spoken(when, grain)),
        series: drawing,
        format,
      })
      .catch(() => figure.replaceChildren(empty(t('chart.failed'), t('failure.networkCure'))));
    setText(this.chart.side, rows.length < this.count ? t('analysis.first', { n: rows.length, all: number(this.count) }) : '');
    return figure;
  }

  table(rows) {
    this.count = rows.length;
    const { measure, from, to, against, grain, by } = this.asked;
    const { format, path } = MEASURES[measure];
    const fine = by === 'all' && grain === 'hour' ? 'day' : grain;
    const csv = el(
      'a',
      { class: 'button', href: address(`/api/v1/${path}`, { ...this.query(from, to, fine), format: 'csv' }), download: `${measure}-${from}-${to}.csv` },
      t('analysis.csv'),
    );
    const copy = el('button', { type: 'button', class: 'button' }, t('analysis.copy'));
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        setText(copy, t('analysis.copied'));
      } catch {
        setText(copy, t('analysis.notCopied'));
      }
    });
    this.ranking.side.replaceChildren(el('span', { class: 'actions' }, ...(may(this.session, 'export') ? [csv] : []), copy));
    if (rows.length === 0) {
      return empty(t('analysis.none'), t('analysis.noneWhy'));
    }
    const order = el('button', { type: 'button' }, t(`measure.${measure}`));
    order.addEventListener('click', () => this.ask({ up: !this.asked.up }, false));
    const columns = [
      ['', t(`analysis.${by === 'part' ? `by.${PARTS[path]}` : 'byStore'}`)],
      ['number', order],
      ...(against ? [['number', t('analysis.then', { day: date(against) })], ['number', t('analysis.change')]] : []),
      ...(measure === 'coverage' ? [] : [['number', t('column.coverage')]]),
    ];
    const heads = columns.map(([kind, text]) => el('th', { scope: 'col', class: kind || undefined }, text));
    heads[1].setAttribute('aria-sort', this.asked.up ? 'ascending' : 'descending');
    const body = rows.slice(0, LISTED).map((row) => {
      const name = row.series.store ? el('a', { href: storeLink(row.series.store) }, label(row.series)) : t('analysis.byAll');
      const cells = [
        el('th', { scope: 'row' }, name),
        el('td', { class: 'number' }, row.now === null ? '–' : format(row.now)),
      ];
      if (against) {
        cells.push(el('td', { class: 'number' }, row.then === null ? '–' : format(row.then)), el('td', { class: 'number' }, change(row.now, row.then)));
      }
      if (measure !== 'coverage') {
        cells.push(
          el(
            'td',
            { class: 'number' },
            el('span', { class: 'covered', 'data-tone': row.coverage !== null && row.coverage < ENOUGH ? 'wait' : undefined }, percent(row.coverage)),
          ),
        );
      }
      return el('tr', {}, ...cells);
    });
    const made = el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('analysis.table') },
      el('table', { class: 'table' }, el('caption', { class: 'sr' }, t('analysis.table')), el('thead', {}, el('tr', {}, ...heads)), el('tbody', {}, ...body)),
    );
    return rows.length > LISTED
      ? [made, el('p', { class: 'soft small' }, t('analysis.more', { shown: number(LISTED), all: number(rows.length) }))]
      : made;
  }
}

function key({ store, device, camera, line, zone }) {
  return JSON.stringify([store, device, camera, line ?? zone]);
}

function label({ store, device, camera, line, zone }) {
  const part = line ?? zone ?? camera;
  return store ? (part ? `${store} · ${[device, camera, line ?? zone].filter(Boolean).join(' / ')}` : store) : t('analysis.byAll');
}

function spoken(when, grain) {
  const day = when.slice(0, 10);
  switch (grain) {
    case 'hour':
      return `${date(day, { weekday: 'short', day: 'numeric' })} ${wall(when.slice(11))}`;
    case 'month':
      return date(day, { month: 'short', year: 'numeric' });
    default:
      return date(day);
  }
}
