// Asks the box. An answer that is no success is thrown as a Refusal, which says what went wrong, the
// cure, and what the box found.

import { change, toEntrance } from './access.js';
import { t } from './words.js';

const TIMEOUT_MS = 20000;
export class Refusal extends Error {
  constructor(status, body) {
    super(body.error);
    this.status = status;
    this.cure = body.hint ?? '';
    this.problems = body.problems ?? [];
    this.since = body.since ?? [];
  }
}

async function ask(method, path, body) {
  let response;
  try {
    response = method === 'GET'
      ? await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
      : await change(method, path, body);
  } catch {
    throw new Refusal(0, { error: t('server.noAnswer'), hint: t('server.noAnswerCure') });
  }
  const answer = await response.json();
  if (response.status === 401) {
    toEntrance();
    throw new Refusal(401, { error: t('server.signedOut'), hint: t('server.signedOutCure') });
  }
  if (!response.ok) {
    throw new Refusal(response.status, answer);
  }
  return answer;
}

export const get = (path) => ask('GET', path);
export const post = (path, body = {}) => ask('POST', path, body);
export const put = (path, body) => ask('PUT', path, body);
export const remove = (path) => ask('DELETE', path);

export const setup = () => get('/api/v1/setup');

// Waits until the box counts with a version; false when it took too long or went back.
export async function inForce(number, patience = 60000) {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    try {
      const now = await setup();
      if (now.inForce >= number) {
        return now.version.number === number;
      }
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) {
        throw refusal;
      }
      // it may be starting anew
    }
    await new Promise((done) => setTimeout(done, 400));
  }
  return false;
}
