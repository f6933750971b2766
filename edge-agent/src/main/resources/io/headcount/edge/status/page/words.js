// Numbers and times as a technician reads them.

const whole = new Intl.NumberFormat('en');

export const count = (value) => whole.format(value);

export function decimal(value, digits = 1) {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function percent(ratio) {
  return `${Math.round(ratio * 100)} %`;
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
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min ${s % 60 ? `${s % 60} s` : ''}`.trim();
  }
  if (s < 86400) {
    return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  }
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

export const millis = (value) => `${decimal(value, value < 100 ? 1 : 0)} ms`;

// Seconds between two times of the box's clock; the browser's own clock plays no part.
export function between(earlier, later) {
  return (Date.parse(later) - Date.parse(earlier)) / 1000;
}

export function ago(time, now) {
  if (!time) {
    return 'never';
  }
  const seconds = between(time, now);
  return seconds < 1.5 ? 'just now' : `${duration(seconds)} ago`;
}

export function clock(time, zone) {
  return new Date(time).toLocaleTimeString('en-GB', { timeZone: zone });
}

// How much of the last closed minute was seen. A camera that has only just begun could not see a
// whole one: then it says since when, and that is no fault.
export function observed(camera, { at, timeZone }) {
  if (camera.coverage === null) {
    return [camera.state === 'streaming' ? 'in a moment' : 'none', ''];
  }
  const begun = Date.parse(camera.since);
  // a minute is closed up to ten seconds after its end
  const minute = Math.floor((Date.parse(at) - 10_000) / 60_000) * 60_000 - 60_000;
  if (camera.coverage < 0.9 && camera.reconnects === 0 && camera.state === 'streaming' && begun > minute) {
    return [`seen since ${clock(camera.since, timeZone)}`, ''];
  }
  return [`${percent(camera.coverage)} seen`, camera.coverage < 0.9 ? 'warning' : ''];
}

const STATES = {
  connecting: ['Connecting', 'wait'],
  streaming: ['Counting', 'good'],
  stalled: ['No picture', 'bad'],
  backing_off: ['Trying again soon', 'bad'],
  ended: ['File ended', 'idle'],
  disabled: ['Switched off', 'idle'],
};

export const stateWord = (camera) => STATES[camera.state][0];
export const stateTone = (camera) => STATES[camera.state][1];

// One plain sentence about the whole box, and how bad it is.
export function sentence(status) {
  const cameras = status.cameras.filter((camera) => camera.state !== 'disabled');
  if (cameras.length === 0) {
    return ['No camera is set up', 'wait'];
  }
  const silent = cameras.find((camera) => camera.state === 'stalled' || camera.state === 'backing_off');
  if (silent) {
    const since = duration(between(silent.lastFrame ?? silent.since, status.at));
    const more = cameras.filter((camera) => stateTone(camera) === 'bad').length - 1;
    const others = more > 0 ? ` (and ${more} more)` : '';
    const cure = silent.lastError ? ` – ${silent.lastError.cure}` : '';
    return [`${silent.id}: no picture for ${since}${others}${cure}`, 'bad'];
  }
  const counting = cameras.filter((camera) => camera.state === 'streaming').length;
  const worst = status.problems.find((problem) => problem.severity === 'error');
  if (worst) {
    return [worst.text, 'bad'];
  }
  if (counting === 0) {
    return cameras.every((camera) => camera.state === 'ended')
      ? ['Every file was read to its end', 'idle']
      : ['Connecting to the cameras', 'wait'];
  }
  const rest = cameras.filter((camera) => camera.state === 'connecting').length;
  const tail = rest > 0 ? `, connecting to ${rest} more` : '';
  return [`Counting on ${counting} camera${counting === 1 ? '' : 's'}${tail}`, rest > 0 ? 'wait' : 'good'];
}
