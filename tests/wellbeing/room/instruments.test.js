// Which definitions the room takes, and how one reads in a language.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import {
  bandLabel, definitionFor, languageFor, newest, problemsOf, readIn,
} from "../../../wellbeing/room/instruments.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf-8"));
const { sound, refused } = read("../instrument_cases.json");
const ours = read("../../../wellbeing/room/checks/our-check.json");

function spoilt({ at, value }) {
  const whole = structuredClone(sound);
  const owner = at.slice(0, -1).reduce((part, key) => part[key], whole);
  if (value === undefined) delete owner[at.at(-1)];
  else Object.defineProperty(owner, at.at(-1), { value, enumerable: true, configurable: true });
  return whole;
}

test("a sound definition has no problem", () => assert.deepEqual(problemsOf(sound), []));

for (const each of refused) {
  test(`refused: ${each.name}`, () => assert.deepEqual(problemsOf(spoilt(each)), each.problems));
}

for (const value of [null, undefined, 7, "text", [], [sound], {}, NaN, true]) {
  test(`what is no definition is refused calmly: ${JSON.stringify(value)}`, () => {
    assert.ok(problemsOf(value).length > 0);
  });
}

test("a number that is none is refused", () => {
  assert.deepEqual(problemsOf({ ...sound, recall_days: NaN }), [{ code: "value", path: "recall_days" }]);
  assert.deepEqual(problemsOf({ ...sound, recall_days: Infinity }), [{ code: "value", path: "recall_days" }]);
});

test("one language missing everywhere is said at each place", () => {
  const languages = [...sound.languages, "fr"];
  assert.equal(problemsOf({ ...sound, languages }).length, 14);
});

test("reflective questions need nobody's terms", () => {
  const { holder, licence, basis, attribution } = sound.rights;
  const rights = { holder, licence, basis, attribution };
  assert.deepEqual(problemsOf({ ...sound, kind: "reflective", rights }), []);
});

test("our own check is sound, and says what it is not", () => {
  assert.deepEqual(problemsOf(ours), []);
  assert.equal(ours.kind, "reflective");
  const words = { en: "no diagnosis", es: "No es un diagnóstico", fr: "pas un diagnostic", ar: "ليست تشخيصًا" };
  const tested = { en: "not validated", es: "No está validada", fr: "n’est pas validé", ar: "لم يجرِ التحقّق" };
  assert.deepEqual(ours.languages, Object.keys(words));
  for (const language of ours.languages) {
    assert.ok(ours.intro[language].includes(words[language]), language);
    assert.ok(ours.intro[language].includes(tested[language]), language);
  }
});

test("our own check has ten sentences in four groups, each in one, and no bands, panels or total", () => {
  assert.equal(ours.items.length, 10);
  assert.deepEqual(ours.subscales.flatMap((group) => group.items), ours.items.map((item) => item.id));
  assert.equal(ours.subscales.length, 4);
  const parts = new Set([...ours.subscales, ...ours.items, ours].flatMap(Object.keys));
  for (const part of ["bands", "standardise", "multiply", "support_now", "panels"]) assert.ok(!parts.has(part));
  assert.ok(ours.subscales.every((group) => group.combine === "mean" && group.items.length < 10));
});

test("it reads in the language asked for, else in its first", () => {
  assert.equal(readIn(sound, "ar").items[0].text, "Item 1 (ar)");
  assert.equal(readIn(sound, "fr").language, "en");
  assert.equal(languageFor(ours, "fr"), "fr");
  assert.equal(bandLabel(sound, "all", "low", "ar"), "Band 1 (ar)");
  assert.equal(bandLabel(sound, "apart", "low", "ar"), "");
});

test("a reading holds all that a page shows", () => {
  const { items, groups, notice, panels } = readIn(sound, "en");
  assert.deepEqual(items[1], {
    id: "two",
    text: "Item 2",
    options: [0, 1, 2].map((value) => ({ value, label: `Option ${value}` })),
    group: "all",
  });
  assert.deepEqual(groups[0], { id: "all", label: "Group 1", items: ["one", "two"] });
  assert.deepEqual(notice, { attribution: "By the holder", isFixed: true, isForSale: false });
  assert.deepEqual(panels, { now: "Talk to somebody" });
});

test("of several versions the highest is offered", () => {
  const versions = ["1.9.0", "1.10.0", "1.2.7"].map((version) => ({ ...sound, version }));
  const offered = newest([...versions, ours]);
  assert.deepEqual(offered.map((each) => each.version), ["1.10.0", ours.version]);
});

test("an entry is read with a version that asked the same", () => {
  const all = ["1.0.0", "1.3.0", "2.0.0"].map((version) => ({ ...sound, version }));
  const about = (version) => definitionFor(all, { check: sound.id, version })?.version;
  assert.equal(about("1.0.0"), "1.3.0");
  assert.equal(about("2.0.0"), "2.0.0");
  assert.equal(about("3.0.0"), undefined);
  assert.equal(definitionFor(all, { check: "another", version: "1.0.0" }), null);
});
