import { get, send } from '../api.js';
import { el } from '../dom.js';
import { chosen, enter, onSubmit, reason, reveal, secret, tell, whose } from './shell.js';
import { browserName, moment, roleName, storeNames, t } from './words.js';

const main = document.getElementById('main');
const found = await enter('account');

function facts() {
  const rows = [
    ['name', found.user.name],
    ['signInName', found.user.login],
    ['role', roleName(found.role)],
    ['stores', storeNames(found.stores)],
    ['mayTitle', found.permissions.map((one) => t(`may.${one}`)).join(', ')],
  ];
  return el(
    'dl',
    { class: 'about' },
    ...rows.map(([key, text]) => el('div', {}, el('dt', {}, t(key)), el('dd', {}, text))),
  );
}

function password() {
  const [oldField, old] = secret('oldPassword', 'current-password');
  const next = chosen();
  const fault = el('p', { class: 'fault', role: 'alert' });
  const form = el(
    'form',
    { class: 'panel form' },
    el('h2', {}, t('changePassword')),
    whose(found.user.login),
    oldField,
    ...next.fields,
    reveal(old, ...next.inputs),
    fault,
    el('button', { class: 'button main', type: 'submit' }, t('changePassword')),
  );
  onSubmit(form, fault, async () => {
    if (!next.agreed(fault)) {
      return;
    }
    try {
      await send('POST', '/api/v1/password', { old: old.value, new: next.inputs[0].value });
    } catch (refusal) {
      if (refusal.status === 403) {
        refusal.words = t('oldWrong');
      }
      throw refusal;
    }
    form.reset();
    tell(t('passwordChanged'));
    await sessions();
  });
  return form;
}

const places = el('ul', { class: 'rows' });
const others = el('button', { class: 'button', type: 'button' }, t('endOthers'));

async function sessions() {
  const { items } = await get('/api/v1/sessions');
  others.hidden = items.length < 2;
  places.replaceChildren(
    ...items.map((one) => {
      const browser = browserName(one.browser);
      const row = el(
        'li',
        {},
        el(
          'div',
          {},
          el('strong', { title: one.browser }, browser),
          ' ',
          one.this ? el('span', { class: 'tag', 'data-tone': 'good' }, t('thisSession')) : '',
          el(
            'p',
            { class: 'soft small' },
            [one.address, t('lastUsed', { time: moment(one.used) }), t('since', { time: moment(one.created) })].join(' · '),
          ),
        ),
      );
      if (!one.this) {
        const end = el(
          'button',
          { class: 'button', type: 'button', 'aria-label': t('endSession', { browser, address: one.address }) },
          t('end'),
        );
        end.addEventListener('click', () => act(send('DELETE', `/api/v1/sessions/${one.id}`), 'sessionEnded'));
        row.append(end);
      }
      return row;
    }),
  );
}

async function act(doing, key) {
  try {
    await doing;
    tell(t(key));
    await sessions();
  } catch (refusal) {
    tell(reason(refusal));
  }
}

if (found) {
  others.addEventListener('click', () => act(send('DELETE', '/api/v1/sessions'), 'othersEnded'));
  main.append(
    el('h1', {}, t('account')),
    el(
      'div',
      { class: 'columns' },
      el('div', { class: 'stack' }, el('section', { class: 'panel' }, facts()), password()),
      el(
        'section',
        { class: 'panel' },
        el('div', { class: 'head' }, el('h2', {}, t('sessions')), others),
        places,
        el('p', { class: 'soft small' }, t('localTimes')),
      ),
    ),
  );
  await sessions();
}
