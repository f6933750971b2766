// What comes in at this moment. All tabs share one stream: the one that holds the lock listens, and
// passes on what it hears. Where the browser has no locks, each tab listens for itself.
const CHANNEL = 'headcount-live';
const LONGEST = 30000;

const listeners = new Set();
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(CHANNEL) : undefined;

export const live = Object.assign(new EventTarget(), { on: false, since: Date.now() });

let leading = false;
let broken = false; // since it was last live
let source;
let wait = 1000;
let timer;

function tell(message) {
  take(message);
  channel?.postMessage(message);
}

function take({ type, data }) {
  if (type === 'state') {
    if (live.on !== data.on) {
      live.on = data.on;
      live.since = data.since;
      live.dispatchEvent(new Event('change'));
    }
    return;
  }
  listeners.forEach((listener) => listener(type, data));
}

function state(on) {
  if (live.on !== on) {
    tell({ type: 'state', data: { on, since: Date.now() } });
  }
}

function open() {
  clearTimeout(timer);
  source = new EventSource('/api/v1/live');
  const heard = (type) => (event) => tell({ type, data: JSON.parse(event.data) });
  source.addEventListener('hello', (event) => {
    wait = 1000;
    state(true);
    if (broken || JSON.parse(event.data).missed) {
      tell({ type: 'again', data: {} }); // something may have been missed: ask anew
    }
    broken = false;
  });
  source.addEventListener('window', heard('window'));
  source.addEventListener('presence', heard('presence'));
  source.addEventListener('error', () => {
    broken = true;
    state(false);
    if (source.readyState === EventSource.CLOSED) {
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST, wait * 2);
    }
  });
}

export function start() {
  channel?.addEventListener('message', ({ data }) => {
    if (data.type === 'who') {
      if (leading) {
        channel.postMessage({ type: 'state', data: { on: live.on, since: live.since } });
      }
    } else {
      take(data);
    }
  });
  const lead = () => {
    leading = true;
    open();
    return new Promise(() => {}); // until the tab is closed
  };
  if (navigator.locks && channel) {
    navigator.locks.request(CHANNEL, lead);
    channel.postMessage({ type: 'who' });
  } else {
    lead();
  }
  addEventListener('online', () => {
    if (leading && source.readyState === EventSource.CLOSED) {
      wait = 1000;
      open();
    }
  });
}

// Calls listener(type, data) for 'window', 'presence' and 'again' until the signal is aborted.
export function listen(listener, signal) {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
}
