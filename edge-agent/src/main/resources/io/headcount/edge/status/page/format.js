// Numbers and times as a technician reads them.

import { locale, t } from './words.js';

const whole = new Intl.NumberFormat(locale);

export const count = (value) => whole.format(value);

export function decimal(value, digits = 1) {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function percent(ratio) {
  return t('percent', { n: Math.round(ratio * 100) });
}

export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let amount = value;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : decimal(amount)} ${units[unit]}`;
}

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return t('time.s', { s });
  }
  if (s < 3600) {
    return t(s % 60 ? 'time.minS' : 'time.min', { min: Math.floor(s / 60), s: s % 60 });
  }
  if (s < 86400) {
    return t('time.hMin', { h: Math.floor(s / 3600), min: Math.floor((s % 3600) / 60) });
  }
  return t('time.dH', { d: Math.floor(s / 86400), h: Math.floor((s % 86400) / 3600) });
}

export const millis = (value) => t('time.ms', { ms: decimal(value, value < 100 ? 1 : 0) });

// Seconds between two times of the box's clock; the browser's own clock plays no part.
export function between(earlier, later) {
  return (Date.parse(later) - Date.parse(earlier)) / 1000;
}

export function ago(time, now) {
  if (!time) {
    return t('time.never');
  }
  const seconds = between(time, now);
  return seconds < 1.5 ? t('time.justNow') : t('time.ago', { time: duration(seconds) });
}

export function clock(time, zone) {
  return new Date(time).toLocaleTimeString(locale, { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

// Day and minute by the reader's own clock.
export function moment(time) {
  return new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
}

// The minute where the store is.
export function minute(time, zone) {
  return new Date(time).toLocaleTimeString(locale, { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });
}

// Day and minute where the store is.
export function storeTime(time, zone) {
  return new Date(time).toLocaleString(locale, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

// What is wrong, and what helps against it.
export const cured = (text, cure) => (cure ? t('cured', { text, cure }) : text);
