// Answers without losing one's place; the server marks them, with or without this script. What is
// being answered is kept as it is chosen, and an answer waits here while the network is away.
const PARTS = "[data-question], [data-set], [data-refresh]";
const SOON = 800; // milliseconds after the last change
const AGAIN = 5000;
const waiting = new Map(); // form → timer of what is to be kept
const unkept = new Set(); // forms with something chosen that the server does not have yet
const stirred = new Map(); // id of a part → when the server last took something of it
let line = Promise.resolve(); // of answers
const partOf = (form) => document.getElementById(form.dataset.part || form.id);
const bodyOf = (form) => new URLSearchParams(new FormData(form));

class SignedOut extends Error {}
class Locked extends Error {} // its message is the address of the lock, which keeps what was sent

async function send(url, body, keepalive = false) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(body), keepalive });
  const path = response.redirected ? new URL(response.url).pathname : "";
  if (path.endsWith("/account/lock/")) throw new Locked(response.url);
  if (path && !path.includes("/courses/")) throw new SignedOut();
  return response;
}

function say(form, trouble) {
  for (const each of form.querySelectorAll("[data-trouble]")) each.hidden = each.dataset.trouble !== trouble;
}

// What is ahead of the server's page stays, unless it is what was sent: what is not kept (yet), and
// what was kept or answered after this page was asked for.
function takeOver(page, id, asked) {
  for (const part of document.querySelectorAll(PARTS)) {
    const fresh = part.id && page.getElementById(part.id);
    const isBegun = "alone" in part.dataset || [...unkept].some((form) => part.contains(form));
    const isLeft = (isBegun || stirred.get(part.id) > asked) && part.id !== id;
    if (fresh && !isLeft && !part.parentElement.closest(PARTS)) part.replaceWith(document.adoptNode(fresh));
  }
}

async function answer(form) {
  forget(form);
  const id = partOf(form).id;
  const asked = performance.now();
  const response = await send(form.action, bodyOf(form));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.getElementById(id)) return location.assign(response.url);
  say(form, "");
  unkept.delete(form);
  stirred.set(id, performance.now());
  takeOver(page, id, asked);
  document.getElementById(id).querySelector("[data-outcome]")?.focus();
}

// The same attempt is sent again until it is known to have come: the server counts it once. One goes
// after the other, so that each page that comes back knows the answers before it.
function insist(form) {
  unkept.add(form);
  line = line.then(() => answer(form)).catch((error) => {
    if (error instanceof Locked) return location.assign(error.message);
    say(form, error instanceof SignedOut ? "session" : "network");
    if (!(error instanceof SignedOut)) waiting.set(form, setTimeout(insist, AGAIN, form));
  });
}

function forget(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
}

async function keep(form, keepalive = false) {
  forget(form);
  try {
    const sent = bodyOf(form).toString();
    await send(form.dataset.keep, sent, keepalive);
    stirred.set(partOf(form).id, performance.now());
    if (bodyOf(form).toString() === sent) unkept.delete(form);
    say(form, "");
  } catch (error) {
    if (!(error instanceof Locked)) say(form, error instanceof SignedOut ? "session" : "network");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-question]");
  if (!form) return;
  event.preventDefault();
  if (form.getAttribute("action")) insist(form); // of a preview none leads anywhere
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-question]");
  if (!form?.dataset.keep) return;
  unkept.add(form);
  forget(form);
  waiting.set(form, setTimeout(keep, SOON, form));
});

addEventListener("pagehide", () => {
  for (const form of waiting.keys()) if (form.dataset.keep) keep(form, true);
});
