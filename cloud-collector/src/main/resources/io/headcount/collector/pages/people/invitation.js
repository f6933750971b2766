import { send } from '../api.js';
import { el } from '../dom.js';
import { chosen, gate, known, onSubmit, reason, reveal, whose } from './shell.js';
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
  const password = chosen();
  const fault = el('p', { class: 'fault', role: 'alert' });
  const form = el(
    'form',
    { class: 'panel form' },
    el('h1', {}, t('welcome')),
    el('p', {}, t('invited', user)),
    whose(user.login),
    ...password.fields,
    reveal(...password.inputs),
    fault,
    el('button', { class: 'button main', type: 'submit' }, t('begin')),
  );
  main.replaceChildren(form);
  password.inputs[0].focus();
  onSubmit(form, fault, async () => {
    if (!password.agreed(fault)) {
      return;
    }
    try {
      await send('POST', '/api/v1/invitations/accept', { invitation, password: password.inputs[0].value });
    } catch (refusal) {
      refusal.words = words(refusal);
      throw refusal;
    }
    location.replace('/');
  });
}

if (invitation) {
  try {
    await known(); // somebody may still be signed in here; accepting ends that
    choose(await send('POST', '/api/v1/invitations/look', { invitation }));
  } catch (refusal) {
    say(words(refusal));
  }
} else {
  say(t('noInvitation'));
}
