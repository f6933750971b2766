// One store: how many are in it, who came and went, when, and how well that is known.
import { get, list } from './api.js';
import { chart } from './chart.js';
import { el, setFacts, setText } from './dom.js';
import { clock, date, daysBetween, decimal, duration, moment, money, number, percent, plusDays, rate, today, wall, weekday } from './format.js';
import { attention, ENOUGH } from './glance.js';
import { groundEditor } from './ground.js';
import { heatOf, storePath } from './heat.js';
import { listen } from './live.js';
import { change, choice, deviceLink, empty, fill, head, input, may, panel, pill, seldom, table, tile } from './parts.js';
import { sentence } from './overview.js';
import { keep } from './router.js';
import { t } from './words.js';

const CALM = 2500;
const ANEW = 60000;
const WEEKS = 4; // that the grid of weekdays and hours is the mean of
const HOURLY = 2; // days that are shown by the hour, at most
const SHORT = 60; // seconds that a mean dwell is told in whole ones

const PERIODS = {
  today: (day) => [day, day],
  yesterday: (day) => [plusDays(day, -1), plusDays(day, -1)],
  week: (day) => [plusDays(day, -6), day],
  month: (day) => [plusDays(day, -27), day],
};

export async function show({ main, names: [name], query, signal, session }) {
  const top = head(name, '');
  const body = el('div', { class: 'stack' });
  main.append(top.node, body);
  await fill(
    body,
    signal,
    async () => {
      const { items } = await get('/api/v1/overview', { store: name }, signal);
      const view = new View(name, items[0], top, query, signal, session);
      return view.build();
    },
    { height: 480 },
  );
}

class View {
  constructor(name, glance, top, query, signal, session) {
    this.name = name;
    this.glance = glance;
    this.top = top;
    this.signal = signal;
    this.session = session;
    const [from, to] = [query.get('from'), query.get('to')];
    this.choice = {
      period: from ? 'own' : query.get('period') in PERIODS ? query.get('period') : 'today',
      from: from ?? '',
      to: to ?? from ?? '',
      against: query.get('against') ?? 'before',
    };
  }

  // The days that are asked about, and those they are compared with.
  days() {
    const day = today(this.glance.zone);
    const { period, from, to, against } = this.choice;
    const [first, last] = period === 'own' && from ? [from, to && to >= from ? to : from] : (PERIODS[period] ?? PERIODS.today)(day);
    const length = daysBetween(first, last) + 1;
    const before =
      against === 'none'
        ? null
        : against === 'before'
          ? plusDays(first, -Math.max(7, Math.ceil(length / 7) * 7))
          : against;
    return { first, last, length, then: before && [before, plusDays(before, length - 1)], hourly: length <= HOURLY };
  }

  build() {
    this.notes = el('div', { class: 'stack tight' });
    this.tiles = {
      inside: tile(t('store.inside')),
      in: tile(t('store.in')),
      out: tile(t('store.out')),
      peak: tile(t('store.peak')),
      quiet: tile(t('store.quiet')),
    };
    this.meter = el('div', { class: 'meter', role: 'img' }, el('i'));
    this.flow = panel(t('store.flow'));
    this.grid = panel(t('store.grid'));
    this.zones = panel(t('store.zones'));
    this.queues = panel(t('store.queues'));
    this.inside = panel(t('store.insideOver'));
    this.sales = panel(t('store.sales'));
    this.ways = panel(t('store.ways'));
    this.heat = panel(t('store.heat'));
    this.heatHours = new Map(); // what was chosen by the sliders
    this.askGrounds();
    if (may(this.session, 'control_devices')) {
      this.heat.node.append(groundEditor(this.name, () => this.grounds, () => this.changedGrounds(), this.signal));
    }
    this.coverage = panel(t('store.coverage'));
    this.devices = panel(t('store.devices'));
    this.controls = el('div', { class: 'toolbar controls' });
    this.tools();
    this.now();
    this.keepUp();
    this.numbers();
    this.always();
    return [
      this.notes,
      this.controls,
      el('dl', { class: 'tiles' }, ...Object.values(this.tiles).map((one) => one.node)),
      this.flow.node,
      el('div', { class: 'pair' }, this.inside.node, this.sales.node),
      el('div', { class: 'pair' }, this.zones.node, this.queues.node),
      el('div', { class: 'pair' }, this.heat.node, this.ways.node),
      this.grid.node,
      may(this.session, 'see_fleet')
        ? el('div', { class: 'pair' }, this.coverage.node, this.devices.node)
        : this.coverage.node,
    ];
  }

