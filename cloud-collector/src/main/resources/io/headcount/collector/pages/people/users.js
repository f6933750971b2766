import { get, list, send } from '../api.js';
import { el, setText } from '../dom.js';
import { enter, field, onSubmit, reason, tell } from './shell.js';
import { moment, roleName, storeNames, t } from './words.js';

const HEADS = ['name', 'role', 'stores', 'state', 'lastSignIn'];

const main = document.getElementById('main');
const found = await enter('users', 'manage_users');
const rows = el('tbody');
const count = el('p', { class: 'soft small', role: 'status' });
const [searchField, search] = field('search', { type: 'search', maxlength: 100 });
const userPath = (user) => `/api/v1/users/${encodeURIComponent(user.login)}`;

let users = [];
let stores = [];
let roles = [];

function state(user) {
  if (user.disabled) {
    return [t('disabled'), 'bad'];
  }
  if (user.password) {
    return [t('active'), 'good'];
  }
  return user.invitedUntil && new Date(user.invitedUntil) > new Date()
    ? [t('open', { time: moment(user.invitedUntil) }), 'wait']
    : [t('lapsed'), 'idle'];
}

function row(user) {
  const [text, tone] = state(user);
  const self = user.login === found.user.login;
  const edit = el(
    'button',
    { class: 'button', type: 'button', 'aria-label': t('editUser', { name: user.name }) },
    t('edit'),
  );
  edit.addEventListener('click', () => editUser(user, self));
  const cells = [
    el('div', {}, el('strong', {}, user.name), self ? ` (${t('you')})` : '', el('p', { class: 'soft small' }, user.login)),
    roleName(user.role),
    el('span', { class: 'clip', title: storeNames(user.stores) }, storeNames(user.stores)),
    el('span', { class: 'tag', 'data-tone': tone }, text),
    moment(user.signedIn),
  ];
  return el(
    'tr',
    {},
    ...cells.map((cell, i) => el('td', { 'data-head': t(HEADS[i]) }, cell)),
    el('td', { class: 'last' }, edit),
  );
}

function show() {
  const asked = search.value.trim().toLowerCase();
  const fitting = users.filter((user) => `${user.name}\n${user.login}`.toLowerCase().includes(asked));
  rows.replaceChildren(...fitting.map(row));
  setText(count, fitting.length ? t('userCount', { n: fitting.length }) : t('nobodyFound'));
}

async function load() {
  users = await list('/api/v1/users');
  show();
}

