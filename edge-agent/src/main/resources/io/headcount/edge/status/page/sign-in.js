// Signs in with the password, or with the code of a link behind the #.

import { askAccess, change, destination, Entrance } from './access.js';
import { t } from './words.js';

const entrance = new Entrance((form) => change('POST', '/api/v1/session', { password: form.get('password') }));

const code = location.hash.slice(1);
if (code !== '') {
  // it works once, and is nobody else's business
  history.replaceState(null, '', location.pathname + location.search);
}

try {
  const access = await askAccess();
  entrance.showCertificate(access);
  if (code !== '') {
    await entrance.attempt(() => change('POST', '/api/v1/session', { link: code }));
  } else if (access.signedIn) {
    location.replace(destination());
  } else if (!access.claimed) {
    location.replace('/set-up');
  } else {
    entrance.wait(access.waitSeconds);
    document.getElementById('password').focus();
  }
} catch {
  entrance.say(t('entrance.noAnswer'), t('entrance.loadAgain'));
}
