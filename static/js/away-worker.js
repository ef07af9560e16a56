// Where the network fails, the one form that was put aside; nothing else is kept, and nothing longer
// than a fortnight. It sees what stands in the folder that it is served from, and nothing wider.
const NAME = "away"; // the same in away/ready.js
const LONGEST = 14 * 24 * 60 * 60 * 1000;
const FORM = new URL("offline/form/", self.location).href;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const wanted = request.mode === "navigate" ? FORM : request;
  if (wanted !== FORM && !["style", "script"].includes(request.destination)) return;
  event.respondWith(fetch(request).catch(() => putAside(wanted)));
});

async function putAside(wanted) {
  const found = await caches.match(wanted, { cacheName: NAME });
  const form = await caches.match(FORM, { cacheName: NAME });
  if (!found || !form) return Response.error();
  if (Date.now() - Date.parse(form.headers.get("date")) < LONGEST) return found;
  await caches.delete(NAME);
  return Response.error();
}
