// Private notes: the list, and one of them.
import { newId } from "../entries.js";
import { dayOf, find, piece, say, show, tell, today } from "../stage.js";
import { attempt } from "../troubles.js";

export function notes(room, { said } = {}) {
  const entries = [...room.vault.entries("note")].reverse();
  const screen = show("notes", { write: () => room.go("note", {}), back: () => room.go("home") });
  find(screen, "empty").hidden = entries.length > 0;
  find(screen, "list").replaceChildren(...entries.map((entry) => leaf(room, entry)));
  if (said) say(said);
  return screen;
}

function leaf(room, entry) {
  const row = piece("leaf").firstElementChild;
  find(row, "when").textContent = dayOf(entry.on);
  find(row, "text").textContent = entry.text;
  find(row, "about").hidden = entry.about !== "learning";
  row.firstElementChild.addEventListener("click", () => room.go("note", entry));
  return row;
}

// `entry`: one there is, or {} for a new one.
export function note(room, entry) {
  const id = entry.id ?? newId(); // trying again must not make two of it
  const written = () => ({ text: text.value.trim(), about: about.checked ? "learning" : "" });
  const before = { text: entry.text ?? "", about: entry.about ?? "" };
  const isChanged = () => {
    const now = written();
    return now.text !== before.text.trim() || now.about !== before.about;
  };
  const back = () => room.go("notes");
  const screen = show("note", {
    save,
    back: () => (isChanged() && written().text ? askToLeave(screen) : back()),
    drop: back,
    stay: () => usual(screen),
    "ask-delete": () => reveal(screen, "delete"),
    delete: () =>
      attempt(screen, room, async () => {
        await room.vault.remove(id);
        room.go("notes", { said: "said-deleted" });
      }),
  });
  const text = screen.querySelector("textarea");
  const about = screen.querySelector("[type=checkbox]");
  text.value = before.text;
  about.checked = before.about === "learning";
  screen.querySelector("[data-do=ask-delete]").hidden = !entry.id;
  if (entry.on) Object.assign(find(screen, "when"), { textContent: dayOf(entry.on), hidden: false });

  const whole = () => ({ ...entry, id, kind: "note", on: entry.on ?? today(), ...written() });
  room.draft = async () => {
    if (!isChanged() || !written().text) return false;
    await room.keep(whole());
    return true;
  };

  async function save() {
    if (!written().text) return tell(screen, "said-nothing-written");
    const said = await attempt(screen, room, () => room.keep(whole()));
    if (said) room.go("notes", { said });
    else usual(screen);
    return said;
  }
  return screen;
}

export const askToLeave = (screen) => reveal(screen, "leave");

export function usual(screen) {
  for (const ask of screen.querySelectorAll("[data-ask]")) ask.hidden = true;
  find(screen, "usual").hidden = false;
}

function reveal(screen, name) {
  usual(screen);
  find(screen, "usual").hidden = true;
  const ask = screen.querySelector(`[data-ask=${name}]`);
  ask.hidden = false;
  ask.querySelector("p").focus();
}