// A dialog that is gone once it is closed; the focus goes back to where it was.
function dialog(title, ...parts) {
  const id = 'dialog-title';
  const box = el('dialog', { 'aria-labelledby': id }, el('h2', { id }, title), ...parts);
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

function roleChoice(chosen, onChange) {
  const select = el(
    'select',
    { id: 'role' },
    ...roles.map(({ role }) => el('option', { value: role }, roleName(role))),
  );
  select.value = chosen;
  const may = el('p', { class: 'soft small', id: 'role-may' });
  select.setAttribute('aria-describedby', 'role-may');
  const tellMay = () => {
    const { permissions } = roles.find(({ role }) => role === select.value);
    setText(may, `${t('mayTitle')} ${permissions.map((one) => t(`may.${one}`)).join(', ')}.`);
    onChange(select.value);
  };
  select.addEventListener('change', tellMay);
  return [el('div', { class: 'field' }, el('label', { for: 'role' }, t('role')), select, may), select, tellMay];
}

function storeChoice(chosen) {
  const names = [...new Set([...stores, ...(chosen ?? [])])].sort();
  const boxes = names.map((name) => {
    const box = el('input', { type: 'checkbox', value: name });
    box.checked = chosen?.includes(name) ?? false;
    return [name, box, el('label', { class: 'check' }, box, name)];
  });
  const [findField, find] = field('findStore', { type: 'search', maxlength: 100 });
  find.addEventListener('input', () => {
    const asked = find.value.trim().toLowerCase();
    boxes.forEach(([name, , label]) => {
      label.hidden = !name.toLowerCase().includes(asked);
    });
  });
  const those = el(
    'div',
    { class: 'stack' },
    ...(names.length > 8 ? [findField] : []),
    names.length
      ? el('div', { class: 'checks', role: 'group', 'aria-label': t('some') }, ...boxes.map(([, , label]) => label))
      : el('p', { class: 'soft small' }, t('noStores')),
  );
  const radio = (value, key) => {
    const input = el('input', { type: 'radio', name: 'which', value });
    input.checked = (value === 'all') === (chosen === null);
    input.addEventListener('change', update);
    return [input, el('label', { class: 'check' }, input, t(key))];
  };
  const [all, allLabel] = radio('all', 'every');
  const [some, someLabel] = radio('some', 'some');
  const note = el('p', { class: 'soft small', hidden: '' }, t('adminStores'));
  const set = el('fieldset', { class: 'field' }, el('legend', {}, t('whichStores')), allLabel, someLabel, those, note);
  function update() {
    those.hidden = !some.checked;
  }
  update();
  return {
    set,
    forRole(role) {
      const admin = role === 'admin';
      if (admin) {
        all.checked = true;
        update();
      }
      some.disabled = admin;
      note.hidden = !admin;
    },
    value: () => (all.checked ? null : boxes.filter(([, box]) => box.checked).map(([name]) => name)),
  };
}

function profileForm(user, submitKey) {
  const choice = storeChoice(user.stores);
  const [nameField, name] = field('name', { value: user.name, required: '', maxlength: 100, autocomplete: 'off' });
  const [roleField, role, tellMay] = roleChoice(user.role, (chosen) => choice.forRole(chosen));
  const [networksField, networks] = field(
    'networks',
    { value: user.networks.join(' '), maxlength: 800, autocomplete: 'off', spellcheck: 'false' },
    t('networksHint'),
  );
  const fault = el('p', { class: 'fault', role: 'alert' });
  const cancel = el('button', { class: 'button', type: 'button' }, t('cancel'));
  const form = el(
    'form',
    { class: 'form' },
    nameField,
    roleField,
    choice.set,
    networksField,
    fault,
    el('div', { class: 'actions' }, el('button', { class: 'button main', type: 'submit' }, t(submitKey)), cancel),
  );
  cancel.addEventListener('click', () => form.closest('dialog').close());
  tellMay();
  return {
    form,
    fault,
    role,
    value: () => ({
      name: name.value,
      role: role.value,
      stores: choice.value(),
      networks: networks.value.split(/[\s,]+/).filter(Boolean),
    }),
  };
}

function inviteUser() {
  const [loginField, login] = field(
    'login',
    { required: '', maxlength: 100, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' },
    t('loginHint'),
  );
  const profile = profileForm({ name: '', role: 'viewer', stores: null, networks: [] }, 'inviteSend');
  profile.form.prepend(loginField);
  const box = dialog(t('inviteTitle'), profile.form);
  onSubmit(profile.form, profile.fault, async () => {
    const made = await send('POST', '/api/v1/users', { login: login.value, ...profile.value() });
    box.close();
    await load();
    showLink(made);
  });
}

function showLink({ user, invitation }) {
  const [linkField, link] = field('link', { readonly: '', value: location.origin + invitation.path });
  const copy = el('button', { class: 'button main', type: 'button' }, t('copy'));
  const close = el('button', { class: 'button', type: 'button' }, t('close'));
  copy.addEventListener('click', async () => {
    link.select();
    await navigator.clipboard?.writeText(link.value).catch(() => {});
    tell(t('copied'));
  });
  const box = dialog(
    t('linkTitle', { name: user.name }),
    el('p', {}, t('linkOnce', { name: user.name, time: moment(invitation.expires) })),
    linkField,
    el('div', { class: 'actions' }, copy, close),
  );
  close.addEventListener('click', () => box.close());
  link.select();
}

function editUser(user, self) {
  const profile = profileForm(user, 'save');
  profile.role.disabled = self;
  const box = dialog(t('editTitle', { name: user.name }), el('p', { class: 'soft small' }, user.login), profile.form);
  const before = profile.value();
  onSubmit(profile.form, profile.fault, async () => {
    await send('PATCH', userPath(user), changes(before, profile.value()));
    box.close();
    tell(t('saved', { name: user.name }));
    await load();
  });
  if (!self) {
    box.append(el('h3', {}, t('access')), accessOf(user, box, profile.fault));
  }
}

// Only what is another now, so that what another admin changes meanwhile stays.
function changes(before, now) {
  const same = (key) => JSON.stringify(before[key]) === JSON.stringify(now[key]);
  return Object.fromEntries(Object.entries(now).filter(([key]) => !same(key)));
}

// What is done at once, without saving the rest.
function accessOf(user, box, fault) {
  const button = (key, sure, done, action) => {
    const one = el('button', { class: 'button', type: 'button' }, t(key));
    one.addEventListener('click', async () => {
      if (sure && !confirm(t(sure, user))) {
        return;
      }
      try {
        const answer = await action();
        box.close();
        await load();
        if (done) {
          tell(t(done, user));
        } else {
          showLink(answer);
        }
      } catch (refusal) {
        setText(fault, reason(refusal));
      }
    });
    return one;
  };
  const access = user.disabled
    ? button('enable', undefined, 'userEnabled', () => send('PATCH', userPath(user), { disabled: false }))
    : button('disable', 'sureDisable', 'userDisabled', () => send('PATCH', userPath(user), { disabled: true }));
  return el(
    'div',
    { class: 'actions' },
    access,
    button('reset', 'sureReset', undefined, () => send('POST', `${userPath(user)}/invitation`)),
    button('endSessions', undefined, 'sessionsEnded', () => send('DELETE', `${userPath(user)}/sessions`)),
    button('delete', 'sureDelete', 'userDeleted', () => send('DELETE', userPath(user))),
  );
}

if (found) {
  const invite = el('button', { class: 'button main', type: 'button' }, t('invite'));
  invite.addEventListener('click', inviteUser);
  search.addEventListener('input', show);
  main.append(
    el('div', { class: 'head' }, el('h1', {}, t('users')), invite),
    el('div', { class: 'toolbar' }, searchField),
    el(
      'div',
      { class: 'panel' },
      el(
        'table',
        { class: 'cards' },
        el('caption', { class: 'sr' }, t('users')),
        el(
          'thead',
          {},
          el('tr', {}, ...HEADS.map((key) => el('th', { scope: 'col' }, t(key))), el('td')),
        ),
        rows,
      ),
      count,
    ),
    el('p', { class: 'soft small' }, t('localTimes')),
  );
  try {
    roles = (await get('/api/v1/roles')).items;
    stores = (await list('/api/v1/stores')).map(({ store }) => store);
    await load();
  } catch (refusal) {
    setText(count, reason(refusal));
  }
}
