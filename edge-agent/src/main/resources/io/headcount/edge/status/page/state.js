// How the box and its cameras are, in words.

import { between, clock, cured, duration, percent } from './format.js';
import { t } from './words.js';

const TONES = {
  connecting: 'wait',
  streaming: 'good',
  stalled: 'bad',
  backing_off: 'bad',
  ended: 'idle',
  disabled: 'idle',
};

export const stateWord = (camera) => t(`state.${camera.state}`);
export const stateTone = (camera) => TONES[camera.state];

// How much of the last closed minute was seen. A camera that has only just begun could not see a
// whole one: then it says since when, and that is no fault.
export function observed(camera, { at, timeZone }) {
  if (camera.coverage === null) {
    return [t(camera.state === 'streaming' ? 'observed.soon' : 'observed.none'), ''];
  }
  const begun = Date.parse(camera.since);
  // a minute is closed up to ten seconds after its end
  const minute = Math.floor((Date.parse(at) - 10_000) / 60_000) * 60_000 - 60_000;
  if (camera.coverage < 0.9 && camera.reconnects === 0 && camera.state === 'streaming' && begun > minute) {
    return [t('observed.since', { time: clock(camera.since, timeZone) }), ''];
  }
  return [t('observed.share', { share: percent(camera.coverage) }), camera.coverage < 0.9 ? 'warning' : ''];
}

// One plain sentence about the whole box, how bad it is, and what of it is news.
export function sentence(status) {
  const cameras = status.cameras.filter((camera) => camera.state !== 'disabled');
  if (cameras.length === 0) {
    return said(t('sentence.noCamera'), 'wait');
  }
  const silent = cameras.find((camera) => camera.state === 'stalled' || camera.state === 'backing_off');
  if (silent) {
    const more = cameras.filter((camera) => stateTone(camera) === 'bad').length - 1;
    const time = duration(between(silent.lastFrame ?? silent.since, status.at));
    const text = more > 0
      ? t('sentence.silentAndMore', { camera: silent.id, time, more })
      : t('sentence.silent', { camera: silent.id, time });
    const cure = silent.lastError?.cure ?? '';
    // its seconds are none
    return { text: cured(text, cure), tone: 'bad', news: `${silent.id} ${more} ${cure}` };
  }
  const worst = status.problems.find((problem) => problem.severity === 'error');
  if (worst) {
    return said(worst.text, 'bad');
  }
  const counting = cameras.filter((camera) => camera.state === 'streaming').length;
  if (counting === 0) {
    return cameras.every((camera) => camera.state === 'ended')
      ? said(t('sentence.ended'), 'idle')
      : said(t('sentence.connecting'), 'wait');
  }
  const rest = cameras.filter((camera) => camera.state === 'connecting').length;
  return rest > 0
    ? said(t('sentence.countingSome', { n: counting, rest }), 'wait')
    : said(t('sentence.counting', { n: counting }), 'good');
}

const said = (text, tone) => ({ text, tone, news: text });