  tools() {
    const { period, from, to, against } = this.choice;
    const own = period === 'own';
    const dates = own
      ? [
          input(t('period.from'), 'date', from, (value) => this.choose({ from: value }), { max: today(this.glance.zone) }),
          input(t('period.to'), 'date', to, (value) => this.choose({ to: value }), { max: today(this.glance.zone) }),
        ]
      : [];
    const compared = against !== 'none' && against !== 'before';
    this.controls.replaceChildren(
      choice(
        t('period.title'),
        [...Object.keys(PERIODS), 'own'].map((name) => [name, t(`period.${name}`)]),
        period,
        (value) => {
          const [first, last] = [this.days().first, this.days().last];
          this.choose(value === 'own' ? { period: value, from: first, to: last } : { period: value });
        },
      ),
      ...dates,
      choice(
        t('against.title'),
        [
          ['before', t('against.before')],
          ['own', t('against.own')],
          ['none', t('against.none')],
        ],
        compared ? 'own' : against,
        (value) => this.choose({ against: value === 'own' ? plusDays(this.days().first, -7) : value }),
      ),
      ...(compared
        ? [input(t('against.from'), 'date', against, (value) => value && this.choose({ against: value }))]
        : []),
    );
  }

  choose(part) {
    const focused = document.activeElement?.value;
    Object.assign(this.choice, part);
    const query = new URLSearchParams();
    const { period, from, to, against } = this.choice;
    if (period === 'own') {
      query.set('from', from);
      query.set('to', to);
    } else if (period !== 'today') {
      query.set('period', period);
    }
    if (against !== 'before') {
      query.set('against', against);
    }
    keep(query);
    this.tools();
    [...this.controls.querySelectorAll('input')].find((field) => field.value === focused)?.focus();
    this.numbers();
  }

  keepUp() {
    const later = seldom(CALM, () => this.anew(), this.signal);
    listen((type, data) => {
      if (type === 'again' || data.store === this.name) {
        later();
      }
    }, this.signal);
    const timer = setInterval(() => this.anew(), ANEW);
    this.signal.addEventListener('abort', () => clearInterval(timer));
  }

  async anew() {
    if (document.hidden) {
      return;
    }
    try {
      const { items } = await get('/api/v1/overview', { store: this.name }, this.signal);
      this.glance = items[0];
      this.now();
      if (this.days().last === today(this.glance.zone)) {
        this.numbers(true);
      }
    } catch {
      // the banner says that nothing comes
    }
  }

  // What is known of this moment.
  now() {
    const store = this.glance;
    const put = [store.region, store.group].filter(Boolean).join(' · ');
    setText(
      this.top.under,
      [put, t('store.zone', { zone: store.zone, time: clock(Date.now(), store.zone) }), store.simulated ? t('simulated') : '']
        .filter(Boolean)
        .join(' — '),
    );
    const found = attention(store);
    const key = JSON.stringify(found.map((one) => [one.kind, one.values]));
    if (key !== this.told) {
      this.told = key;
      this.notes.replaceChildren(
        ...found.map((one) => el('p', { class: 'note', 'data-tone': one.tone }, sentence(one))),
      );
    }
    const { inside } = this.tiles;
    inside.value.replaceChildren(number(store.inside));
    const fresh = store.latestEnd ? t('store.asOf', { time: moment(store.latestEnd, store.zone) }) : t('store.noNumbers');
    if (store.capacity && store.inside !== null) {
      const share = store.inside / store.capacity;
      inside.value.append(el('span', { class: 'of' }, ` ${t('store.ofCapacity', { capacity: number(store.capacity) })}`));
      this.meter.firstElementChild.style.width = `${Math.min(100, share * 100)}%`;
      this.meter.dataset.tone = share > 1 ? 'bad' : '';
      this.meter.setAttribute('aria-label', t('store.full', { share: percent(share) }));
      inside.note.replaceChildren(this.meter, fresh);
    } else {
      inside.note.replaceChildren(fresh);
    }
  }

