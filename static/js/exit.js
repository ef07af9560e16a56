// Leaving quickly: cover the page at once, empty its fields, replace it with somewhere else.
// Without this script the same links lead to the same address; the server ends the session.
const link = document.querySelector("[data-exit]");
const PRESSES = 3;
const WITHIN = 5000;
let presses = [];
let isLeaving = false;

// A page put aside for times without a network shows names: it goes with whoever it was for. (The
// server's "cache" does not mean these; its "storage" would take what waits sealed to be sent, too.)
async function forget() {
  try {
    for (const name of await caches.keys()) caches.delete(name);
  } catch {
    // A browser, or an address, that puts nothing aside.
  }
}

// What pages keep on the device; the server asks the browser for the same, where it understands that.
function wipe() {
  try {
    sessionStorage.clear();
    localStorage.clear();
    forget();
  } catch {
    // A browser that keeps nothing has nothing to wipe.
  }
}

// What is being played or read aloud stops before anything else.
function hush() {
  globalThis.speechSynthesis?.cancel();
  for (const played of document.querySelectorAll("audio, video")) played.pause();
  for (const frame of document.querySelectorAll("iframe")) frame.remove();
}

function leave(href) {
  isLeaving = true;
  document.dispatchEvent(new Event("leave")); // whoever holds keys lets go of them first
  hush();
  const cover = document.createElement("div");
  cover.className = "leaving";
  document.body.append(cover);
  document.title = "…";
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else field.value = "";
  }
  wipe();
  location.replace(href);
}

document.addEventListener("click", (event) => {
  const clicked = event.target.closest?.("[data-exit]");
  if (!clicked) return;
  event.preventDefault();
  leave(clicked.href);
});

document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  if (event.key !== "Shift") presses = [];
  else presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
  if (presses.length >= PRESSES && link) leave(link.href);
});

if ("nobody" in document.body.dataset) forget();
document.addEventListener("submit", ({ target }) => {
  if (target.action?.endsWith?.("/account/logout/")) forget();
});

// Coming back must not show what was there before.
addEventListener("pageshow", (event) => {
  if (event.persisted && isLeaving) location.reload();
});
