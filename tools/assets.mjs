// Makes build/static out of static/: a style sheet for pages, one for paper, one for the editor, small scripts, our
// pictures, the fonts.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FROM = `${ROOT}static`;
const TO = `${ROOT}build/static`;

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

await rm(TO, { recursive: true, force: true });
await Promise.all([
  styles(),
  scripts(),
  fonts(),
  cp(`${FROM}/img`, `${TO}/img`, { recursive: true }),
]);
