// Takes another password for the one of now.

import { askAccess, change, Entrance, toEntrance } from './access.js';
import { t } from './words.js';

const entrance = new Entrance(
  (form) => change('POST', '/api/v1/password', { old: form.get('old'), new: form.get('new') }),
  () => {
    document.getElementById('form').hidden = true;
    document.getElementById('fault').hidden = true;
    document.getElementById('changed').hidden = false;
  });

try {
  const access = await askAccess();
  if (access.signedIn) {
    entrance.wait(access.waitSeconds);
    document.getElementById('old').focus();
  } else {
    toEntrance();
  }
} catch {
  entrance.say(t('entrance.noAnswer'), t('entrance.loadAgain'));
}