  numbers(quiet = false) {
    const days = this.days();
    this.counted(days, quiet);
    this.visited(days, quiet);
    this.beside(days, quiet);
  }

  counted(days, quiet) {
    const grain = days.hourly ? 'hour' : 'day';
    const ask = ([from, to]) =>
      get('/api/v1/counts', { store: this.name, from, to, grain }, this.signal).then((answer) => answer.series[0]?.points ?? []);
    const run = (this.run = {});
    fill(
      this.flow.body,
      this.signal,
      async () => {
        const [now, then] = await Promise.all([ask([days.first, days.last]), days.then ? ask(days.then) : []]);
        if (run !== this.run) {
          return null; // another period was chosen meanwhile
        }
        this.sums(days, now, then);
        return this.drawn(days, now, then);
      },
      { height: 300, quiet },
    );
  }

  // Totals, and the hours with most and fewest people.
  sums(days, now, then) {
    const add = (points, field) => (points.length ? points.reduce((sum, point) => sum + point[field], 0) : null);
    const store = this.glance;
    const isToday = days.length === 1 && days.first === today(store.zone);
    const both = days.hourly || !days.then ? [now, then] : known(now, days.first, then, days.then[0]);
    const partly = both[0].length < now.length ? `, ${t('store.ofBoth', { n: both[0].length, count: number(both[0].length), all: number(now.length) })}` : '';
    for (const field of ['in', 'out']) {
      const total = add(now, field);
      // a day that is not over is compared up to the same hour, days that only one period knows not at all
      const compared = (isToday && store.until
        ? [now, then].map((points) => points.filter((point) => point.start.slice(11, 16) < store.until))
        : both
      ).map((points) => add(points, field));
      const notes =
        days.then && compared[0] !== null && compared[1] !== null
          ? [change(...compared), ` ${isToday && store.until ? t('store.thanUntil', { day: date(days.then[0]), time: wall(store.until) }) : t('store.than', this.span(days.then))}${partly}`]
          : [days.then ? t('store.nothingThen') : ''];
      this.tiles[field].show(number(total), ...notes);
    }
    const whole = now.filter((point) => !isToday || !store.until || point.start.slice(11, 16) < store.until);
    const open = whole.filter((point) => point.in > 0);
    const name = (point) =>
      days.hourly
        ? `${days.length > 1 ? `${date(point.start.slice(0, 10), { weekday: 'short' })} ` : ''}${wall(point.start.slice(11, 16))}`
        : date(point.start.slice(0, 10));
    const told = (tileShown, point) =>
      tileShown.show(point ? name(point) : '–', point ? t('store.entries', { n: point.in, count: number(point.in) }) : t('store.nothing'));
    told(this.tiles.peak, open.reduce((best, point) => (!best || point.in > best.in ? point : best), null));
    told(this.tiles.quiet, open.reduce((best, point) => (!best || point.in < best.in ? point : best), null));
  }

  span([from, to]) {
    return { then: from === to ? date(from) : `${date(from)} – ${date(to)}` };
  }

