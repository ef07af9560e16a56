// The room: what is open, on which screen, and what is around it. Everything else is a module that a
// reader can take alone: screens/ show, vault.js keeps, away.js leaves.
import "./exit.js";
import { watch } from "./away.js";
import { noting, stayAwake, stir } from "./awake.js";
import { httpDoor, memoryDoor } from "./door.js";
import { inlinedWorker, readDefinitions, readLists } from "./given.js";
import { problemsOf } from "./instruments.js";
import { startKdf } from "./kdf.js";
import { canSeal } from "./keys.js";
import { say, show, today } from "./stage.js";
import { drawSupport } from "./support.js";
import { Vault } from "./vault.js";
import { make as makeCode } from "./code.js";
import { random } from "./bytes.js";
import { after } from "./screens/after.js";
import { check, checks } from "./screens/check.js";
import { first } from "./screens/first.js";
import { file, take } from "./screens/take.js";
import { home } from "./screens/home.js";
import { keeping } from "./screens/keeping.js";
import { note, notes } from "./screens/notes.js";
import { open } from "./screens/open.js";
import { paper } from "./screens/paper.js";
import { plan } from "./screens/plan.js";
import { start } from "./screens/start.js";

const SCREENS = { after, check, checks, file, first, home, keeping, note, notes, open, paper, plan, start, take };
const INSIDE = new Set(["after", "check", "checks", "home", "keeping", "note", "notes", "plan", "take"]);
const SECRET = new Set(["file", "first", "open"]);
const page = document.documentElement;
const lockButton = document.querySelector("[data-lock]");

const room = {
  language: page.lang,
  isAway: "away" in page.dataset,
  lists: null, // what the site publishes; null when it could not be read
  definitions: [], // the questions that are sound
  hasUnsound: false,
  vault: null,
  way: null, // "kept", "look" or "away"
  screen: null,
  draft: null, // saves what is half written, for a screen that has something
  wasKept: false, // before it was locked
  wasOn: null, // and which screen
  locks: 0, // how often it was: what was begun before comes back to nothing

  go(name, ...about) {
    if (INSIDE.has(name) && !room.isOpen) return undefined; // it was locked meanwhile
    Object.assign(room, { draft: null, screen: name });
    watching();
    return SCREENS[name](room, ...about);
  },

  get isOpen() {
    return room.vault !== null;
  },

  // Something is on screen that must not stay there: what is open, a phrase, a code.
  get isAtWork() {
    return room.isOpen || SECRET.has(room.screen);
  },

  stir,

  // The slow function, started when it is first wanted. A device that cannot do it is told so.
  kdf() {
    room.stretching ??= startKdf(room.isAway ? { makeWorker: inlinedWorker } : {});
    return room.stretching;
  },

  door() {
    room.boxes ??= noting(httpDoor());
    return room.boxes;
  },

  // In memory only: nothing has to be slow, since nothing is stored that could be guessed at.
  async look() {
    const kdf = { derive: async () => random(64) };
    const [phrase, code] = [makeCode(), makeCode()];
    const vault = await Vault.begin({ door: memoryDoor(), kdf, phrase, code, on: today() });
    room.enter(vault, room.isAway ? "away" : "look");
  },

  enter(vault, way) {
    if (room.vault !== vault) room.vault?.lock();
    Object.assign(room, { vault, way });
    lockButton.hidden = way !== "kept";
    watching();
  },

  // Saves an entry; says which words tell that it is so.
  async keep(entry) {
    const known = new Set(room.vault.data.entries.map(({ id }) => id));
    const missing = room.vault.tellsRollback();
    const kept = await room.vault.keep(entry);
    const isMore = room.vault.data.entries.some(({ id }) => !known.has(id) && id !== kept?.id);
    if (room.way !== "kept") return "said-held";
    if (room.vault.tellsRollback() > missing) return "said-older";
    return isMore ? "said-merged" : "said-saved";
  },

  // Keys first. Also what happens when the page goes.
  close() {
    Object.assign(room, { wasKept: room.way === "kept", wasOn: room.screen });
    room.vault?.lock();
    Object.assign(room, { vault: null, way: null, draft: null, screen: null, locks: room.locks + 1 });
    lockButton.hidden = true;
  },

  // What is half written when it locks by itself: true when it could be saved.
  async saveDraft() {
    try {
      return room.way === "kept" && room.draft ? await room.draft() : false;
    } catch {
      return false;
    }
  },

  goLocked(isKept = false) {
    if (room.wasOn === "open") return room.go("start"); // nothing of theirs was on it
    const screen = room.wasKept ? "locked" : "gone";
    show(screen, { open: () => room.go("open"), start: () => room.go("start") });
    return isKept && say("said-draft-kept");
  },

  lock() {
    room.close();
    room.goLocked();
  },
};

const watching = watch(room);

async function begin() {
  const [lists, definitions] = await Promise.all([readLists(), readDefinitions()]);
  const given = [...definitions, ...(lists?.checks ?? [])];
  room.lists = lists;
  room.definitions = given.filter((each) => problemsOf(each).length === 0);
  room.hasUnsound = room.definitions.length < given.length;
  drawSupport(lists?.support ?? [], room.isAway);
  if (!canSeal()) return show("insecure", { paper: () => room.go("paper") });
  return room.go("start");
}

stayAwake(() => room.way === "kept");
lockButton.addEventListener("click", room.lock);
await begin();
