// From what went wrong to the words for it; what was written stays on the screen.
import { Locked, NoRoom, NotFromHere, NotUnderstood, Offline, SignedOut, TooOften } from "./door.js";
import { TooWeak } from "./kdf.js";
import { find, show, tell, untell } from "./stage.js";
import { Changed, Full, NotOpened, Taken } from "./vault.js";

const WORDS = [
  [SignedOut, "trouble-signed-out"],
  [Locked, "trouble-locked"],
  [TooOften, "trouble-too-often"],
  [NoRoom, "trouble-no-room"],
  [NotFromHere, "trouble-not-from-here"],
  [Full, "trouble-full"],
  [Taken, "said-taken"],
  [NotOpened, "trouble-not-opened"],
  [Offline, "trouble-offline"],
  [Changed, "trouble-other"],
  [NotUnderstood, "trouble-other"],
];

// Where a screen knows better than the class of the error.
export class Said extends Error {
  constructor(words) {
    super(words);
    this.words = words;
  }
}

export function wordsFor(error) {
  if (error instanceof Said) return error.words;
  const found = WORDS.find(([kind]) => error instanceof kind);
  if (!found) reportError(error); // a fault of ours; it has no words of a person in it
  return found?.[1] ?? "trouble-other";
}

// Where the room has an address of its own, the way back leads through the site.
function leadTo(screen, room) {
  const site = room.lists?.site;
  if (!site || new URL(site).hostname === location.hostname) return;
  for (const name of ["sign-in", "site"]) {
    const link = find(screen, name);
    if (link) link.href = new URL(`/${room.language}/notes/`, site).href;
  }
}

export function tellTrouble(screen, error, room) {
  if (error instanceof TooWeak) return showWeak(room);
  tell(screen, wordsFor(error));
  leadTo(screen, room);
}

export function showWeak(room) {
  const look = async () => {
    await room.look();
    room.go("home");
  };
  show("weak", { look, start: () => room.go("start"), paper: () => room.go("paper") });
}

// Does it; or says why not, on this screen, and gives undefined.
export async function attempt(screen, room, deed) {
  untell(screen);
  try {
    return (await deed()) ?? true;
  } catch (error) {
    tellTrouble(screen, error, room);
    return undefined;
  }
}
