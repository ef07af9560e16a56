// After a look: words first, what changed most on top; a quiet shape and numbers only for who asks.
// The page around it is the same, whatever was answered.
import { bandLabel, definitionFor, languageFor, readIn } from "../instruments.js";
import { score } from "../scoring.js";
import { byChange, pathsOf, shapeOf } from "../shape.js";
import { all, dayOf, fill, find, pick, piece, say, shortDayOf, show } from "../stage.js";
import { attempt } from "../troubles.js";
import { attribute } from "./check.js";

const WIDTH = 300;
const HEIGHT = 72;
const EDGE = 8;
const SVG = "http://www.w3.org/2000/svg";

// `fresh`: what was just answered, to be saved; without it, what there is.
export function after(room, definition, fresh = null) {
  const earlier = room.vault.entries("check").filter(({ id }) => id !== fresh?.id);
  const entries = fresh ? [...earlier, fresh] : earlier;
  const isSame = (entry) => definitionFor([definition], entry) === definition;
  const mine = entries.filter(isSame);
  if (mine.length === 0) return room.go("check", definition);
  const screen = draw(room, definition, mine, fresh);
  if (fresh) save(room, screen, fresh);
  return screen;
}

function draw(room, definition, entries, fresh) {
  const reading = readIn(definition, room.language);
  const last = entries.at(-1);
  const screen = show("after", {
    retry: () => save(room, screen, fresh),
    done: () => room.go("home"),
    write: () => room.go("note", {}),
    "ask-delete": () => reveal(screen, true),
    stay: () => reveal(screen, false),
    delete: () =>
      attempt(screen, room, async () => {
        await room.vault.remove(last.id);
        room.go("home", { said: "said-deleted" });
      }),
  });
  pick(screen, "heading", entries.length > 1 ? "again" : "first");
  screen.querySelector("h1").focus({ preventScroll: true });
  const shapes = shapeOf(definition, entries);
  const label = (id) => reading.groups.find((group) => group.id === id).label;
  const inOrder = byChange(shapes).map((id) => shapes.find((shape) => shape.id === id));
  find(screen, "changes").replaceChildren(...inOrder.map((shape) => change(shape, label(shape.id))));
  find(screen, "pictures").replaceChildren(...shapes.map((shape) => picture(shape, label(shape.id))));
  const rows = shapes.map((shape) => numbers(definition, shape, label(shape.id), entries, room.language));
  find(screen, "tables").replaceChildren(...rows);
  for (const name of ["changes", "pictures", "tables"]) find(screen, name).lang = room.language;
  attribute(screen, definition, reading);
  panels(screen, score(definition, last.answers).panels, reading);
  if (shapes.length === 0) find(screen, "shapes").remove();
  return screen;
}

async function save(room, screen, fresh) {
  const retry = screen.querySelector("[data-do=retry]");
  const said = await attempt(screen, room, () => room.keep(fresh));
  retry.hidden = Boolean(said);
  if (said && screen.isConnected) say(said);
}

function reveal(screen, isAsked) {
  find(screen, "ask").hidden = !isAsked;
  screen.querySelector("[data-do=ask-delete]").hidden = isAsked;
  if (isAsked) screen.querySelector("[data-ask] p").focus();
}

// What the holder of the questions wants said besides; the people who can help stand below for all.
function panels(screen, names, reading) {
  const lines = names.map((name) => {
    const line = document.createElement("p");
    Object.assign(line, { textContent: reading.panels[name], lang: reading.language, dir: "auto" });
    return line;
  });
  find(screen, "panels").replaceChildren(...lines);
}

function change({ since, lately }, label) {
  const row = piece("change").firstElementChild;
  find(row, "label").textContent = label;
  pick(row, "key", since.key);
  pick(row, "lately", lately?.key);
  fill(row, { on: since.params.on ? shortDayOf(since.params.on) : "" });
  return row;
}

// — the shape —

function drawn(name, parts) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(parts)) node.setAttribute(key, value);
  return node;
}

function picture(shape, label) {
  const figure = piece("picture").firstElementChild;
  find(figure, "label").textContent = label;
  const words = shape.direction === "higher-is-lighter" ? "more" : "light";
  pick(figure, "ends", words);
  const [first, last] = [shape.points[0].on, shape.points.at(-1).on];
  find(figure, "from").textContent = shortDayOf(first);
  find(figure, "to").textContent = last === first ? "" : shortDayOf(last);
  find(figure, "drawn").append(lines(shape));
  return figure;
}

// Time runs the way one reads.
function lines({ runs }) {
  const isRtl = document.documentElement.dir === "rtl";
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH + 2 * EDGE} ${HEIGHT + 2 * EDGE}`, "aria-hidden": "true" });
  for (const y of [0, 0.5, 1]) {
    const at = EDGE + y * HEIGHT;
    svg.append(drawn("line", { class: "picture__ground", x1: 0, x2: WIDTH + 2 * EDGE, y1: at, y2: at }));
  }
  const way = isRtl ? `translate(${WIDTH + EDGE} ${EDGE}) scale(-1 1)` : `translate(${EDGE} ${EDGE})`;
  const group = drawn("g", { transform: way });
  for (const { d, dots } of pathsOf(runs, WIDTH, HEIGHT)) {
    group.append(drawn("path", { class: "picture__line", d }));
    for (const { cx, cy } of dots) group.append(drawn("circle", { class: "picture__dot", cx, cy, r: 4 }));
  }
  svg.append(group);
  return svg;
}

// — the numbers —

function numbers(definition, shape, label, entries, language) {
  const table = piece("numbers").firstElementChild;
  find(table, "label").textContent = label;
  const group = definition.subscales.find(({ id }) => id === shape.id);
  const rows = entries.map((entry) => {
    const scored = score(definition, entry.answers).groups.find(({ id }) => id === shape.id);
    return numberRow(definition, entry, scored, language);
  });
  find(table, "rows").replaceChildren(...rows);
  if (!group.bands) for (const cell of all(table, "band")) cell.remove();
  if (!group.bands) find(table, "words").remove();
  return table;
}

function numberRow(definition, entry, { id, value, band }, language) {
  const row = piece("number-row").firstElementChild;
  find(row, "when").textContent = dayOf(entry.on);
  const number = find(row, "number");
  if (value === null) number.append(piece("number-none"));
  else number.textContent = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  const words = band ? bandLabel(definition, id, band.id, language) : "";
  Object.assign(find(row, "band"), { textContent: words, lang: languageFor(definition, language) });
  return row;
}
