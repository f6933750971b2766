import { el, setText } from '../dom.js';
import { ask, session } from './api.js';
import { field, gate, onSubmit, reason, reveal } from './shell.js';
import { t } from './words.js';

// behind the #, which no server and no other site is told
const invitation = location.hash.slice(1);
const main = document.getElementById('main');

gate(t('welcome'));

function say(text) {
  main.replaceChildren(
    el('div', { class: 'panel form' }, el('h1', {}, t('welcome')), el('p', { role: 'alert' }, text)),
  );
}

function words(refusal) {
  return refusal.status === 404 ? t('usedUp') : reason(refusal);
}

function choose(user) {
  const [firstField, first] = field(
    'newPassword',
    { type: 'password', autocomplete: 'new-password', required: '', maxlength: 256 },
    t('rule'),
  );
  const [secondField, second] = field('repeat', {
    type: 'password',
    autocomplete: 'new-password',
    required: '',
    maxlength: 256,
  });
  const fault = el('p', { class: 'fault', role: 'alert' });
  const form = el(
    'form',
    { class: 'panel form' },
    el('h1', {}, t('welcome')),
    el('p', {}, t('invited', user)),
    // so that password stores know whose it is
    el('input', { class: 'sr', tabindex: -1, 'aria-hidden': 'true', readonly: '', autocomplete: 'username', value: user.login }),
    firstField,
    secondField,
    reveal(first, second),
    fault,
    el('button', { class: 'button main', type: 'submit' }, t('begin')),
  );
  main.replaceChildren(form);
  first.focus();
  onSubmit(form, fault, async () => {
    if (first.value !== second.value) {
      setText(fault, t('different'));
      second.focus();
      return;
    }
    try {
      await ask('POST', '/api/v1/invitations/accept', { invitation, password: first.value });
    } catch (refusal) {
      refusal.words = words(refusal);
      throw refusal;
    }
    location.replace('/');
  });
}

if (invitation) {
  try {
    await session(); // somebody may still be signed in here; accepting ends that
    choose(await ask('POST', '/api/v1/invitations/look', { invitation }));
  } catch (refusal) {
    say(words(refusal));
  }
} else {
  say(t('noInvitation'));
}
