// All boxes: whether they are there, how they do, what they run.
import { get, list } from './api.js';
import { el, setText } from './dom.js';
import { bytes, byName, calendar, duration, moment, number, percent } from './format.js';
import { AHEAD } from './glance.js';
import { listen } from './live.js';
import { choice, deviceLink, empty, fill, head, input, panel, pill, say, seldom, tile } from './parts.js';
import { keep } from './router.js';
import { t } from './words.js';

const CALM = 4000;
const BACKLOG = 1000; // records that wait; more is worth a look

export async function show({ main, query, signal }) {
  const top = head(t('fleet.title'), t('fleet.sub'));
  const body = el('div', { class: 'stack' });
  main.append(top.node, body);
  const filters = { q: query.get('q') ?? '', only: query.get('only') ?? '', sort: query.get('sort') ?? '' };
  let refresh = () => {};
  await fill(
    body,
    signal,
    async () => {
      const [devices, gaps] = await Promise.all([
        list('/api/v1/devices', {}, signal),
        get('/api/v1/gaps', {}, signal),
      ]);
      if (devices.length === 0) {
        return el('div', { class: 'panel' }, empty(t('fleet.none'), t('fleet.noneCure')));
      }
      const view = new View(devices, gaps, filters);
      refresh = async () => {
        try {
          view.take(await list('/api/v1/devices', {}, signal));
        } catch {
          // the banner says that nothing comes
        }
      };
      return view.nodes;
    },
    { height: 480 },
  );
  const later = seldom(CALM, () => refresh(), signal);
  listen((type) => {
    if (type === 'presence' || type === 'again') {
      later();
    }
  }, signal);
}

// What is not as it should be with a device: [key of texts.js, tone].
export function state(device) {
  if (!device.online) {
    return ['offline', 'bad'];
  }
  if (device.desiredState === 'rejected' || device.desiredState === 'rolled_back') {
    return ['refused', 'bad'];
  }
  const left = certified(device);
  if (left !== null && left < 0) {
    return ['expired', 'bad'];
  }
  if (device.problemCount > 0) {
    return ['problems', 'wait'];
  }
  if (left !== null && left < AHEAD) {
    return ['expires', 'wait'];
  }
  if (device.backlog > BACKLOG) {
    return ['behind', 'wait'];
  }
  if (device.desiredSerial !== null && device.desiredSerial !== device.reportedSerial) {
    return ['pending', 'wait'];
  }
  return ['well', 'good'];
}

// How long the first of its certificates is still good for, in milliseconds; null when that is not known.
function certified(device) {
  return device.certificateEnds ? Date.parse(device.certificateEnds) - Date.now() : null;
}

// When a certificate ends, with how long that is; louder as it comes nearer.
export function ends(until) {
  if (!until) {
    return el('span', { class: 'soft' }, t('certificate.unknown'));
  }
  const left = Date.parse(until) - Date.now();
  const words = left < 0 ? t('certificate.ended') : t('certificate.left', { age: duration(left / 1000) });
  return el(
    'span',
    {},
    calendar(until),
    el('span', { class: 'under', 'data-tone': left < 0 ? 'bad' : left < AHEAD ? 'wait' : undefined }, words),
  );
}

