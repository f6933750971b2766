// Makes whoever has the box's code its owner.

import { askAccess, change, destination, Entrance } from './access.js';
import { t } from './words.js';

const entrance = new Entrance((form) =>
  change('POST', '/api/v1/claim', { code: form.get('code'), password: form.get('password') }));

try {
  const access = await askAccess();
  entrance.showCertificate(access);
  if (access.claimed) {
    location.replace(access.signedIn ? destination() : '/sign-in');
  } else {
    entrance.wait(access.waitSeconds);
    document.getElementById('code').focus();
  }
} catch {
  entrance.say(t('entrance.noAnswer'), t('entrance.loadAgain'));
}
