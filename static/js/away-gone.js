// What the address of the worker says where nobody is signed in, or others use the device too: the
// form that was put aside goes, and so does the worker. Sealed boxes stay.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(go()));

async function go() {
  await caches.delete("away");
  await self.registration.unregister();
}
