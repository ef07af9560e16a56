// A look at how one is: one sentence at a time. An answer is a button, so that no field of the page
// ever holds it; it goes into memory, and into the vault only at the end.
import { newId } from "../entries.js";
import { newest, readIn } from "../instruments.js";
import { hintOf } from "../shape.js";
import { fill, find, pick, piece, shortDayOf, show, today } from "../stage.js";

export function checks(room) {
  const offered = newest(room.definitions);
  if (offered.length === 1 && !room.hasUnsound) return room.go("check", offered[0]);
  const screen = show("checks", { back: () => room.go("home") });
  find(screen, "list").replaceChildren(...offered.map((definition) => door(room, definition)));
  find(screen, "unsound").hidden = !room.hasUnsound;
  return screen;
}

function door(room, definition) {
  const row = piece("check-door").firstElementChild;
  const { title, language, notice } = readIn(definition, room.language);
  put(row, "title", title, language);
  put(row, "more", definition.kind === "published" ? notice.attribution : "", language);
  row.firstElementChild.addEventListener("click", () => room.go("check", definition));
  return row;
}

export function put(root, name, words, language) {
  const node = find(root, name);
  node.textContent = words;
  node.lang = language;
  if (!words) node.remove();
}

export function check(room, definition) {
  const reading = readIn(definition, room.language);
  const entries = room.vault.entries("check").filter(({ check: id }) => id === definition.id);
  const isOnly = newest(room.definitions).length === 1;
  const screen = show("check", {
    begin: () => ask(room, definition, reading, {}, 0),
    earlier: () => room.go("after", definition),
    back: () => room.go(isOnly ? "home" : "checks"),
  });
  put(screen, "title", reading.title, reading.language);
  put(screen, "intro", reading.intro, reading.language);
  attribute(screen, definition, reading);
  const days = [7, 14, 28, 30].includes(reading.recallDays) ? reading.recallDays : "other";
  pick(screen, "days", reading.intro ? "said" : days); // an introduction says it itself
  screen.querySelector("[data-do=earlier]").hidden = entries.length === 0;
  const hint = hintOf(definition, entries, today());
  if (hint) tellHint(screen, hint.params);
  return screen;
}

function tellHint(screen, { last, again }) {
  const line = find(screen, "recent");
  fill(line.parentElement, { last: shortDayOf(last), again: shortDayOf(again) });
  line.hidden = false;
}

// Whose it is, in the holder's words; and where the terms stand.
export function attribute(screen, definition, { language, notice }) {
  put(screen, "attribution", notice.attribution, language);
  const sold = find(screen, "not-sold");
  if (sold) sold.hidden = notice.isForSale;
  const terms = find(screen, "terms");
  if (!terms || !definition.rights.terms_url) return;
  terms.firstElementChild.href = definition.rights.terms_url;
  terms.hidden = false;
}

function ask(room, definition, reading, answers, at) {
  const go = (place) => ask(room, definition, reading, answers, place);
  if (at >= reading.items.length) return finish(room, definition, reading, answers);
  const item = reading.items[at];
  const screen = show(
    "item",
    {
      skip: () => {
        delete answers[item.id];
        return go(at + 1);
      },
      before: () => (at > 0 ? go(at - 1) : room.go("check", definition)),
      stop: () => stop(room, definition, answers, () => go(at)),
    },
    { place: at + 1, all: reading.items.length },
  );
  put(screen, "text", item.text, reading.language);
  const choose = (value) => {
    answers[item.id] = value;
    return go(at + 1);
  };
  const chosen = answers[item.id];
  find(screen, "chosen").hidden = chosen === undefined;
  const buttons = item.options.map((option) => answer(option, chosen, choose, reading.language));
  find(screen, "answers").replaceChildren(...buttons);
  return screen;
}

function answer({ value, label }, chosen, choose, language) {
  const row = piece("answer").firstElementChild;
  const button = row.firstElementChild;
  Object.assign(button, { textContent: label, lang: language });
  if (value === chosen) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => choose(value), { once: true });
  return row;
}

function stop(room, definition, answers, on) {
  if (Object.keys(answers).length === 0) return room.go("home");
  return show("stopped", {
    keep: () => save(room, definition, answers),
    drop: () => room.go("home"),
    on,
  });
}

function finish(room, definition, reading, answers) {
  if (Object.keys(answers).length === 0) return room.go("home");
  return save(room, definition, answers);
}

function save(room, definition, answers) {
  const entry = { id: newId(), kind: "check", check: definition.id, version: definition.version, on: today(), answers };
  return room.go("after", definition, entry);
}