  drawn(days, now, then) {
    setText(this.flow.side, days.length === 1 ? date(days.first) : this.span([days.first, days.last]).then);
    if (now.length === 0) {
      this.line?.close();
      this.line = undefined;
      return empty(t('store.nothingCounted'), t('store.nothingCountedWhy'));
    }
    const place = days.hourly
      ? (point, first) => `${daysBetween(first, point.start.slice(0, 10))} ${point.start.slice(11, 16)}`
      : (point, first) => String(daysBetween(first, point.start.slice(0, 10)));
    const thens = new Map(then.map((point) => [place(point, days.then[0]), point]));
    const nows = new Map(now.map((point) => [place(point, days.first), point]));
    const order = (key) => key.split(' ').map((part) => part.padStart(5, '0')).join(' ');
    const all = [...new Set([...nows.keys(), ...thens.keys()])].sort((one, other) => (order(one) < order(other) ? -1 : 1));
    const some = (key) => [nows.get(key), thens.get(key)].some((point) => point?.in || point?.out);
    const keys = days.length === 1 ? trimmed(all, some) : all;
    const label = (key) => {
      const [day, time] = key.split(' ');
      const on = date(plusDays(days.first, Number(day)), { weekday: 'short', day: 'numeric' });
      return time ? (days.length > 1 ? `${on} ${wall(time)}` : wall(time)) : on;
    };
    const figure = this.line ? this.figure : el('figure', {});
    if (!this.line) {
      this.figure = figure;
      this.line = chart(figure, { table: t('chart.table'), name: t('store.flow') });
      this.signal.addEventListener('abort', () => this.line?.close());
    }
    const series = [
      { name: t('store.in'), kind: 'bar', tone: 'accent', values: keys.map((key) => nows.get(key)?.in ?? null) },
      { name: t('store.out'), kind: 'bar', tone: 'out', values: keys.map((key) => nows.get(key)?.out ?? null) },
    ];
    if (days.then) {
      series.push({
        name: t('store.inThen', this.span(days.then)),
        kind: 'line',
        tone: 'soft',
        dashed: true,
        values: keys.map((key) => thens.get(key)?.in ?? null),
      });
    }
    const poor = now.filter((point) => point.coverage < ENOUGH);
    this.line
      .show({ category: days.hourly ? t('chart.hour') : t('chart.day'), categories: keys.map(label), series, format: number })
      .catch(() => figure.replaceChildren(empty(t('chart.failed'), t('failure.networkCure'))));
    return [
      figure,
      ...(poor.length
        ? [
            el(
              'p',
              { class: 'note', 'data-tone': 'wait' },
              t(days.hourly ? 'store.poorHours' : 'store.poorDays', {
                n: poor.length,
                count: number(poor.length),
                lowest: percent(Math.min(...poor.map((point) => point.coverage))),
              }),
            ),
          ]
        : []),
    ];
  }

  visited(days, quiet) {
    const run = (this.visit = {});
    const zones = get(
      '/api/v1/visits',
      { store: this.name, from: days.first, to: days.last, grain: 'total', by: 'zone' },
      this.signal,
    ).then((answer) => answer.series.map((series) => ({ ...series, ...series.points[0] })));
    const types = list('/api/v1/zones', { store: this.name }, this.signal).then(
      (items) => new Map(items.map((item) => [`${item.device}/${item.camera}/${item.zone}`, item.type])),
    );
    const both = Promise.all([zones, types]).then(([found, typeOf]) =>
      found.map((zone) => ({ ...zone, type: typeOf.get(`${zone.device}/${zone.camera}/${zone.zone}`) ?? '' })),
    );
    fill(
      this.zones.body,
      this.signal,
      async () => {
        const found = (await both).filter((zone) => zone.type !== 'queue');
        return run === this.visit ? zonesTable(found) : null;
      },
      { height: 160, quiet },
    );
    fill(
      this.queues.body,
      this.signal,
      async () => {
        const { series } = await get(
          '/api/v1/queues',
          { store: this.name, from: days.first, to: days.last, by: 'zone' },
          this.signal,
        );
        return run === this.visit ? queuesTable(series.map((one) => ({ ...one, ...one.points[0] }))) : null;
      },
      { height: 160, quiet },
    );
  }

