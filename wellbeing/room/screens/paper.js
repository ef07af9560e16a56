// The blank check, to print: what is asked, and boxes. Nothing on it says where it comes from.
import { newest, readIn } from "../instruments.js";
import { find, piece, show } from "../stage.js";
import { attribute, put } from "./check.js";

export function paper(room) {
  const [definition] = newest(room.definitions);
  const back = () => (room.isOpen ? room.go("home") : room.go("start"));
  const screen = show("paper", { print: () => print(), back });
  if (!definition) return screen;
  const reading = readIn(definition, room.language);
  put(screen, "title", reading.title, reading.language);
  put(screen, "intro", reading.intro, reading.language);
  find(screen, "items").replaceChildren(...reading.items.map((item) => sheetItem(item, reading.language)));
  attribute(screen, definition, reading);
  return screen;
}

function sheetItem({ text, options }, language) {
  const row = piece("sheet-item").firstElementChild;
  put(row, "text", text, language);
  const boxes = options.map(({ label }) =>
    Object.assign(document.createElement("li"), { textContent: label, lang: language, dir: "auto" }),
  );
  find(row, "boxes").replaceChildren(...boxes);
  return row;
}
