import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, unhex, utf8 } from "../../../wellbeing/room/bytes.js";
import { BadSalt, checkedSalt, hkdf, slotKeys, slowSalt, vaultKeys } from "../../../wellbeing/room/keys.js";
import { known } from "./parts.js";

const span = (from, to) => Uint8Array.from({ length: to - from + 1 }, (_, at) => from + at);

test("HKDF gives the answers of RFC 5869, appendix A", async () => {
  const cases = [
    [unhex("0b".repeat(22)), span(0xf0, 0xf9), 42, span(0, 12),
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"],
    [span(0, 0x4f), span(0xb0, 0xff), 82, span(0x60, 0xaf),
      "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"],
    [unhex("0b".repeat(22)), new Uint8Array(), 42, new Uint8Array(),
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"],
  ];
  for (const [secret, info, length, salt, answer] of cases) {
    assert.equal(hex(await hkdf(secret, info, length, salt)), answer);
  }
});

test("salts, places and keys are those that other libraries work out", async () => {
  for (const [kind, way] of Object.entries(known.ways)) {
    assert.equal(hex(await slowSalt(known.origin, unhex(known.salt), kind)), way.slow_salt);
    const { place, key } = await slotKeys(unhex(way.stretched), kind);
    assert.deepEqual([hex(place), hex(key)], [way.place, way.key]);
  }
  const { place, key } = await vaultKeys(unhex(known.master));
  assert.deepEqual([hex(place), hex(key)], [known.vault.place, known.vault.key]);
});

test("another origin, salt or kind makes another salt of it", async () => {
  const salt = unhex(known.salt);
  const other = salt.slice().reverse();
  const all = await Promise.all([
    slowSalt("https://one.example", salt, "pass"),
    slowSalt("https://two.example", salt, "pass"),
    slowSalt("https://one.example", other, "pass"),
    slowSalt("https://one.example", salt, "code"),
  ]);
  assert.equal(new Set(all.map(hex)).size, 4);
});

test("a salt that is short, long or hardly random is refused", () => {
  const bad = [new Uint8Array(), span(1, 15), span(1, 17), new Uint8Array(16), unhex("ab01".repeat(8)), "0123456789abcdef"];
  for (const salt of bad) assert.throws(() => checkedSalt(salt), BadSalt);
});

test("a message of a slot and one of a vault have nothing in common", async () => {
  const one = await slotKeys(utf8("the same"), "pass");
  const other = await slotKeys(utf8("the same"), "key");
  assert.equal(new Set([one.place, one.key, other.place, other.key].map(hex)).size, 4);
});
