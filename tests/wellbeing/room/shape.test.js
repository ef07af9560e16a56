// The quiet shape: what changed, in keys of words, and points for a small line.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { byChange, hintOf, pathsOf, shapeOf } from "../../../wellbeing/room/shape.js";
import { answered, definition, times } from "./definitions.js";

const two = definition({
  values: [0, 1, 2, 3, 4],
  items: 4,
  groups: [
    { id: "heavy", of: [1, 2], combine: "mean", missing: "mean-of-answered", min_answered: 1 },
    { id: "light", of: [3], combine: "mean", min_answered: 1, direction: "higher-is-lighter" },
    { id: "kept", of: [4], combine: "none", min_answered: 1 },
  ],
});

const entry = (on, answers, more = {}) => ({
  id: on, kind: "check", check: "made-up", version: "1.0.0", on, answers, ...more,
});
const month = (at, answers) => entry(`2026-0${at + 1}-01`, answers);
const heavy = (...values) => values.map((value, at) => month(at, value === null ? {} : { i1: value, i2: value }));
const light = (...values) => values.map((value, at) => month(at, { i3: value }));
const shape = (entries, id = "heavy") => shapeOf(two, entries).find((each) => each.id === id);

test("nothing answered yet says nothing", () => {
  const found = shape([]);
  assert.deepEqual([found.points, found.runs, found.since, found.lately], [[], [], null, null]);
});

test("the first time has nothing to be compared with", () => {
  const found = shape(heavy(3));
  assert.deepEqual(found.since, { key: "since.first", params: {} });
  assert.deepEqual(found.points, [{ on: "2026-01-01", x: 0.5, y: 0.25, value: 3 }]);
});

for (const [before, now, key] of [
  [2, 2, "since.same"],
  [4, 0, "since.lighter"],
  [0, 4, "since.heavier"],
  [2, 1, "since.lighter"],
]) {
  test(`a heavy group from ${before} to ${now}: ${key}`, () => {
    assert.deepEqual(shape(heavy(before, now)).since, { key, params: { on: "2026-01-01" } });
  });
}

test("one step of one of two sentences is a little", () => {
  const entries = [month(0, { i1: 2, i2: 2 }), month(1, { i1: 2, i2: 1 })];
  assert.equal(shape(entries).since.key, "since.little-lighter");
  assert.equal(shape(entries.map((each, at) => ({ ...each, on: `2026-0${9 - at}-01` }))).since.key, "since.little-heavier");
});

test("a tenth of the way is a little, a quarter is more", () => {
  const five = definition({
    values: [0, 1, 2],
    items: 10,
    groups: [{ id: "heavy", of: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], combine: "sum", min_answered: 10 }],
  });
  const answers = (steps) => answered([...times(steps, 1), ...times(10 - steps, 0)]);
  const key = (steps) => shapeOf(five, [month(0, answers(0)), month(1, answers(steps))])[0].since.key;
  assert.deepEqual([1, 2, 4, 5].map(key), ["since.same", "since.little-heavier", "since.little-heavier", "since.heavier"]);
});

for (const [before, now, key] of [[1, 3, "since.more"], [3, 1, "since.less"], [2, 2, "since.same"]]) {
  test(`where more is good, ${before} to ${now}: ${key}`, () => {
    assert.equal(shape(light(before, now), "light").since.key, key);
  });
}

test("up is lighter, whichever way a group counts", () => {
  assert.deepEqual(shape(heavy(0, 4)).points.map((point) => point.y), [1, 0]);
  assert.deepEqual(shape(light(0, 4), "light").points.map((point) => point.y), [0, 1]);
});

test("what was left out is a gap, and the words look across it", () => {
  const found = shape(heavy(3, null, 1));
  assert.deepEqual(found.points.map((point) => point.y), [0.25, null, 0.75]);
  assert.deepEqual(found.runs, [[{ x: 0, y: 0.25 }], [{ x: 1, y: 0.75 }]]);
  assert.deepEqual(shape(heavy(3, 1)).runs, [[{ x: 0, y: 0.25 }, { x: 1, y: 0.75 }]]);
  assert.deepEqual(found.since, { key: "since.lighter", params: { on: "2026-01-01" } });
});

test("what was left out this time is said so", () => {
  assert.deepEqual(shape(heavy(3, null)).since, { key: "since.left-out", params: {} });
  assert.equal(shape(heavy(null, null)).since.key, "since.left-out");
});

