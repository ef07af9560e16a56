import assert from "node:assert/strict";
import { test } from "node:test";
import { randomBelow } from "../../../wellbeing/room/bytes.js";
import { Full, emptyData, merge, monthsBefore, newId, pack, prune, todayOf, unpack, withEntry, without } from "../../../wellbeing/room/entries.js";
import { roomIn } from "../../../wellbeing/room/sealing.js";
import { ON, note } from "./parts.js";

const entry = (id, n, text, on = ON) => ({ ...note(text), id, n, on });
const data = (entries, more = {}) => ({ ...emptyData(ON), entries, ...more });
const told = ({ entries }) => entries.map(({ n, text }) => `${text}${n}`).sort();

test("two devices' entries come together, whichever is named first", async () => {
  const one = data([entry("a", 1, "one"), entry("b", 2, "later")]);
  const other = data([entry("b", 1, "early"), entry("c", 1, "three")], { rev: 4 });
  const both = await merge(one, other);
  assert.deepEqual(told(both), ["later2", "one1", "three1"]);
  assert.deepEqual(await merge(other, one), both);
  assert.deepEqual(await merge(both, one), both);
});

test("what was removed on one stays away, however often the other changed it", async () => {
  const one = data([], { gone: [{ id: "a", on: ON }] });
  const other = data([entry("a", 9, "kept on")]);
  assert.deepEqual((await merge(one, other)).entries, []);
  assert.deepEqual(await merge(one, other), await merge(other, one));
});

test("two changes of equal rank are both kept, under ids both devices agree on", async () => {
  const [one, other] = [data([entry("a", 2, "mine")]), data([entry("a", 2, "theirs")])];
  const both = await merge(one, other);
  assert.deepEqual(told(both), ["mine2", "theirs2"]);
  assert.equal(new Set(both.entries.map(({ id }) => id)).size, 2);
  assert.deepEqual(await merge(other, one), both);
  assert.deepEqual(await merge(both, other), both);
});

test("by chance a thousand ways: same either way round, nothing lost, nothing twice", async () => {
  const ids = "abcdef";
  const some = () => {
    const entries = [...ids].filter(() => randomBelow(2)).map((id) => entry(id, 1 + randomBelow(3), "xyz"[randomBelow(3)]));
    const gone = [...ids].filter(() => randomBelow(5) === 0).map((id) => ({ id, on: `2026-0${1 + randomBelow(9)}-01` }));
    const left = entries.filter(({ id }) => !gone.some((stone) => stone.id === id));
    return data(left, { gone, rev: randomBelow(4), keep: 6 + randomBelow(19), saved: `2026-0${1 + randomBelow(9)}` });
  };
  for (let time = 0; time < 1000; time += 1) {
    const [one, other] = [some(), some()];
    const both = await merge(one, other);
    assert.deepEqual(await merge(other, one), both);
    assert.deepEqual(await merge(both, both), both);
    const gone = new Set([...one.gone, ...other.gone].map(({ id }) => id));
    assert.deepEqual(new Set(both.gone.map(({ id }) => id)), gone);
    for (const { id, n, text } of [...one.entries, ...other.entries]) {
      const rivals = [...one.entries, ...other.entries].filter((each) => each.id === id);
      const isBest = !gone.has(id) && rivals.every((rival) => rival.n <= n);
      if (isBest) assert.ok(both.entries.some((each) => each.n === n && each.text === text), `${id} lost`);
      if (gone.has(id)) assert.ok(!both.entries.some((each) => each.id === id));
    }
    assert.equal(new Set(both.entries.map((each) => each.id)).size, both.entries.length);
  }
});

test("a change makes new data and leaves the old as it was", async () => {
  const before = data([entry("a", 1, "one")]);
  const copy = structuredClone(before);
  const after = without(await withEntry(before, entry("b", 1, "two")), "a", ON);
  assert.deepEqual(before, copy);
  assert.deepEqual(told(after), ["two1"]);
  assert.deepEqual(after.gone, [{ id: "a", on: ON }]);
});

test("entries older than wished for go, and what was removed is remembered for 24 months", () => {
  const old = data([entry("a", 1, "old", "2026-05-27"), entry("b", 1, "young", "2026-05-28")], {
    keep: 6,
    gone: [{ id: "x", on: "2024-11-27" }, { id: "y", on: "2024-11-28" }],
  });
  const left = prune(old, ON);
  assert.deepEqual(told(left), ["young1"]);
  assert.deepEqual(left.gone.map(({ id }) => id), ["y"]);
});

test("months are counted back over the turn of the year", () => {
  const days = { 0: "2026-02-28", 1: "2026-01-28", 2: "2025-12-28", 14: "2024-12-28", 24: "2024-02-28" };
  for (const [months, day] of Object.entries(days)) assert.equal(monthsBefore("2026-02-28", months), day);
});

test("a clock that is wrong makes nothing old", () => {
  const saved = { saved: "2026-11" };
  assert.equal(todayOf(saved, "2027-03-05"), "2027-03-05");
  assert.equal(todayOf(saved, "1970-01-01"), "2026-11-01");
  assert.equal(todayOf(saved, "2035-01-01"), "2026-11-01");
});

test("too much is refused with how many bytes it is too much", () => {
  const room = roomIn("vault");
  const frame = pack(data([entry("a", 1, "")])).length;
  assert.equal(pack(data([entry("a", 1, "x".repeat(room - frame))])).length, room);
  assert.throws(() => pack(data([entry("a", 1, "x".repeat(room - frame + 3))])), (error) => error instanceof Full && error.over === 3);
});

test("what is read is checked for its version", () => {
  const written = pack(data([entry(newId(), 1, "one")]));
  assert.deepEqual(told(unpack(written)), ["one1"]);
  assert.throws(() => unpack(new TextEncoder().encode('{"v":2,"entries":[],"gone":[],"slots":[]}')));
});