  // Who was inside, what was sold, where people stood and went.
  beside(days, quiet) {
    const run = (this.side = {});
    const period = { store: this.name, from: days.first, to: days.last };
    const part = (where, load, height = 200) =>
      fill(
        where.body,
        this.signal,
        async () => {
          const children = await load();
          return run === this.side ? children : null;
        },
        { height, quiet },
      );
    part(this.inside, async () => {
      const grain = days.hourly ? 'hour' : 'day';
      const { series } = await get('/api/v1/occupancy', { ...period, grain }, this.signal);
      return series[0] ? this.insideChart(series[0].points, grain) : empty(t('store.noInside'), t('store.noInsideWhy'));
    });
    part(this.sales, async () => {
      const { series } = await get('/api/v1/conversion', { ...period, grain: 'total' }, this.signal);
      return series[0] ? sold(series[0].points[0]) : empty(t('sales.none'), t('sales.noneWhy'));
    });
    part(this.heat, async () => {
      const last = { store: this.name, from: days.last, to: days.last, grain: 'hour' };
      const { series } = await get('/api/v1/heat', last, this.signal);
      setText(this.heat.side, date(days.last));
      return series.length
        ? heatOf(this.name, series, await this.grounds, this.heatHours, this.signal)
        : empty(t('heat.none'), t('heat.noneWhy'));
    });
    part(this.ways, async () => {
      const { series } = await get('/api/v1/flows', period, this.signal);
      const ways = series.flatMap((one) => one.points[0].flows.map((flow) => ({ ...flow, camera: one.camera })));
      return ways.length ? waysTable(ways) : empty(t('ways.none'), t('ways.noneWhy'));
    });
  }

  // What heat is shown over; without it heat is still worth showing.
  askGrounds() {
    this.grounds = get(`${storePath(this.name)}/pictures`, {}, this.signal).catch(() => ({ plan: null, cameras: [] }));
  }

  async changedGrounds() {
    this.askGrounds();
    this.beside(this.days(), true);
    return this.grounds;
  }

  insideChart(points, grain) {
    const busy = (point) => point.peak > 0;
    const shown = grain === 'hour' ? trimmed(points, busy) : points;
    this.insideLine?.close();
    const figure = el('figure', {});
    this.insideLine = chart(figure, { table: t('chart.table'), name: t('store.insideOver') });
    this.signal.addEventListener('abort', () => this.insideLine.close());
    this.insideLine
      .show({
        category: t(`chart.${grain}`),
        categories: shown.map((point) => (grain === 'hour' ? wall(point.start.slice(11, 16)) : date(point.start.slice(0, 10)))),
        series: [
          { name: t('store.insidePeak'), kind: 'bar', tone: 'accent', values: shown.map((point) => point.peak) },
          ...(grain === 'hour'
            ? [{ name: t('store.insideEnd'), kind: 'line', tone: 'soft', values: shown.map((point) => point.inside) }]
            : []),
        ],
        format: number,
      })
      .catch(() => figure.replaceChildren(empty(t('chart.failed'), t('failure.networkCure'))));
    const corrected = points.reduce((sum, point) => sum + point.corrected, 0);
    return [
      figure,
      ...(corrected ? [el('p', { class: 'small soft' }, t('store.corrected', { n: corrected, count: number(corrected) }))] : []),
    ];
  }

  // What does not depend on the period that is chosen.
  always() {
    const day = today(this.glance.zone);
    const from = plusDays(day, -7 * WEEKS);
    fill(this.grid.body, this.signal, async () => {
      const { series } = await get(
        '/api/v1/counts',
        { store: this.name, from, to: plusDays(day, -1), grain: 'hour' },
        this.signal,
      );
      setText(this.grid.side, t('store.gridOf', { n: WEEKS }));
      return series[0] ? weekGrid(series[0].points) : empty(t('store.noGrid'), t('store.noGridWhy'));
    });
    fill(this.coverage.body, this.signal, async () => {
      const { series } = await get(
        '/api/v1/coverage',
        { store: this.name, from: plusDays(day, -6), to: day, grain: 'day', by: 'camera' },
        this.signal,
      );
      return series.length ? coverageTable(series, plusDays(day, -6)) : empty(t('store.noCoverage'), t('store.noCoverageWhy'));
    });
    if (!may(this.session, 'see_fleet')) {
      return;
    }
    fill(this.devices.body, this.signal, async () => {
      const devices = await list('/api/v1/devices', { store: this.name }, this.signal);
      return devices.length
        ? devicesTable(devices, this.glance.zone)
        : empty(t('fleet.none'), t('fleet.noneCure'));
    });
  }
}

