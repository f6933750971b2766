// Finds the words of the reader's language. A language is a file such as texts.js and a line here.
import { texts as english } from './texts.js';

const LANGUAGES = { en: async () => ({ texts: english }) };

const language =
  navigator.languages.map((name) => name.split('-')[0]).find((name) => name in LANGUAGES) ?? 'en';
const words = { ...english, ...(await LANGUAGES[language]()).texts };
const plurals = new Intl.PluralRules(language);

document.documentElement.lang = language;

// The words under a key, with {name} replaced; those that depend on a number `n` have forms.
export function t(key, values = {}) {
  const found = words[key];
  const text = typeof found === 'object' ? (found[plurals.select(values.n)] ?? found.other) : found;
  if (text === undefined) {
    console.error(`no words for ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
