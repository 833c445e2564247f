/* Keeps a handful of our own files on the device, so that a page can say that there is no connection. Served at /sw.js, with one line
   in front that names the files of this version: HOUSE = {version, pages, files}.

   It never keeps a page that somebody signed in for, nor anything such a page asks for. Files carry fingerprints in their addresses:
   a new version asks for new addresses, so nothing old is ever shown with something new. */
"use strict";

const NAME = `house-${HOUSE.version}`;
const CHOSEN = "/chosen-language";
/* Whoever follows a share link is counted as the reader they are, so nothing of ours comes between. */
const LINKS = "/r/";

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(takeOver).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forget((name) => name !== NAME), self.registration.navigationPreload?.enable(), self.clients.claim()]));
});

self.addEventListener("message", (event) => {
  if (event.data?.wish === "forget") event.waitUntil(forget(() => true));
  if (event.data?.wish === "keep") event.waitUntil(fill().then(() => choose(event.data.locale)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || address.pathname.startsWith(LINKS)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (HOUSE.files.includes(address.pathname + address.search)) event.respondWith(file(request, address));
});

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await offlinePage()) ?? Response.error();
  }
}

/* An address with a fingerprint means the same file for ever; of another one the newest is wanted. */
async function file(request, address) {
  const kept = () => caches.match(request, { cacheName: NAME, ignoreVary: true });
  if (address.search) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async () => (await kept()) ?? Response.error());
}

async function fill() {
  const cache = await caches.open(NAME);
  const known = new Set((await cache.keys()).map((request) => request.url.slice(self.location.origin.length)));
  const missing = [...Object.values(HOUSE.pages), ...HOUSE.files].filter((each) => !known.has(each));
  // As a stranger: what is kept is the same for everybody.
  await cache.addAll(missing.map((each) => new Request(each, { credentials: "omit", cache: each.includes("?") ? "default" : "no-cache" })));
}

async function forget(isUnwanted) {
  for (const name of await caches.keys()) if (isUnwanted(name)) await caches.delete(name);
}

async function choose(locale) {
  const cache = await caches.open(NAME);
  await cache.put(CHOSEN, new Response(locale));
}

/* The language somebody reads outlives a version. */
async function takeOver() {
  const chosen = await caches.match(CHOSEN);
  if (chosen) await choose(await chosen.text());
}

async function offlinePage() {
  const cache = await caches.open(NAME);
  const locale = await (await cache.match(CHOSEN))?.text();
  return cache.match(HOUSE.pages[locale] ?? Object.values(HOUSE.pages)[0], { ignoreVary: true });
}
