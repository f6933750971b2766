import { send } from '../api.js';
import { el } from '../dom.js';
import { comeBack, field, gate, known, onSubmit, reveal, secret } from './shell.js';
import { t } from './words.js';

gate(t('signIn'));

// a session that is there already is as good
if (await known().catch(() => undefined)) {
  location.replace(comeBack());
}

const [loginField, login] = field('login', {
  autocomplete: 'username',
  autocapitalize: 'none',
  spellcheck: 'false',
  required: '',
  maxlength: 100,
});
const [passwordField, password] = secret('password', 'current-password');
const fault = el('p', { class: 'fault', role: 'alert' });
const form = el(
  'form',
  { class: 'panel form' },
  el('h1', {}, t('signIn')),
  loginField,
  passwordField,
  reveal(password),
  fault,
  el('button', { class: 'button main', type: 'submit' }, t('signIn')),
  el('p', { class: 'soft small' }, t('forgotten')),
);
document.getElementById('main').append(form);
login.focus();

onSubmit(form, fault, async () => {
  try {
    await send('POST', '/api/v1/session', { user: login.value, password: password.value });
  } catch (refusal) {
    if (refusal.status === 401) {
      refusal.words = t('wrong');
      password.select();
      password.focus();
    } else if (refusal.status === 429) {
      refusal.words = t('tooOften', { seconds: /\d+/.exec(refusal.cure)?.[0] ?? '60' });
    }
    throw refusal;
  }
  location.replace(comeBack());
});
