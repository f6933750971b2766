// The words of these pages, which lie with all the others.
import { t as words } from '../words.js';

export const t = (key, values) => words(`people.${key}`, values);

export const roleName = (role) => words(`role.${role}`);
export const storeNames = (stores) => (stores === null ? t('allStores') : stores.join(', '));

export function moment(time) {
  return time === null
    ? t('never')
    : new Date(time).toLocaleString(navigator.languages, { dateStyle: 'medium', timeStyle: 'short' });
}

// A browser's own long name in two words.
export function browserName(text) {
  const browser = [
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ].find(([form]) => form.test(text))?.[1];
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac', 'Linux'].find((name) => text.includes(name));
  return browser ? [browser, system].filter(Boolean).join(', ') : text || '–';
}
