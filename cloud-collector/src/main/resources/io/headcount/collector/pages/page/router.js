// Shows the page that the address says. Links are real links; the browser's history is the only one.
let routes = [];
let nowhere;
let shown;
let host;

// `otherwise` shows what no line of the table is for.
export function start(main, table, otherwise) {
  host = main;
  routes = table;
  nowhere = otherwise;
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    if (
      !link ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey ||
      link.target ||
      link.hasAttribute('download') ||
      link.origin !== location.origin ||
      !match(link.pathname) ||
      (link.hash && link.pathname === location.pathname)
    ) {
      return;
    }
    event.preventDefault();
    go(link.pathname + link.search);
  });
  addEventListener('popstate', () => render(true));
  render(false);
}

function match(path) {
  for (const [pattern, page] of routes) {
    const found = pattern.exec(path);
    if (found) {
      return [page, found.slice(1).map(decodeURIComponent)];
    }
  }
  return undefined;
}

export function go(address) {
  history.pushState(null, '', address);
  scrollTo(0, 0);
  render(true);
}

// Keeps what the page shows in its address, without a step in the history.
export function keep(query) {
  const text = query.toString();
  history.replaceState(history.state, '', text ? `${location.pathname}?${text}` : location.pathname);
}

export const moved = new EventTarget();

function render(focus) {
  shown?.abort();
  shown = new AbortController();
  const [page, names] = match(location.pathname) ?? [nowhere, []];
  host.replaceChildren();
  page({ main: host, names, query: new URLSearchParams(location.search), signal: shown.signal });
  moved.dispatchEvent(new Event('moved'));
  if (focus) {
    const head = host.querySelector('h1');
    head?.setAttribute('tabindex', '-1');
    head?.focus({ preventScroll: true });
  }
}

// Shows the same page anew.
export function again() {
  render(false);
}