for (const [values, key, count] of [
  [[2, 2, 2], "lately.same", 3],
  [[4, 3, 2, 1], "lately.lighter", 4],
  [[0, 1, 1, 2, 4], "lately.heavier", 5],
  [[0, 4, 0], "lately.up-and-down", 3],
  [[4, 0, 4, 1], "lately.lighter", 4],
  [[0, 2, 2, 2, 2, 2], "lately.same", 5],
]) {
  test(`over the last times, ${values}: ${key}`, () => {
    const { lately } = shape(heavy(...values));
    assert.deepEqual([lately.key, lately.params.count], [key, count]);
  });
}

test("two times are too few to say how it went lately", () => {
  assert.equal(shape(heavy(0, 4)).lately, null);
  assert.equal(shape(heavy(0, null, 4)).lately, null);
});

test("time stands where it was, and entries may come in any order", () => {
  const entries = ["2026-03-01", "2026-01-01", "2026-01-11"].map((on) => entry(on, { i3: 2 }));
  const found = shape(entries, "light").points;
  assert.deepEqual(found.map((point) => point.on), ["2026-01-01", "2026-01-11", "2026-03-01"]);
  assert.deepEqual(found.map((point) => Math.round(point.x * 59)), [0, 10, 59]);
});

test("only entries that asked the same are compared", () => {
  const others = [
    entry("2026-02-01", { i3: 0 }, { version: "2.0.0" }),
    entry("2026-02-02", { i3: 0 }, { check: "another" }),
    entry("2026-02-03", { i3: 0 }, { kind: "note" }),
  ];
  const found = shape([entry("2026-01-01", { i3: 4 }, { version: "1.4.0" }), ...others], "light");
  assert.equal(found.points.length, 1);
});

test("a group in which nothing is worked out has no shape", () => {
  assert.equal(shape(heavy(1), "kept"), undefined);
});

test("what changed most comes first", () => {
  const entries = [month(0, { i1: 2, i2: 2, i3: 0 }), month(1, { i1: 1, i2: 2, i3: 4 })];
  assert.deepEqual(byChange(shapeOf(two, entries)), ["light", "heavy"]);
  assert.deepEqual(byChange(shapeOf(two, heavy(1))), ["heavy", "light"]);
});

test("nothing that was passed in is changed", () => {
  const entries = Object.freeze(heavy(3, 1).reverse().map(Object.freeze));
  shapeOf(two, entries);
  assert.equal(entries[0].on, "2026-02-01");
});

test("a drawing gets a path and dots for each run", () => {
  const runs = [[{ x: 0, y: 1 }, { x: 0.5, y: 0 }], [{ x: 1, y: 0.25 }]];
  assert.deepEqual(pathsOf(runs, 100, 40), [
    { d: "M0 0L50 40", dots: [{ cx: 0, cy: 0 }, { cx: 50, cy: 40 }] },
    { d: "M100 30", dots: [{ cx: 100, cy: 30 }] },
  ]);
});

test("asked again soon, there is a calm word; later there is none", () => {
  const entries = [entry("2026-01-01", {}), entry("2026-03-01", {})];
  assert.equal(hintOf(two, [], "2026-03-05"), null);
  assert.deepEqual(hintOf(two, entries, "2026-03-05"), {
    key: "hint.soon", params: { last: "2026-03-01", days: 4, again: "2026-03-15" },
  });
  assert.equal(hintOf(two, entries, "2026-03-14").params.days, 13);
  assert.equal(hintOf(two, entries, "2026-03-15"), null);
});

test("a day that two clocks see apart gives no hint from tomorrow", () => {
  assert.equal(hintOf(two, [entry("2026-03-06", {})], "2026-03-05"), null);
});

test("a clock that changes in spring moves no day", () => {
  const hint = hintOf({ ...two, min_interval_days: 28 }, [entry("2026-03-15", {})], "2026-04-11");
  assert.deepEqual([hint.params.days, hint.params.again], [27, "2026-04-12"]);
});

test("our own check, answered lightly and heavily, ends at the two edges", () => {
  const path = new URL("../../../wellbeing/room/checks/our-check.json", import.meta.url);
  const ours = JSON.parse(readFileSync(path, "utf-8"));
  const good = new Set(["far", "sense", "somebody", "good"]);
  const all = (isLight) =>
    Object.fromEntries(ours.items.map(({ id }) => [id, good.has(id) === isLight ? 4 : 0]));
  const entries = [true, false].map((isLight, at) =>
    ({ ...month(at, all(isLight)), check: ours.id, version: ours.version }));
  for (const { points } of shapeOf(ours, entries)) assert.deepEqual(points.map(({ y }) => y), [1, 0]);
});
