// Asks the box. An answer that is no success is thrown as a Refusal, which says what went wrong, the
// cure, and what the box found.

const TIMEOUT_MS = 20000;
const UNSAFE = new Set(['PUT', 'POST', 'DELETE']);

// What proves that a change was asked for by this page; fetched once, before the first change.
let proof = null;

export class Refusal extends Error {
  constructor(status, body) {
    super(body.error);
    this.status = status;
    this.cure = body.hint ?? '';
    this.problems = body.problems ?? [];
    this.since = body.since ?? [];
  }
}

async function proven() {
  proof ??= fetch('/api/v1/session', { cache: 'no-store' })
    .then((response) => (response.ok ? response.json() : {}), () => ({}));
  const { csrf } = await proof;
  return csrf ? { 'X-Headcount-Csrf': csrf } : {};
}

async function ask(method, path, body) {
  let response;
  const headers = UNSAFE.has(method) ? await proven() : {};
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, { error: 'The box does not answer.', hint: 'Check the network, then try again: nothing is lost here.' });
  }
  const answer = await response.json();
  if (!response.ok) {
    proof = null; // it may have run out
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
