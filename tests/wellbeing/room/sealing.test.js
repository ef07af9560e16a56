import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, equal, hex, pad, random, randomBelow, unbase64, unhex, unpad, utf8 } from "../../../wellbeing/room/bytes.js";
import { SIZES, Unreadable, roomIn, seal, unseal } from "../../../wellbeing/room/sealing.js";

const key = random(32);
const refused = (reason) => (error) => error instanceof Unreadable && (!reason || error.reason === reason);

test("what is sealed opens again, whole", async () => {
  for (const kind of Object.keys(SIZES)) {
    for (const length of [0, 1, 32, roomIn(kind)]) {
      const plain = new Uint8Array(length).fill(7);
      const box = await seal(key, kind, plain);
      assert.equal(box.length, SIZES[kind]);
      assert.deepEqual(await unseal(key, kind, box), plain);
    }
  }
});

test("one byte too many is refused before anything is sealed", async () => {
  await assert.rejects(seal(key, "slot", new Uint8Array(roomIn("slot") + 1)), RangeError);
});

test("any flipped bit of a slot is refused, wherever it is", async () => {
  const box = await seal(key, "slot", random(32));
  for (let at = 0; at < box.length; at += 1) {
    const changed = box.slice();
    changed[at] ^= 1 << at % 8;
    await assert.rejects(unseal(key, "slot", changed), refused(), `byte ${at}`);
  }
});

test("a flipped bit of a vault is refused, at both ends and between", async () => {
  const box = await seal(key, "vault", utf8("a quiet day"));
  for (const at of [0, 1, 33, 64, 65, 500, 30000, box.length - 16, box.length - 1]) {
    const changed = box.slice();
    changed[at] ^= 0x80;
    await assert.rejects(unseal(key, "vault", changed), refused(), `byte ${at}`);
  }
});

test("another key, another kind, another length and another version are refused", async () => {
  const box = await seal(key, "vault", utf8("a quiet day"));
  const newer = Uint8Array.from(box);
  newer[0] = 2;
  await assert.rejects(unseal(random(32), "vault", box), refused("key"));
  await assert.rejects(unseal(key, "file", box), refused("key"));
  await assert.rejects(unseal(key, "slot", box), refused("size"));
  await assert.rejects(unseal(key, "vault", box.slice(0, -1)), refused("size"));
  await assert.rejects(unseal(key, "vault", newer), refused("version"));
});

test("the same words sealed twice have no byte in common but the version", async () => {
  const [one, other] = [await seal(key, "slot", utf8("same")), await seal(key, "slot", utf8("same"))];
  const alike = one.filter((byte, at) => byte === other[at]).length;
  assert.ok(alike < 12, `${alike} of 320 alike`); // chance gives about one, and the version
});

test("padding tells its length and nothing may hide behind it", () => {
  const padded = pad(utf8("abc"), 16);
  assert.deepEqual(unpad(padded), utf8("abc"));
  padded[15] = 1;
  assert.throws(() => unpad(padded), RangeError);
  assert.throws(() => unpad(Uint8Array.of(0, 0, 1, 0, 9)), RangeError);
});

test("bytes go to text and back in one spelling only", () => {
  const bytes = random(320);
  assert.deepEqual(unhex(hex(bytes)), bytes);
  assert.deepEqual(unbase64(base64(bytes)), bytes);
  assert.throws(() => unhex("AB"), RangeError);
  assert.throws(() => unbase64("YR=="), RangeError); // the bits after the last byte are not zero
  assert.ok(!equal(utf8("abc"), utf8("abcd")) && !equal(utf8("abc"), utf8("abd")) && equal(utf8("a"), utf8("a")));
});

test("chance favours no number", () => {
  const counts = new Array(7).fill(0);
  for (let drawn = 0; drawn < 14000; drawn += 1) counts[randomBelow(7)] += 1;
  for (const count of counts) assert.ok(Math.abs(count - 2000) < 300, String(counts)); // seven deviations
});
