// Numbers and times as the reader writes them. Times of stores are told by the store's own clock.
const locale = navigator.language;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const thousandths = new Intl.NumberFormat(locale, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const change = new Intl.NumberFormat(locale, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const formats = new Map();

function dates(zone, options) {
  const key = JSON.stringify([zone, options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone ?? undefined, ...options }));
  }
  return formats.get(key);
}

export const NOTHING = '–';

export function number(value) {
  return value == null ? NOTHING : whole.format(value);
}

export function decimal(value) {
  return value == null ? NOTHING : tenths.format(value);
}

// The tills do not say in which currency.
export function money(value) {
  return value == null ? NOTHING : cents.format(value);
}

// How much of a whole is there: all of it is said of all of it only.
export function percent(value) {
  return value == null ? NOTHING : share.format(Math.floor(value * 100 + 1e-9) / 100);
}

// How often, and which part: what is compared with others and summed.
export function rate(value) {
  return value == null ? NOTHING : thousandths.format(value);
}

export function signed(value) {
  return value == null ? NOTHING : change.format(value);
}

// From one number to another as a share of the first; null where there is no first.
export function ratio(now, then) {
  return now == null || !then ? null : now / then - 1;
}

const UNITS = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

// The largest unit, and the next one where it matters: "2 hr, 5 min".
export function duration(seconds) {
  if (seconds == null) {
    return NOTHING;
  }
  const total = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([, size]) => total >= size);
  if (first < 0) {
    return unit(0, 'second');
  }
  const [name, size] = UNITS[first];
  const count = Math.floor(total / size);
  const next = UNITS[first + 1];
  const rest = next ? Math.floor((total % size) / next[1]) : 0;
  return count < 10 && rest > 0 ? `${unit(count, name)} ${unit(rest, next[0])}` : unit(count, name);
}

function unit(count, name) {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(count);
}

export function bytes(value) {
  if (value == null) {
    return NOTHING;
  }
  const mega = value / 1e6;
  const [amount, name] = mega >= 1000 ? [mega / 1000, 'gigabyte'] : [mega, 'megabyte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(amount);
}

export function clock(instant, zone) {
  return dates(zone, { hour: 'numeric', minute: '2-digit' }).format(new Date(instant));
}

// The clock, and the day where it is not today's.
export function moment(instant, zone) {
  const day = dates(zone, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const at = new Date(instant);
  return day.format(at) === day.format(new Date())
    ? clock(at, zone)
    : dates(zone, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(at);
}

// The day of an instant, with its year.
export function calendar(instant) {
  return dates(undefined, { dateStyle: 'medium' }).format(new Date(instant));
}

// A local date such as 2026-03-29, which is nobody's instant.
export function date(day, options = { weekday: 'short', day: 'numeric', month: 'short' }) {
  return dates('UTC', options).format(new Date(`${day}T00:00:00Z`));
}

export function weekday(day, style = 'long') {
  return date(day, { weekday: style });
}

// What a wall clock shows at a time such as 13:30, without a date.
export function wall(time) {
  const [hour, minute = 0] = String(time).split(':').map(Number);
  return dates('UTC', minute ? { hour: 'numeric', minute: '2-digit' } : { hour: 'numeric' }).format(
    new Date(Date.UTC(2026, 0, 1, hour, minute)),
  );
}

export function plusDays(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86400000).toISOString().slice(0, 10);
}

export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
}

// Today's date where a store is.
export function today(zone) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date());
  const of = (type) => parts.find((part) => part.type === type).value;
  return `${of('year')}-${of('month')}-${of('day')}`;
}

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });

export function byName(one, other) {
  return collator.compare(one, other);
}