class View {
  constructor(devices, gaps, filters) {
    this.filters = filters;
    this.tiles = ['online', 'problems', 'backlog', 'gaps'].map((name) => tile(t(`fleet.tile.${name}`)));
    this.versions = panel(t('fleet.versions'));
    this.list = panel(t('fleet.devices'));
    this.body = el('tbody', {});
    const columns = ['device', 'state', 'seen', 'version', 'certificate', 'backlog', 'stored', 'config'];
    const made = el(
      'table',
      { class: 'table devices' },
      el('caption', { class: 'sr' }, t('fleet.devices')),
      el(
        'thead',
        {},
        el('tr', {}, ...columns.map((name) => el('th', { scope: 'col', class: name === 'backlog' || name === 'stored' ? 'number' : undefined }, t(`fleet.${name}`)))),
      ),
      this.body,
    );
    this.nothing = empty(t('fleet.noMatch'), t('overview.noMatchCure'));
    const search = input(t('fleet.search'), 'search', filters.q, (value) => this.filter({ q: value }), { autocomplete: 'off' });
    search.classList.add('grow');
    this.list.body.append(
      el(
        'div',
        { class: 'toolbar' },
        search,
        choice(
          t('overview.which'),
          [
            ['', t('overview.all')],
            ['attention', t('overview.attention')],
          ],
          filters.only,
          (value) => this.filter({ only: value }),
        ),
        choice(
          t('fleet.order'),
          [
            ['', t('fleet.byName')],
            ['certificate', t('fleet.byCertificate')],
          ],
          filters.sort,
          (value) => this.filter({ sort: value }),
        ),
      ),
      el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('fleet.devices') }, made),
      this.nothing,
    );
    this.nodes = [el('dl', { class: 'tiles' }, ...this.tiles.map((one) => one.node)), this.versions.node, this.list.node];
    const [, , , missing] = this.tiles;
    missing.show(
      number(gaps.missing),
      t('fleet.gapsNote', { tombstones: number(gaps.tombstones), quarantined: number(gaps.quarantined) }),
    );
    this.take(devices);
  }

  take(devices) {
    this.devices = devices.sort((one, other) => byName(one.store, other.store) || byName(one.device, other.device));
    const online = devices.filter((device) => device.online).length;
    const [connected, problems, backlog] = this.tiles;
    connected.value.replaceChildren(number(online), el('span', { class: 'of' }, ` ${t('overview.of', { all: number(devices.length) })}`));
    setText(connected.note, online === devices.length ? t('fleet.allOnline') : t('fleet.away', { n: devices.length - online, count: number(devices.length - online) }));
    const troubled = devices.filter((device) => device.problemCount > 0).length;
    problems.show(number(troubled), troubled ? t('fleet.troubled') : t('fleet.untroubled'));
    backlog.show(number(devices.reduce((sum, device) => sum + (device.backlog ?? 0), 0)), t('fleet.backlogNote'));
    const versions = Map.groupBy(devices, (device) => device.software ?? t('fleet.unknown'));
    this.versions.body.replaceChildren(
      el(
        'ol',
        { class: 'bars' },
        ...[...versions].sort(([, one], [, other]) => other.length - one.length).map(([name, those]) => {
          const bar = el('i');
          bar.style.width = `${(those.length / devices.length) * 100}%`;
          return el('li', {}, el('span', {}, name), el('span', { class: 'meter', 'aria-hidden': 'true' }, bar), el('span', { class: 'soft' }, number(those.length)));
        }),
      ),
    );
    this.draw();
  }

  filter(part) {
    Object.assign(this.filters, part);
    const query = new URLSearchParams();
    Object.entries(this.filters).forEach(([name, value]) => value && query.set(name, value));
    keep(query);
    this.draw();
    say(t('fleet.found', { n: this.body.childElementCount }));
  }

  draw() {
    const wanted = this.filters.q.trim().toLocaleLowerCase();
    const shown = this.devices.filter(
      (device) =>
        (this.filters.only !== 'attention' || state(device)[0] !== 'well') &&
        [device.store, device.device, device.name, device.software].some((text) => text?.toLocaleLowerCase().includes(wanted)),
    );
    if (this.filters.sort === 'certificate') {
      const end = (device) => certified(device) ?? Infinity;
      shown.sort((one, other) => (end(one) === end(other) ? 0 : end(one) - end(other)));
    }
    this.body.replaceChildren(...shown.map(row));
    this.nothing.hidden = shown.length > 0;
    setText(this.list.side, t('fleet.count', { n: shown.length, count: number(shown.length) }));
  }
}

function row(device) {
  const [name, tone] = state(device);
  return el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row' },
      el('a', { href: deviceLink(device.store, device.device) }, `${device.store} / ${device.device}`),
      el('span', { class: 'under' }, device.name ?? ''),
    ),
    el('td', {}, pill(t(`device.${name}`, { n: device.problemCount }), tone)),
    el('td', {}, moment(device.lastSeen), el('span', { class: 'under' }, device.uptimeSeconds === null ? '' : t('fleet.up', { age: duration(device.uptimeSeconds) }))),
    el('td', {}, device.software ?? '–'),
    el('td', {}, ends(device.certificateEnds)),
    el('td', { class: 'number' }, number(device.backlog)),
    el('td', { class: 'number' }, device.budgetBytes ? percent(device.storedBytes / device.budgetBytes) : bytes(device.storedBytes)),
    el('td', {}, configuration(device)),
  );
}

export function configuration(device) {
  if (device.desiredSerial === null) {
    return t('config.own');
  }
  return device.desiredState ? t(`config.${device.desiredState}`) : t('config.waiting');
}
