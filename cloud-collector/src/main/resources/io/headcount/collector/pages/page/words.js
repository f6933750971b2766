// The texts of the dashboard. A language is a file such as texts.js and a line here.
import { wording } from './language.js';
import { texts as english } from './texts.js';

export const { t } = await wording({ en: async () => english });
