// Locks the pages of a shared device after a while of quiet: covered, with what was typed kept in
// them. The server locks as well, with or without this script; here it is told when to.
const piece = document.querySelector("template[data-channel]");
const { after, quietFor, channel, token } = piece.dataset;
const { lockUrl, hereUrl, unreached } = piece.content.querySelector("dialog").dataset;
const QUIET = after * 1000;
const WARN = Math.min(30000, QUIET / 2);
const TELL = QUIET / 5; // how often, at most, the server hears that somebody is typing
const STAY = 2000; // the line does not vanish from under a finger
const soon = document.querySelector("[data-lock-soon]");
const TOKEN = "csrfmiddlewaretoken";
const tabs = new BroadcastChannel(`lock-${channel}`);
let active = Date.now() - quietFor * 1000;
let told = active;
let said = 0;
let timer, telling, cover, before, pointer;

function send(url, fields = {}) {
  const body = new URLSearchParams({ [TOKEN]: token, ...fields });
  const headers = { Accept: "application/json" };
  return fetch(url, { method: "POST", body, headers, redirect: "manual", keepalive: true });
}

function tell() {
  clearTimeout(telling);
  telling = null;
  told = Date.now();
  send(hereUrl).then((answer) => answer.ok || lock(), () => {});
}

function check() {
  clearTimeout(timer);
  if (cover) return;
  const left = active + QUIET - Date.now();
  if (left <= 0) return lock();
  if (left <= WARN && !soon.firstChild) warn();
  else if (left > WARN && soon.firstChild) setTimeout(unwarn, STAY);
  timer = setTimeout(check, left > WARN ? left - WARN : left);
}

function warn() {
  const words = piece.content.querySelector(".lock-soon__words").cloneNode(true);
  words.querySelector("button").addEventListener("click", () => {
    unwarn();
    tell();
  });
  soon.append(words);
}

function unwarn() {
  soon.replaceChildren();
}

// A browser also says that the pointer moved when the page moved under it.
function moved({ screenX, screenY }) {
  const now = `${screenX} ${screenY}`;
  if (pointer && pointer !== now) touch();
  pointer = now;
}

function touch() {
  const now = Date.now();
  if (cover || now - said < 500) return;
  said = now;
  check(); // a page that slept past its time locks, whoever wakes it
  if (cover) return;
  active = now;
  tabs.postMessage("active");
  check();
  if (now - told >= TELL) tell();
  else telling ??= setTimeout(tell, told + TELL - now);
}

function lock(isAsked) {
  if (cover) return;
  clearTimeout(telling);
  telling = null;
  unwarn();
  document.dispatchEvent(new Event("lock")); // what is never kept is not kept behind it either
  before = document.activeElement;
  cover = piece.content.querySelector("dialog").cloneNode(true);
  for (const form of cover.querySelectorAll("form")) {
    const field = document.createElement("input");
    form.append(Object.assign(field, { type: "hidden", name: TOKEN, value: token }));
  }
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", () => cover?.showModal());
  cover.querySelector("[data-unlock]")?.addEventListener("submit", open);
  document.documentElement.classList.add("is-locked");
  document.body.append(cover);
  cover.showModal();
  for (const played of document.querySelectorAll("audio, video")) played.pause();
  globalThis.speechSynthesis?.cancel();
  if (isAsked) return;
  tabs.postMessage("lock");
  send(lockUrl, { lock: 1 }).catch(() => {});
}

async function open(event) {
  event.preventDefault();
  const field = cover.querySelector("[name=password]");
  const words = cover.querySelector("[role=alert]");
  const answer = await send(lockUrl, { password: field.value }).catch(() => null);
  if (answer?.status === 401 || answer?.status === 403) return location.assign(lockUrl);
  if (answer?.ok) {
    uncover();
    return tabs.postMessage("open");
  }
  const said = await answer?.json().catch(() => null);
  words.textContent = said?.words ?? unreached;
  field.select();
}

function uncover() {
  if (!cover) return;
  const covered = cover;
  cover = null;
  covered.remove();
  document.documentElement.classList.remove("is-locked");
  before?.focus?.();
  active = told = Date.now();
  check();
}

tabs.addEventListener("message", ({ data }) => {
  if (data === "lock") lock(true);
  else if (data === "open") uncover();
  else if (!cover) {
    active = Date.now();
    check();
  }
});
for (const name of ["keydown", "input", "pointerdown", "touchstart", "scroll"]) {
  addEventListener(name, touch, { passive: true, capture: true });
}
addEventListener("pointermove", moved, { passive: true, capture: true });
document.addEventListener("visibilitychange", check);
addEventListener("pageshow", ({ persisted }) => {
  check();
  if (persisted && !cover) tell();
});
tabs.postMessage("open"); // the server has just shown this page: it is not locked
check();
