// What is shown when the app was opened and the collector cannot be reached.
import { reach } from './api.js';
import { el, setText } from './dom.js';
import { duration, moment } from './format.js';
import { button, titled } from './parts.js';
import { t } from './words.js';

const AGAIN = 10000;

export function offline(main, retry) {
  titled(t('offline.title'));
  const since = el('p', { class: 'soft' });
  const show = () =>
    setText(
      since,
      reach.last
        ? t('offline.since', { at: moment(reach.last), age: duration((Date.now() - reach.last) / 1000) })
        : t('offline.never'),
    );
  show();
  let timer;
  const once = () => {
    clearTimeout(timer);
    removeEventListener('online', once);
    retry();
  };
  timer = setTimeout(once, AGAIN);
  addEventListener('online', once);
  main.replaceChildren(
    el(
      'div',
      { class: 'state offline' },
      el('h1', {}, t('offline.title')),
      since,
      el('p', {}, t('offline.kept')),
      button(t('failure.retry'), once, 'main'),
    ),
  );
}
