// Where the dashboard begins: who is here, what they may see, and what goes on around all pages.
import { reach, session, signOut } from './api.js';
import * as analysis from './analysis.js';
import * as device from './device.js';
import { el, setText } from './dom.js';
import * as fleet from './fleet.js';
import { duration, moment } from './format.js';
import { live, start as startLive } from './live.js';
import { offline } from './offline.js';
import * as overview from './overview.js';
import { failure, head, may, notAllowed, nowhere } from './parts.js';
import { again, moved, start as startRouter } from './router.js';
import * as store from './store.js';
import * as stores from './stores.js';
import { t } from './words.js';

const main = document.getElementById('main');
const LATELY = 5000; // a break shorter than this is not worth a word

function nav(me) {
  const places = [
    ['/', t('nav.overview'), 'overview'],
    ['/stores', t('nav.stores'), 'stores'],
    ['/analysis', t('nav.analysis'), 'analysis'],
    ...(may(me, 'see_fleet') ? [['/fleet', t('nav.fleet'), 'fleet']] : []),
  ];
  const host = document.getElementById('nav');
  host.setAttribute('aria-label', t('nav.pages'));
  host.replaceChildren(
    ...places.map(([href, text, icon]) => el('a', { href, 'data-icon': icon }, el('i', { 'aria-hidden': 'true' }), text)),
  );
  const mark = () => {
    for (const link of host.children) {
      const path = link.getAttribute('href');
      const here = path === '/' ? location.pathname === '/' : location.pathname.startsWith(path);
      if (here) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
    }
  };
  moved.addEventListener('moved', mark);
  mark();
}

// What the session may lead to beside these pages; those pages are the account's and the users'.
function menu(me) {
  const links = [
    ['/account', t('menu.account')],
    ...(may(me, 'manage_users') ? [['/users', t('menu.users')]] : []),
    ...(may(me, 'see_audit_log') ? [['/audit', t('menu.audit')]] : []),
  ];
  const out = el('button', { type: 'button', class: 'menu-item' }, t('menu.signOut'));
  out.addEventListener('click', leave);
  const details = el(
    'details',
    { class: 'menu' },
    el('summary', {}, el('span', { class: 'menu-name' }, me.user.name || me.user.login)),
    el(
      'div',
      { class: 'menu-list panel' },
      el('p', { class: 'small soft' }, t('menu.role', { role: t(`role.${me.role}`), tenant: me.tenant })),
      ...links.map(([href, text]) => el('a', { class: 'menu-item', href }, text)),
      out,
    ),
  );
  document.addEventListener('click', (event) => {
    if (!details.contains(event.target)) {
      details.open = false;
    }
  });
  details.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      details.open = false;
      details.querySelector('summary').focus();
    }
  });
  return details;
}

async function leave() {
  try {
    await signOut();
  } finally {
    navigator.serviceWorker?.controller?.postMessage('forget');
    location.assign('/sign-in');
  }
}

// Says whether what is shown is kept up to date; only a change that lasts is read out.
function pulse() {
  const text = el('span', { class: 'pulse-text' });
  const node = el('span', { class: 'pulse' }, el('i', { 'aria-hidden': 'true' }), text);
  const banner = document.getElementById('banner');
  const show = () => {
    const away = !reach.reached;
    node.dataset.tone = live.on ? 'good' : 'wait';
    setText(text, live.on ? t('live.on') : t('live.off'));
    const long = away || (!live.on && Date.now() - live.since > LATELY);
    if (long) {
      const last = reach.last ?? live.since;
      const words = away
        ? t('live.away', { at: moment(last), age: duration((Date.now() - last) / 1000) })
        : t('live.broken', { at: moment(live.since) });
      if (banner.childElementCount === 0) {
        banner.replaceChildren(el('p', { class: 'note', 'data-tone': 'wait', role: 'status' }));
      }
      setText(banner.firstElementChild, words);
    } else {
      banner.replaceChildren();
    }
  };
  live.addEventListener('change', show);
  reach.addEventListener('change', show);
  setInterval(show, LATELY);
  show();
  return node;
}

async function keepForOffline() {
  if (!('serviceWorker' in navigator)) {
    return;
  }
  try {
    await navigator.serviceWorker.register('/sw.js');
    const ready = await navigator.serviceWorker.ready;
    const used = performance
      .getEntriesByType('resource')
      .map((entry) => entry.name)
      .filter((name) => new URL(name).pathname.startsWith('/page/'));
    ready.active.postMessage({ keep: used });
  } catch {
    // without it the app works, but only with a network
  }
}

async function begin() {
  setText(document.getElementById('skip'), t('skip'));
  let me;
  try {
    me = await session();
  } catch (error) {
    if (error.status === 401) {
      location.replace(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
    } else if (error.status === 0) {
      offline(main, begin);
    } else {
      main.replaceChildren(failure(error, begin));
    }
    return;
  }
  reach.addEventListener('stranger', () =>
    location.replace(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`),
  );
  nav(me);
  document.getElementById('side').replaceChildren(pulse(), menu(me));
  startLive();
  const shows = (page) => (place) => page.show({ ...place, session: me, again });
  const fleetOnly = (page) =>
    may(me, 'see_fleet')
      ? shows(page)
      : ({ main: host }) => host.append(head(t('fleet.title')).node, notAllowed(me.role));
  startRouter(main, [
    [/^\/$/, shows(overview)],
    [/^\/stores$/, shows(stores)],
    [/^\/stores\/([^/]+)$/, shows(store)],
    [/^\/analysis$/, shows(analysis)],
    [/^\/fleet$/, fleetOnly(fleet)],
    [/^\/fleet\/([^/]+)\/([^/]+)$/, fleetOnly(device)],
  ], ({ main: host }) => host.append(head(t('nowhere.title')).node, nowhere()));
  keepForOffline();
}

// a page that a browser kept whole, such as for its button Back, may be another's by now
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

begin();
