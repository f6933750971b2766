// One box: what it said of itself, how it does, what it is to run, what is missing from it.
import { get, list, send } from './api.js';
import { el, setFacts, setText } from './dom.js';
import { bytes, decimal, duration, moment, number, percent } from './format.js';
import { ends, state } from './fleet.js';
import { listen } from './live.js';
import { button, empty, failure, fill, head, may, panel, pill, say, seldom, storeLink, table } from './parts.js';
import { t } from './words.js';

const CALM = 3000;

export async function show({ main, names: [store, name], signal, session }) {
  const top = head(`${store} / ${name}`, '');
  const path = `/api/v1/stores/${encodeURIComponent(store)}/devices/${encodeURIComponent(name)}`;
  const parts = Object.fromEntries(
    ['facts', 'cameras', 'config', 'commands', 'gaps', 'events'].map((key) => [key, panel(t(`device.${key}`))]),
  );
  const stack = el(
    'div',
    { class: 'stack' },
    parts.facts.node,
    parts.cameras.node,
    el('div', { class: 'pair' }, parts.config.node, parts.commands.node),
    el('div', { class: 'pair' }, parts.gaps.node, parts.events.node),
  );
  main.append(
    el('p', { class: 'small crumbs' }, el('a', { href: '/fleet' }, t('nav.fleet')), ' › ', el('a', { href: storeLink(store) }, store)),
    top.node,
    stack,
  );
  // once, and not in each of its parts
  const unknown = (error) => {
    if (error.status !== 404) {
      throw error;
    }
    stack.replaceWith(failure(error));
  };
  const writes = may(session, 'control_devices');
  const about = (quiet) =>
    fill(
      parts.facts.body,
      signal,
      async () => {
        const device = await get(path, {}, signal).catch(unknown);
        if (!device) {
          return undefined;
        }
        const [kind, tone] = state({ ...device, problemCount: device.problems.length });
        top.under.replaceChildren(
          pill(t(`device.${kind}`, { n: device.problems.length }), tone),
          ...(device.zone ? [` ${t('device.times', { zone: device.zone })}`] : []),
        );
        parts.cameras.body.replaceChildren(...[cameras(device)].flat());
        return facts(device);
      },
      { height: 140, quiet },
    );
  about();
  fill(parts.config.body, signal, async () => config(await get(`${path}/config`, {}, signal)));
  const orders = () =>
    fill(parts.commands.body, signal, async () => {
      const { items } = await get(`${path}/commands`, {}, signal);
      return [...(writes ? [actions(path, orders, parts.commands)] : []), commands(items)];
    });
  orders();
  fill(parts.gaps.body, signal, () => gaps(store, name, signal));
  fill(parts.events.body, signal, async () => events(await get(`${path}/events`, {}, signal)));
  const later = seldom(CALM, () => about(true), signal);
  listen((type, data) => {
    if (type === 'again' || (data.store === store && data.device === name)) {
      later();
    }
  }, signal);
}

function facts(device) {
  const rows = el('dl', { class: 'facts' });
  setFacts(rows, [
    [t('fleet.state'), t(device.online ? 'device.onlineSince' : 'device.offlineSince', { at: device.onlineSince ? moment(device.onlineSince, device.zone) : '–' })],
    [t('fleet.seen'), moment(device.lastSeen, device.zone)],
    [t('device.firstSeen'), moment(device.firstSeen, device.zone)],
    [t('fleet.version'), device.software ?? '–'],
    [t('device.name'), device.name ?? '–'],
    [t('stores.zone'), device.zone ?? '–'],
    [t('device.uptime'), duration(device.uptimeSeconds)],
    [t('device.connections'), number(device.connections)],
    [t('fleet.backlog'), number(device.backlog)],
    [t('device.stored'), device.budgetBytes ? t('device.storedOf', { stored: bytes(device.storedBytes), budget: bytes(device.budgetBytes), share: percent(device.storedBytes / device.budgetBytes) }) : '–'],
    [t('device.lost'), t('device.lostNumbers', { coarsened: number(device.coarsened), evicted: number(device.evicted) })],
    [t('device.epoch'), device.epoch ?? '–'],
    ...device.streams.map((stream) => [
      t('device.stream', { name: stream.stream }),
      t('device.streamAt', { next: number(stream.next - 1), acked: number(stream.acked) }),
    ]),
  ]);
  const problems = device.problems.map((problem) =>
    el(
      'li',
      { class: 'note', 'data-tone': problem.severity === 'error' ? 'bad' : 'wait' },
      el('span', {}, problem.what, ' ', el('span', { class: 'soft' }, problem.cure)),
    ),
  );
  const certificates = device.certificates.map((one) =>
    el('div', { class: 'fact' }, el('dt', {}, t('certificate.of', { use: t(`certificate.${one.use === 'page' ? 'page' : 'uplink'}`) })), el('dd', {}, ends(one.until))));
  rows.append(...(certificates.length ? certificates : [el('div', { class: 'fact' }, el('dt', {}, t('fleet.certificate')), el('dd', {}, ends(null)))]));
  return [rows, ...(problems.length ? [el('ol', { class: 'stack tight problems' }, ...problems)] : [])];
}

