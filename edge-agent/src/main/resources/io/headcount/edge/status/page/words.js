// The texts of the box's pages. A language is a file such as texts.js and a line here.

import { fill, wording } from './language.js';
import { texts as english } from './texts.js';

export const { t, locale } = await wording({ en: async () => english });

fill(t);
