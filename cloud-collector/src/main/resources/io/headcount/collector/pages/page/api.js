// Asks the collector. Knows whether it can be reached, and when it last was.
const LAST = 'headcount.reached';

// Why something was not answered: the server's own words, or none when it was not reached.
export class Refusal extends Error {
  constructor(status, { code = 'network', message = '', cure = '' } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.cure = cure;
  }
}

export const reach = Object.assign(new EventTarget(), {
  reached: true,
  last: Number(localStorage.getItem(LAST)) || null,
});

let csrf = '';

export function address(path, query = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    [value].flat().forEach((one) => {
      if (one !== undefined && one !== null && one !== '') {
        search.append(name, one);
      }
    });
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function ask(url, options = {}, read = (answer) => answer.json()) {
  let answer;
  try {
    answer = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...options });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    tell(false);
    throw new Refusal(0);
  }
  tell(true);
  if (answer.status === 401) {
    reach.dispatchEvent(new Event('stranger'));
  }
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    throw new Refusal(answer.status, body.error);
  }
  return answer.status === 204 ? null : read(answer);
}

function tell(reached) {
  if (reached) {
    reach.last = Date.now();
    localStorage.setItem(LAST, String(reach.last));
  }
  if (reach.reached !== reached) {
    reach.reached = reached;
    reach.dispatchEvent(new Event('change'));
  }
}

export function get(path, query, signal) {
  return ask(address(path, query), { signal });
}

// A picture's file.
export function picture(path, signal) {
  return ask(path, { signal }, (answer) => answer.blob());
}

// All parts of a list.
export async function list(path, query, signal) {
  const items = [];
  let offset = 0;
  while (offset !== null) {
    const part = await get(path, { limit: 1000, ...query, offset: offset || undefined }, signal);
    items.push(...part.items);
    offset = part.next;
  }
  return items;
}

// A text and a file go as they are, all else as JSON.
export function send(method, path, body) {
  const [type, sent] =
    typeof body === 'string'
      ? ['text/plain', body]
      : body instanceof Blob
        ? [body.type, body]
        : ['application/json', body === undefined ? undefined : JSON.stringify(body)];
  return ask(path, { method, headers: { 'X-Headcount-Csrf': csrf, 'Content-Type': type }, body: sent });
}

export async function session() {
  const found = await get('/api/v1/session');
  csrf = found.csrf;
  return found;
}

export async function signOut() {
  await send('DELETE', '/api/v1/session');
  localStorage.removeItem(LAST);
}