function cameras(device) {
  const measured = new Map(device.measured.map((camera) => [camera.id, camera]));
  const names = [...new Set([...device.cameras.map((camera) => camera.id), ...measured.keys()])];
  if (names.length === 0) {
    return empty(t('device.noCameras'), t('device.noCamerasWhy'));
  }
  const health = new Map(device.cameras.map((camera) => [camera.id, camera]));
  return table(
    t('device.cameras'),
    [
      { name: t('coverage.camera'), cell: (name) => name },
      {
        name: t('fleet.state'),
        cell: (name) => {
          const how = health.get(name)?.state;
          return how ? pill(how.replaceAll('_', ' '), how === 'streaming' ? 'good' : 'wait') : '–';
        },
      },
      { name: t('device.rate'), number: true, cell: (name) => decimal(health.get(name)?.framesPerSecond) },
      { name: t('device.lines'), cell: (name) => (measured.get(name)?.lines ?? []).map((line) => line.id).join(', ') || '–' },
      { name: t('device.zones'), cell: (name) => (measured.get(name)?.zones ?? []).map((zone) => `${zone.id} (${zone.type})`).join(', ') || '–' },
    ],
    names,
  );
}

// What is desired beside what is reported, and what the desired text changed.
function config({ desired, earlier, reported, reportedAt }) {
  const rows = [
    [t('config.serial'), desired ? String(desired.serial) : '–', reported?.serial ? String(reported.serial) : '–'],
    [t('config.state'), desired ? t(`config.${desired.state ?? 'waiting'}`) : t('config.own'), reported ? t(`config.${reported.state}`) : '–'],
    [t('config.at'), desired ? moment(desired.issued) : '–', reportedAt ? moment(reportedAt) : '–'],
    [t('config.revision'), '–', reported?.revision ?? '–'],
  ];
  const made = [
    table(
      t('device.config'),
      [
        { name: '', cell: ([name]) => name },
        { name: t('config.desired'), cell: ([, one]) => one },
        { name: t('config.reported'), cell: ([, , other]) => other },
      ],
      rows,
    ),
  ];
  const reasons = reported?.reasons?.length ? reported.reasons : (desired?.reasons ?? []);
  reasons.forEach((reason) => made.push(el('p', { class: 'note', 'data-tone': 'bad' }, reason)));
  if (desired) {
    const ran = earlier.find((one) => one.serial === reported?.serial) ?? earlier[0];
    made.push(
      el('h3', {}, ran ? t('config.changed', { at: moment(ran.issued) }) : t('config.text')),
      diff(ran?.text ?? desired.text, desired.text),
    );
  }
  return made;
}

// The longest common lines stay; the others went or came.
function diff(before, after) {
  const [a, b] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  const add = (mark, text) => lines.push(el('span', { 'data-mark': mark }, `${mark} ${text}\n`));
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(' ', a[i]);
      i++;
      j++;
    } else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) {
      add('−', a[i++]);
    } else {
      add('+', b[j++]);
    }
  }
  return el('pre', { class: 'diff', tabindex: '0', role: 'region', 'aria-label': t('device.config') }, ...lines);
}

function actions(path, after, where) {
  const order = async (kind) => {
    try {
      await send('POST', `${path}/commands`, { kind });
      say(t('command.sent'));
      after();
    } catch (error) {
      where.body.prepend(el('p', { class: 'note', 'data-tone': 'bad', role: 'alert' }, `${error.message} ${error.cure}`));
    }
  };
  const restart = button(t('command.restart'), () => {
    if (restart.dataset.sure) {
      order('restart');
    } else {
      restart.dataset.sure = 'yes';
      setText(restart, t('command.sure'));
    }
  });
  return el('div', { class: 'toolbar' }, button(t('command.ping'), () => order('ping')), button(t('command.snapshot'), () => order('snapshot')), restart);
}

function commands(items) {
  if (items.length === 0) {
    return empty(t('command.none'), t('command.noneWhy'));
  }
  return table(
    t('device.commands'),
    [
      { name: t('command.kind'), cell: (one) => t(`command.${one.kind}`) },
      { name: t('command.issued'), cell: (one) => moment(one.issued) },
      { name: t('command.outcome'), cell: (one) => (one.outcome ? [one.outcome, one.detail].filter(Boolean).join(': ') : t('command.open')) },
    ],
    items.slice(0, 20),
  );
}

async function gaps(store, device, signal) {
  const ask = (what) => list(`/api/v1/${what}`, { store, device }, signal);
  const [missing, tombstones, fixes, quarantine] = await Promise.all(
    ['gaps/missing', 'gaps/tombstones', 'gaps/clock-fixes', 'quarantine'].map(ask),
  );
  const rows = [
    ...missing.map((one) => [t('gap.missing'), `${one.stream} ${number(one.from)}–${number(one.to)}`, t('gap.missingWhy')]),
    ...tombstones.map((one) => [t('gap.tombstone'), `${one.stream} ${number(one.from)}–${number(one.to)}`, one.reason]),
    ...fixes.map((one) => [t('gap.fix'), `${one.stream} ${number(one.from)}–${one.onward ? '' : number(one.to)}`, t('gap.fixBy', { shift: duration(Math.abs(one.shiftSeconds)) })]),
    ...quarantine.map((one) => [t('gap.quarantine'), `${one.stream} ${number(one.from)}`, one.reason]),
  ];
  if (rows.length === 0) {
    return empty(t('gap.none'), t('gap.noneWhy'));
  }
  return table(
    t('device.gaps'),
    [
      { name: t('gap.kind'), cell: ([kind]) => kind },
      { name: t('gap.numbers'), cell: ([, which]) => which },
      { name: t('gap.why'), cell: ([, , why]) => why },
    ],
    rows.slice(0, 100),
  );
}

function events({ zone, items }) {
  if (items.length === 0) {
    return empty(t('event.none'), t('event.noneWhy'));
  }
  return table(
    t('device.events'),
    [
      { name: t('event.at'), cell: (one) => moment(one.at, zone) },
      { name: t('event.what'), cell: (one) => t(`event.${one.stream}`) },
      { name: t('event.where'), cell: (one) => `${one.camera} / ${one.name}` },
    ],
    items,
  );
}
