// Keeps the app's own files, so that it opens without a network and can say so. Answers of the
// API are never kept: what one user saw must not be shown to the next.
const FOLDER = '/page/';
const CACHE = `headcount ${FOLDER}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.add(new Request('/', { credentials: 'omit' })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// The page says which of the files it uses: those that were loaded before this worker watched.
self.addEventListener('message', (event) => {
  const files = event.data?.keep;
  if (Array.isArray(files)) {
    event.waitUntil(
      caches.open(CACHE).then((cache) =>
        Promise.all(
          files
            .filter((url) => isFile(new URL(url, self.location)))
            .map(async (url) => (await cache.match(url)) ?? cache.add(url)),
        ),
      ),
    );
  } else if (event.data === 'forget') {
    event.waitUntil(caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))));
  }
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === 'navigate') {
    event.respondWith(fetch(event.request).catch(async () => (await caches.match('/')) ?? Response.error()));
  } else if (isFile(url)) {
    event.respondWith(kept(event.request));
  }
});

function isFile(url) {
  return url.origin === self.location.origin && url.pathname.startsWith(FOLDER);
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request);
  if (found) {
    return found;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
  }
  return answer;
}
