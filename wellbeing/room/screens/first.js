// The first visit: a phrase, a code, one group of the code back; and the same two steps for later,
// when somebody wants a new phrase or a new code. None of them is stored.
import { random } from "../bytes.js";
import { askedBack, groupsOf, isGroup, make as makeCode } from "../code.js";
import { words } from "../given.js";
import { make as makePhrase, problemsOf } from "../phrase.js";
import { find, secrets, settle, show, tell, today, untell } from "../stage.js";
import { attempt, showWeak, tellTrouble } from "../troubles.js";
import { Vault } from "../vault.js";

// `carried`: what was written while looking, to be kept after all.
export async function first(room, { carried } = {}) {
  const back = () => (room.isOpen ? room.go("home") : room.go("start"));
  const isWeak = room.kdf().derive("a try", random(16)).then(() => false, () => true);
  let phrase;
  const askPhrase = () =>
    newPhrase(room, back, async (chosen) => {
      phrase = chosen;
      show("busy"); // unless it was known already, this is seen
      if (await isWeak) return showWeak(room);
      return newCode(room, askPhrase, found);
    });
  async function found(code) {
    const { locks } = room;
    const means = { door: room.door(), kdf: room.kdf(), phrase, code, on: today() };
    const vault = await Vault.begin(means);
    if (carried) await vault.takeIn(carried);
    if (room.locks !== locks) return vault.lock();
    room.enter(vault, "kept");
    return room.go("home", { said: "said-ready" });
  }
  return askPhrase();
}

// → onDone(phrase). Made for them, or their own.
export async function newPhrase(room, onBack, onDone) {
  const list = await words(room.language);
  let phrase;
  const screen = show("phrase", {
    written: () => attempt(screen, room, () => onDone(phrase)),
    another: make,
    own: () => ownPhrase(room, list, onDone, () => newPhrase(room, onBack, onDone)),
    back: onBack,
  });
  function make() {
    phrase = makePhrase(list);
    find(screen, "phrase").textContent = phrase;
  }
  make();
  return screen;
}

function ownPhrase(room, list, onDone, onBack) {
  const field = () => find(screen, "secret");
  const choose = async () => {
    untell(screen);
    const phrase = field().value;
    const [problem] = problemsOf(phrase, list);
    if (problem) return tell(screen, `said-problem-${problem}`);
    return attempt(screen, room, () => onDone(phrase));
  };
  const screen = show("own-phrase", { take: choose, back: onBack });
  secrets(screen, choose);
  return screen;
}

// → onDone(code), once one group of it was copied back from paper.
export function newCode(room, onBack, onDone, code = makeCode()) {
  const again = () => newCode(room, onBack, onDone, code);
  const screen = show("code", { written: () => askBack(room, code, again, onDone), back: onBack });
  find(screen, "code").replaceChildren(...groupsOf(code).map(group));
  return screen;
}

function group(letters) {
  const row = document.createElement("li");
  const bold = document.createElement("b");
  bold.textContent = letters;
  row.append(bold);
  return row;
}

function askBack(room, code, onBack, onDone) {
  const number = askedBack();
  const deed = async () => {
    untell(screen);
    const typed = find(screen, "secret").value;
    if (!isGroup(code, number, typed)) return tell(screen, "said-other-group");
    return waitFor(screen, room, () => onDone(code));
  };
  const screen = show("code-back", { check: deed, back: onBack }, { number });
  secrets(screen, deed);
  return screen;
}

// Shows that it takes a moment; comes back to this screen, as it was, when it does not work.
export async function waitFor(screen, room, deed) {
  const stage = screen.parentElement;
  const { locks } = room;
  show("busy");
  try {
    return (await deed()) ?? true;
  } catch (error) {
    if (room.locks !== locks) return undefined; // locked meanwhile: nothing comes back
    stage.replaceChildren(screen);
    settle(screen);
    tellTrouble(screen, error, room);
    return undefined;
  }
}

