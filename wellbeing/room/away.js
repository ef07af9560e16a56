// Leaving and locking. What is open is wiped when somebody is quiet for five minutes, one minute
// after the page was put behind others, and at once when the page goes.
import { blank, piece } from "./stage.js";

const QUIET = 5 * 60_000;
const WARN = 30_000;
const HIDDEN = 60_000;
const STAY = 2000; // the line does not vanish from under a finger
const SAVING = 4000; // how long a half-written note may take to be saved before the lock
const soon = document.querySelector("[data-soon]");

// `room`: isAtWork, stir() notes a sign of life, saveDraft() saves what is half written, close() wipes the keys, goLocked() shows that.
export function watch(room) {
  let active = Date.now();
  let hiddenAt = null;
  let isLocking = false;
  let timer;

  function check() {
    clearTimeout(timer);
    if (!room.isAtWork) return unwarn();
    const now = Date.now();
    const left = Math.min(active + QUIET, hiddenAt === null ? Infinity : hiddenAt + HIDDEN) - now;
    if (left <= 0) return lock();
    if (left <= WARN && hiddenAt === null) warn();
    else if (soon.firstChild) setTimeout(unwarn, STAY);
    timer = setTimeout(check, left > WARN ? left - WARN : left);
  }

  async function lock() {
    if (isLocking) return;
    isLocking = true;
    await lockSoftly(room);
    isLocking = false;
  }

  function touch() {
    const isOver = Date.now() - active >= QUIET; // a device that slept past its time
    if (!isOver) {
      active = Date.now();
      room.stir();
    }
    check();
  }

  function warn() {
    if (soon.firstChild) return;
    soon.append(piece("soon"));
    soon.querySelector("button").addEventListener("click", () => {
      unwarn();
      touch();
    });
  }

  const unwarn = () => soon.replaceChildren();

  for (const name of ["keydown", "input", "pointerdown", "touchstart", "scroll"]) {
    addEventListener(name, touch, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => {
    const isHidden = document.visibilityState === "hidden";
    check(); // back after more than a minute: locked before it is seen
    hiddenAt = isHidden ? Date.now() : null;
    check();
  });
  addEventListener("pagehide", () => end(room));
  document.addEventListener("leave", () => end(room)); // the quick exit: keys first
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  // To be called when something new is on screen.
  return function watching() {
    active = Date.now();
    check();
  };
}

function end(room) {
  room.close();
  blank();
}

// Covered at once; what was half written gets a moment to be saved; then the keys go, come what may.
async function lockSoftly(room) {
  const draft = room.saveDraft(); // it reads the fields before they are emptied
  blank();
  soon.replaceChildren();
  const patience = new Promise((done) => setTimeout(done, SAVING, false));
  const isKept = await Promise.race([draft, patience]);
  room.close();
  room.goLocked(isKept);
}
