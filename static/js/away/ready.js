// Makes a device ready: the form and what it needs to look like itself, put aside for the worker.
import { beReadyFor, readyFor } from "./boxes.js";

const NAME = "away"; // the same in away-worker.js
const FRESH = 60 * 60 * 1000;

export const canBe = () =>
  isSecureContext && "serviceWorker" in navigator && Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

export async function makeReady({ form, worker, tag }, show) {
  const answer = await fetch(`${form}?show=${show}`, { redirect: "manual", cache: "no-store" });
  if (!answer.ok) throw new Error(`The form did not come: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  const parts = [...page.querySelectorAll("link[rel=stylesheet], script[src]")];
  const needed = parts.map((part) => part.getAttribute("href") ?? part.getAttribute("src"));
  const cache = await caches.open(NAME);
  await cache.addAll(needed);
  await cache.put(form, answer);
  await navigator.serviceWorker.register(worker);
  await beReadyFor({ tag, show });
  navigator.storage?.persist?.().catch(() => {});
}

// What was made ready once stays so: a new key, new people, and again after a sign-out.
export async function stayReady(where) {
  const whom = await readyFor();
  if (whom?.tag !== where.tag) return;
  const kept = await caches.match(where.form, { cacheName: NAME });
  const age = kept ? Date.now() - Date.parse(kept.headers.get("date")) : Infinity;
  if (!(age < FRESH)) await makeReady(where, whom.show);
}

export async function takeOff() {
  await caches.delete(NAME);
  await beReadyFor(null);
  for (const each of await navigator.serviceWorker.getRegistrations()) {
    if (each.scope.endsWith("/supervision/")) await each.unregister();
  }
}