// The days of two periods that both know, the first with the first.
function known(now, nowFirst, then, thenFirst) {
  const place = (first) => (point) => daysBetween(first, point.start.slice(0, 10));
  const nows = new Set(now.map(place(nowFirst)));
  const thens = new Set(then.map(place(thenFirst)));
  return [
    now.filter((point) => thens.has(place(nowFirst)(point))),
    then.filter((point) => nows.has(place(thenFirst)(point))),
  ];
}

export function seconds(value) {
  return value === null || value === undefined ? '–' : value < SHORT ? t('seconds', { n: Math.round(value), count: decimal(value) }) : duration(value);
}

function zonesTable(zones) {
  if (zones.length === 0) {
    return empty(t('zones.none'), t('zones.noneWhy'));
  }
  const all = zones.reduce((sum, zone) => sum + zone.visits, 0);
  return table(
    t('store.zones'),
    [
      { name: t('zones.zone'), cell: (zone) => el('span', {}, zone.zone, el('span', { class: 'under' }, typeName(zone.type))) },
      { name: t('zones.visits'), number: true, cell: (zone) => number(zone.visits) },
      { name: t('zones.share'), number: true, cell: (zone) => share(all ? zone.visits / all : 0) },
      { name: t('zones.median'), number: true, cell: (zone) => seconds(zone.dwellMedian) },
      { name: t('zones.p90'), number: true, cell: (zone) => seconds(zone.dwellP90) },
      { name: t('zones.peak'), number: true, cell: (zone) => number(zone.occupancyPeak) },
    ],
    zones.sort((one, other) => other.visits - one.visits),
  );
}

function share(value) {
  const bar = el('i');
  bar.style.width = `${value * 100}%`;
  return el('span', { class: 'share' }, rate(value), el('span', { class: 'meter', 'aria-hidden': 'true' }, bar));
}

function queuesTable(queues) {
  if (queues.length === 0) {
    return empty(t('queues.none'), t('queues.noneWhy'));
  }
  return table(
    t('store.queues'),
    [
      { name: t('queues.queue'), cell: (zone) => zone.zone },
      { name: t('queues.median'), number: true, cell: (zone) => seconds(zone.waitMedian) },
      { name: t('queues.p90'), number: true, cell: (zone) => seconds(zone.waitP90) },
      { name: t('queues.mean'), number: true, cell: (zone) => decimal(zone.lengthMean) },
      { name: t('queues.longest'), number: true, cell: (zone) => number(zone.lengthPeak) },
      { name: t('queues.abandoned'), number: true, cell: (zone) => rate(zone.abandonedShare) },
    ],
    queues,
  );
}

function sold(point) {
  const shown = [
    [t('sales.conversion'), rate(point.conversion)],
    [t('sales.transactions'), number(point.transactions)],
    [t('sales.revenue'), money(point.revenue)],
    [t('sales.each'), point.revenue === null || !point.entries ? '–' : money(point.revenue / point.entries)],
  ];
  const facts = el('dl', { class: 'facts figures' });
  setFacts(facts, shown);
  return [facts, el('p', { class: 'small soft' }, t('sales.of', { n: point.entries, count: number(point.entries) }))];
}

