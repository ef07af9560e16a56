// Makes build/static out of static/: a style sheet for pages, one for paper, one for the editor, small scripts, our
// pictures and icons, the fonts. Beside it build/player, what plays H5P in a page of its own: h5p-standalone as its
// authors publish it, untouched, and our small programs around it; and build/room, by room.mjs.
import { Resvg, initWasm } from "@resvg/resvg-wasm";
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

import { room } from "./room.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FROM = `${ROOT}static`;
const TO = `${ROOT}build/static`;
const PLAYER = `${ROOT}build/player`;

const ATKINSON = `${ROOT}node_modules/@fontsource/atkinson-hyperlegible-next/files`;
const NOTO = `${ROOT}node_modules/@fontsource-variable/noto-sans-arabic/files`;
const AMIRI = `${ROOT}node_modules/@fontsource/amiri/files`;
const LATIN = ["latin-400", "latin-700", "latin-ext-400", "latin-ext-700"];

// Arabic, Persian and Urdu letters with their marks, digits and signs: 166 kB become about 20.
// The same ranges stand in static/css/fonts.css.
const ARABIC = [
  [0x060c, 0x060c], [0x061b, 0x061f], [0x0621, 0x063a], [0x0640, 0x0655], [0x0660, 0x066d],
  [0x0670, 0x0671], [0x0679, 0x0679], [0x067e, 0x067e], [0x0686, 0x0686], [0x0688, 0x0688],
  [0x0691, 0x0691], [0x0698, 0x0698], [0x06a9, 0x06a9], [0x06af, 0x06af], [0x06ba, 0x06ba],
  [0x06be, 0x06be], [0x06c1, 0x06c3], [0x06cc, 0x06cc], [0x06d2, 0x06d4], [0x06f0, 0x06f9],
  [0x200c, 0x200f],
];

const letters = (ranges) =>
  ranges
    .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    .map((code) => String.fromCodePoint(code))
    .join("");

async function styles() {
  await build({
    entryPoints: [`${FROM}/css/main.css`, `${FROM}/css/paper.css`, `${FROM}/css/cms.css`],
    outdir: `${TO}/css`,
    bundle: true,
    minify: true,
    external: ["*.woff2", "*.svg"],
    target: ["chrome105", "firefox110", "safari15.6"],
  });
}

async function scripts() {
  const names = (await readdir(`${FROM}/js`)).filter((name) => name.endsWith(".js"));
  await build({
    entryPoints: names.map((name) => `${FROM}/js/${name}`),
    outdir: `${TO}/js`,
    bundle: true,
    minify: true,
    format: "esm",
  });
}

async function fonts() {
  await mkdir(`${TO}/fonts`, { recursive: true });
  for (const cut of LATIN) {
    await cp(
      `${ATKINSON}/atkinson-hyperlegible-next-${cut}-normal.woff2`,
      `${TO}/fonts/atkinson-${cut}.woff2`,
    );
  }
  await arabic(`${NOTO}/noto-sans-arabic-arabic-wght-normal.woff2`, "noto-arabic", {
    variationAxes: { wght: { min: 400, max: 700 } },
  });
  // For paper: what is copied or read aloud from a PDF set in Noto is not the text that one sees.
  for (const weight of [400, 700]) {
    await arabic(`${AMIRI}/amiri-arabic-${weight}-normal.woff2`, `amiri-${weight}`);
  }
}

async function arabic(from, name, options = {}) {
  const cut = await subsetFont(await readFile(from), ` ${letters(ARABIC)}`, {
    targetFormat: "woff2",
    ...options,
  });
  await writeFile(`${TO}/fonts/${name}.woff2`, cut);
}

// The mark as home screens want it: in the middle of a full square, so that any mask may be laid over it.
async function icons() {
  const mark = await readFile(`${FROM}/img/mark.svg`, "utf8");
  const square = mark
    .replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"')
    .replace('width="64" height="64" rx="14"', 'x="-8" y="-8" width="80" height="80"');
  await initWasm(await readFile(`${ROOT}node_modules/@resvg/resvg-wasm/index_bg.wasm`));
  await mkdir(`${TO}/img`, { recursive: true });
  for (const [size, drawn] of [[32, mark], [180, square], [192, square], [512, square]]) {
    const png = new Resvg(drawn, { fitTo: { mode: "width", value: size } }).render().asPng();
    await writeFile(`${TO}/img/mark-${size}.png`, png);
  }
}

async function player() {
  await rm(PLAYER, { recursive: true, force: true });
  await cp(`${ROOT}node_modules/h5p-standalone/dist`, PLAYER, { recursive: true });
  await cp(`${ROOT}node_modules/h5p-standalone/LICENSE`, `${PLAYER}/LICENSE`);
  await cp(`${FROM}/h5p`, PLAYER, { recursive: true });
  await build({
    entryPoints: ["shim", "player"].map((name) => `${FROM}/h5p/${name}.js`),
    outdir: PLAYER,
    allowOverwrite: true,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome105", "firefox110", "safari15.6"],
  });
}

await rm(TO, { recursive: true, force: true });
await Promise.all([
  styles(),
  scripts(),
  fonts(),
  icons(),
  player(),
  cp(`${FROM}/img`, `${TO}/img`, { recursive: true }),
]);
await room();
