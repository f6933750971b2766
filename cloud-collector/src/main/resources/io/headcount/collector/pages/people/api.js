// Asks the collector. Whoever has no session is led to the sign-in and comes back after it.
export class Refusal extends Error {
  constructor(status, { message = '', cure = '' } = {}) {
    super(message);
    this.status = status;
    this.cure = cure;
  }
}

let csrf = '';

export async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      cache: 'no-store',
      headers: {
        'X-Headcount-Csrf': csrf,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0);
  }
  if (!answer.ok) {
    const { error } = await answer.json().catch(() => ({}));
    throw new Refusal(answer.status, error);
  }
  return answer.status === 204 ? undefined : answer.json();
}

export const get = (path) => ask('GET', path);

// All parts of a list.
export async function list(path) {
  const items = [];
  for (let offset = 0; offset !== null; ) {
    const part = await get(`${path}?limit=1000&offset=${offset}`);
    items.push(...part.items);
    offset = part.next;
  }
  return items;
}

// Who is signed in; nobody is told as undefined.
export async function session() {
  try {
    const found = await get('/api/v1/session');
    csrf = found.csrf;
    return found;
  } catch (refusal) {
    if (refusal.status === 401) {
      return undefined;
    }
    throw refusal;
  }
}

export function signInAddress() {
  const here = location.pathname + location.search;
  return here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`;
}

// Where to go after the sign-in: a place of this very server, whatever the address says.
export function comeBack() {
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  try {
    const place = new URL(to, location.origin);
    const ours = place.origin === location.origin && /^\/(?![/\\])/.test(to);
    return ours ? place.pathname + place.search + place.hash : '/';
  } catch {
    return '/';
  }
}
