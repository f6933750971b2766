// Finds the words of the reader's language. A language is a file such as texts.js and a line here.
import { texts as english } from './texts.js';

const LANGUAGES = { en: english };
const language =
  navigator.languages.map((name) => name.split('-')[0]).find((name) => name in LANGUAGES) ?? 'en';
const words = { ...english, ...LANGUAGES[language] };

document.documentElement.lang = language;

// The words under a key, with {name} replaced.
export function t(key, values = {}) {
  const text = words[key];
  if (text === undefined) {
    console.error(`no words for ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function moment(time) {
  return time === null
    ? t('never')
    : new Date(time).toLocaleString(navigator.languages, { dateStyle: 'medium', timeStyle: 'short' });
}
