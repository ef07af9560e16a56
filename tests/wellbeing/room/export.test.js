import assert from "node:assert/strict";
import { test } from "node:test";
import { NotThisFile, Vault } from "../../../wellbeing/room/vault.js";
import { textOf, utf8 } from "../../../wellbeing/room/bytes.js";
import { ON, PHRASE, begun, note, opened, quickKdf, textsOf } from "./parts.js";

const OWN = "a phrase for the file alone";
const means = { kdf: quickKdf, phrase: OWN };
const open = (bytes, more = {}) => Vault.fromFile(bytes, { ...means, ...more });

async function filed(text = "a quiet day") {
  const { vault } = await begun();
  await vault.keep(note(text));
  return vault.asFile(means);
}

const changed = (bytes, change) => utf8(JSON.stringify({ ...JSON.parse(textOf(bytes)), ...change }));

test("a file opens with its phrase and holds everything but the server's places", async () => {
  const data = await open(await filed());
  assert.deepEqual(data.entries.map(({ text }) => text), ["a quiet day"]);
  assert.deepEqual([data.slots, data.left], [[], []]);
});

test("another phrase, also that of the vault, does not open it", async () => {
  const bytes = await filed();
  for (const phrase of [PHRASE, "", "a phrase for the file"]) await assert.rejects(open(bytes, { phrase }), NotThisFile);
});

test("two files of one vault have nothing in common, and are of one size", async () => {
  const { vault } = await begun();
  const [one, other] = [await vault.asFile(means), await vault.asFile(means)];
  const [first, second] = [JSON.parse(textOf(one)), JSON.parse(textOf(other))];
  assert.equal(one.length, other.length);
  for (const part of ["salt", "slot", "vault"]) assert.notEqual(first[part], second[part]);
  assert.equal((await filed("x".repeat(9000))).length, one.length);
});

test("what was cut, flipped, swapped or is of another version is refused", async () => {
  const bytes = await filed();
  const parts = JSON.parse(textOf(bytes));
  const other = JSON.parse(textOf(await filed()));
  const bad = [
    bytes.slice(0, -1),
    bytes.slice(0, 500),
    utf8(""),
    utf8("{}"),
    changed(bytes, { format: "notes-file/2" }),
    changed(bytes, { slot: parts.vault, vault: parts.slot }),
    changed(bytes, { slot: other.slot }),
    changed(bytes, { vault: other.vault }),
    changed(bytes, { salt: other.salt }),
    changed(bytes, { salt: parts.salt.toUpperCase() + "00" }),
    changed(bytes, { more: 1 }),
    utf8(` ${textOf(bytes)}`),
  ];
  for (const each of bad) await assert.rejects(open(each), NotThisFile);
  for (let at = 0; at < bytes.length; at += at < 120 ? 1 : 4999) {
    const flipped = bytes.slice();
    flipped[at] ^= 1;
    await assert.rejects(open(flipped), NotThisFile, `byte ${at}`);
  }
});

test("white space that an editor put at the end does no harm", async () => {
  const bytes = await filed();
  assert.equal((await open(utf8(`${textOf(bytes)}\r\n`))).entries.length, 1);
});

test("a file can be taken into another vault, twice without harm", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("here"));
  const taken = await open(await filed("brought along"));
  await vault.takeIn(taken);
  await vault.takeIn(taken);
  assert.deepEqual(textsOf(await opened(door)), ["brought along", "here"]);
});

test("plain text is in the person's words; without words it is JSON", async () => {
  const { vault } = await begun();
  await vault.keep(note("Un día tranquilo."));
  await vault.keep({ kind: "plan", on: ON, parts: { signs: "short nights", helps: "", people: "Noor", first: "walk" } });
  await vault.keep({ kind: "check", on: ON, check: "our-check", version: "1.0.0", answers: { rest: 2 } });
  const words = { note: "Nota", plan: "Plan", check: "Mirada", parts: { signs: "Señales", people: "Personas", first: "Primero" },
    linesOf: ({ answers }) => [`descanso: ${answers.rest} de 4`] };
  const text = vault.asText(words);
  for (const line of [`${ON} — Nota`, "Un día tranquilo.", "Señales: short nights", "Personas: Noor", "descanso: 2 de 4"]) {
    assert.ok(text.split("\n").includes(line), line);
  }
  assert.ok(!text.includes("helps"));
  assert.deepEqual(JSON.parse(vault.asText()).slots, []);
});
