// Makes build/room, the program of the private room: its own files and what it shares with the site, each as it was
// written. Nothing is bundled or made smaller, so that what runs is what anybody can read and compare.
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TO = `${ROOT}build/room`;
const FONTS = ["atkinson-latin-400", "atkinson-latin-700", "atkinson-latin-ext-400", "atkinson-latin-ext-700"];
const SHEETS = ["tokens", "fonts", "fonts_latin", "base", "components/arrow", "components/button", "components/field", "components/exit", "components/skip"];
const COPIES = {
  "wellbeing/room": "",
  "node_modules/hash-wasm/dist/argon2.umd.min.js": "argon2.umd.min.js",
  "node_modules/hash-wasm/LICENSE": "argon2.LICENSE.txt",
  "static/js/exit.js": "exit.js",
  "static/img/mark.svg": "mark.svg",
  ...Object.fromEntries(SHEETS.map((name) => [`static/css/${name}.css`, `css/${name}.css`])),
  ...Object.fromEntries([...FONTS, "noto-arabic"].map((name) => [`build/static/fonts/${name}.woff2`, `fonts/${name}.woff2`])),
};

// Beside it first, then in its place: whoever serves meanwhile never sees half of it.
export async function room() {
  const draft = `${TO}-${process.pid}`;
  await mkdir(draft, { recursive: true });
  for (const [from, to] of Object.entries(COPIES)) {
    await cp(`${ROOT}${from}`, `${draft}/${to}`, { recursive: true });
  }
  await rm(TO, { recursive: true, force: true });
  await rename(draft, TO);
}

// `node tools/room.mjs` makes it anew on its own, for who works on it.
if (process.argv[1] === fileURLToPath(import.meta.url)) await room();