function waysTable(ways) {
  const most = Math.max(...ways.map((way) => way.count));
  const end = (name, otherwise) => name ?? el('span', { class: 'soft' }, t(otherwise));
  return table(
    t('store.ways'),
    [
      { name: t('ways.from'), cell: (way) => end(way.from, 'ways.outside') },
      { name: t('ways.to'), cell: (way) => end(way.to, 'ways.outside') },
      {
        name: t('ways.people'),
        number: true,
        cell: (way) => {
          const bar = el('i');
          bar.style.width = `${(way.count / most) * 100}%`;
          return el('span', { class: 'share' }, number(way.count), el('span', { class: 'meter', 'aria-hidden': 'true' }, bar));
        },
      },
    ],
    ways.sort((one, other) => other.count - one.count).slice(0, 12),
  );
}

export function typeName(type) {
  return type.replaceAll('_', ' ');
}

// Without the hours before the first and after the last in which anything happened.
function trimmed(keys, some) {
  const first = keys.findIndex(some);
  return first < 0 ? keys : keys.slice(first, keys.findLastIndex(some) + 1);
}

// The mean of each hour of each weekday, darker where more came.
function weekGrid(points) {
  const cells = new Map();
  for (const point of points) {
    const day = (new Date(`${point.start.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
    const key = `${day} ${Number(point.start.slice(11, 13))}`;
    const cell = cells.get(key) ?? { sum: 0, days: new Set() };
    cell.sum += point.in;
    cell.days.add(point.start.slice(0, 10));
    cells.set(key, cell);
  }
  const mean = (day, hour) => {
    const cell = cells.get(`${day} ${hour}`);
    return cell ? cell.sum / cell.days.size : null;
  };
  const clock = Array.from({ length: 24 }, (_, hour) => hour);
  const shown = trimmed(clock, (hour) => [0, 1, 2, 3, 4, 5, 6].some((day) => mean(day, hour) > 0));
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.sum / cell.days.size));
  const rows = Array.from({ length: 7 }, (_, day) => {
    const monday = '2026-01-05';
    const row = el('tr', {}, el('th', { scope: 'row' }, weekday(plusDays(monday, day), 'short')));
    shown.forEach((hour) => {
      const value = mean(day, hour);
      const cell = el('td', {}, value === null ? '' : el('span', {}, number(value)));
      if (value !== null) {
        const level = Math.ceil((value / most) * 8);
        cell.dataset.level = String(level);
      }
      row.append(cell);
    });
    return row;
  });
  const made = el(
    'table',
    { class: 'week' },
    el('caption', { class: 'sr' }, t('store.grid')),
    el('thead', {}, el('tr', {}, el('td'), ...shown.map((hour) => el('th', { scope: 'col' }, String(hour))))),
    el('tbody', {}, ...rows),
  );
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('store.grid') }, made);
}

// Which share of each of the last days each camera saw.
function coverageTable(series, first) {
  const days = Array.from({ length: 7 }, (_, index) => plusDays(first, index));
  return table(
    t('store.coverage'),
    [
      { name: t('coverage.camera'), cell: (one) => el('span', {}, one.camera, el('span', { class: 'under' }, one.device)) },
      ...days.map((day) => ({
        name: weekday(day, 'short'),
        number: true,
        cell: (one) => {
          const point = one.points.find((found) => found.start.startsWith(day));
          return point
            ? el('span', { class: 'covered', 'data-tone': point.coverage < ENOUGH ? 'wait' : undefined }, percent(point.coverage))
            : '–';
        },
      })),
    ],
    series,
  );
}

function devicesTable(devices, zone) {
  return table(
    t('store.devices'),
    [
      {
        name: t('fleet.device'),
        cell: (one) => el('a', { href: deviceLink(one.store, one.device) }, one.device),
      },
      { name: t('fleet.state'), cell: (one) => pill(t(one.online ? 'fleet.online' : 'fleet.offline'), one.online ? 'good' : 'bad') },
      { name: t('fleet.seen'), cell: (one) => moment(one.lastSeen, zone) },
      { name: t('fleet.version'), cell: (one) => one.software ?? '–' },
    ],
    devices,
  );
}
