// Taking along: a locked file, plain text or paper, and a file read back.
import { words } from "../given.js";
import { definitionFor, readIn } from "../instruments.js";
import { make as makePhrase, problemsOf } from "../phrase.js";
import { dayOf, find, pick, piece, say, secrets, show, tell, untell } from "../stage.js";
import { Said } from "../troubles.js";
import { NotThisFile, Vault } from "../vault.js";
import { hand } from "./files.js";
import { waitFor } from "./first.js";

export function take(room, { said } = {}) {
  const screen = show("take", {
    locked: () => locked(room),
    plain: () => plain(room),
    file: () => room.go("file"),
    back: () => room.go(room.isAway ? "home" : "keeping"),
  });
  if (said) say(said);
  return screen;
}

async function locked(room) {
  const list = await words(room.language);
  const field = () => find(screen, "secret");
  const save = async () => {
    untell(screen);
    const phrase = field().value;
    const [problem] = problemsOf(phrase, list);
    if (problem) return tell(screen, `said-problem-${problem}`);
    return waitFor(screen, room, async () => {
      const bytes = await room.vault.asFile({ kdf: room.kdf(), phrase });
      hand(bytes, "notes.json", "application/json");
      room.go("take", { said: "said-file-saved" });
    });
  };
  const made = () => {
    const phrase = makePhrase(list);
    field().value = phrase;
    Object.assign(find(screen, "phrase"), { textContent: phrase, hidden: false });
    find(screen, "write").hidden = false;
  };
  const screen = show("locked-file", { save, made, back: () => room.go("take") });
  secrets(screen, save);
  return screen;
}

// — plain —

function plain(room) {
  const screen = show("plain", {
    print: () => print(),
    save: () => {
      hand(room.vault.asText(saying(room)), "notes.txt", "text/plain;charset=utf-8");
      say("said-file-saved");
    },
    back: () => room.go("take"),
  });
  const { entries } = room.vault.data;
  find(screen, "printed").replaceChildren(...entries.map((entry) => printed(room, entry)));
  return screen;
}

// The words of a plain text, out of the page.
function saying(room) {
  const said = piece("text-words");
  const word = (name) => find(said, name).textContent;
  const parts = Object.fromEntries(["signs", "helps", "people", "first"].map((part) => [part, word(part)]));
  const lines = (entry) => answersOf(room, entry).map(([asked, chosen]) => `${asked} ${chosen}`);
  return { check: word("check"), note: word("note"), plan: word("plan"), parts, linesOf: lines };
}

// What was asked and what was chosen, in words; where the questions are no longer there, as it is.
function answersOf(room, entry) {
  const definition = definitionFor(room.definitions, entry);
  if (!definition) return Object.entries(entry.answers);
  return readIn(definition, room.language)
    .items.filter(({ id }) => id in entry.answers)
    .map(({ id, text, options }) => {
      const chosen = options.find(({ value }) => value === entry.answers[id]);
      return [text, chosen?.label ?? String(entry.answers[id])];
    });
}

function printed(room, entry) {
  const article = piece("printed-entry").firstElementChild;
  find(article, "when").textContent = dayOf(entry.on);
  pick(article, "kind", entry.kind);
  const said = saying(room);
  const pairs = {
    note: () => [["", entry.text]],
    plan: () => Object.entries(entry.parts).map(([part, words]) => [said.parts[part], words]),
    check: () => answersOf(room, entry),
  }[entry.kind]();
  for (const [term, words] of pairs) if (words !== "") add(find(article, "words"), term, words);
  return article;
}

function add(list, term, words) {
  for (const [name, text] of [["dt", term], ["dd", words]]) {
    const node = Object.assign(document.createElement(name), { textContent: text, dir: "auto" });
    list.append(node);
  }
}

// — a file read back —

// `isStart`: in the take-away page, where a file is the way in.
export function file(room, { isStart } = {}) {
  const back = () => room.go(isStart ? "start" : "take");
  const screen = show("read-back", { read, back });
  secrets(screen, read);

  async function read() {
    untell(screen);
    const [chosen] = screen.querySelector("[type=file]").files;
    const phrase = find(screen, "secret").value;
    if (!chosen) return tell(screen, "said-file-none");
    if (!phrase.trim()) return tell(screen, "said-empty");
    return waitFor(screen, room, async () => {
      const data = await opened(chosen, phrase, room);
      if (!room.isOpen) await room.look();
      await room.vault.takeIn(data);
      room.go("home", { said: "said-file-read" });
    });
  }
  return screen;
}

async function opened(chosen, phrase, room) {
  try {
    return await Vault.fromFile(new Uint8Array(await chosen.arrayBuffer()), { kdf: room.kdf(), phrase });
  } catch (error) {
    if (error instanceof NotThisFile) throw new Said("said-file-wrong");
    throw error;
  }
}

