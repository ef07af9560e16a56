// What answers add up to: worked examples whose results are known, and the edges between them.

import assert from "node:assert/strict";
import test from "node:test";

import { problemsOf } from "../../../wellbeing/room/instruments.js";
import { score, spanOf } from "../../../wellbeing/room/scoring.js";
import { answered, definition, five, nineteen, thirty, times } from "./definitions.js";

const group = (which, answers, id) => score(which, answers).groups.find((each) => each.id === id);
const bands = (which, answers) => score(which, answers).groups.map((each) => each.band?.id ?? null);
const values = (which, answers) => score(which, answers).groups.map((each) => each.value);
const near = (one, other) => assert.ok(Math.abs(one - other) < 0.005, `${one} is not ${other}`);

test("the examples are sound definitions", () => {
  for (const each of [five, nineteen, thirty]) assert.deepEqual(problemsOf(each), []);
});

for (const [answers, value, band] of [
  [[3, 3, 2, 2, 2], 48, "low"],
  [[3, 3, 3, 2, 2], 52, "over"],
  [[2, 2, 1, 1, 1], 28, "lowest"],
  [[5, 5, 5, 5, 5], 100, "over"],
  [[0, 0, 0, 0, 0], 0, "lowest"],
]) {
  test(`five items times four: ${answers} is ${value}`, () => {
    const found = group(five, answered(answers), "all");
    assert.deepEqual([found.value, found.band.id, found.state], [value, band, "scored"]);
  });
}

test("five items: one missing, no value", () => {
  const found = group(five, answered([3, 3, 2, 2, null]), "all");
  assert.deepEqual(found, {
    id: "all", state: "too-few", value: null, standard: null, band: null, answered: 4, of: 5,
  });
});

test("a mean of six reaches its limit exactly", () => {
  const found = group(nineteen, answered([100, 75, 50, 25, 0, 50]), "own");
  assert.deepEqual([found.value, found.band.id], [50, "over"]);
});

for (const [turned, value, band] of [[100, 42.86, "under"], [50, 50, "over"], [0, 57.14, "over"]]) {
  test(`six at 50 and a turned ${turned} come to ${value}`, () => {
    const found = group(nineteen, answered([...times(6, 50), turned], 7), "work");
    near(found.value, value);
    assert.equal(found.band.id, band);
  });
}

for (const [given, value] of [[[75, 50, 25], 50], [[75, 50], null]]) {
  test(`a mean needs three of six: ${given.length} give ${value}`, () => {
    assert.equal(group(nineteen, answered(given), "own").value, value);
  });
}

for (const [count, value] of [[4, 75], [3, null]]) {
  test(`a mean needs four of seven: ${count} give ${value}`, () => {
    assert.equal(group(nineteen, answered(times(count, 75), 7), "work").value, value);
  });
}

for (const [answer, expected, found] of [
  [1, [10, 30, 10], ["low", "middle", "low"]],
  [3, [30, 30, 30], ["middle", "middle", "middle"]],
  [5, [50, 30, 50], ["high", "middle", "high"]],
]) {
  test(`thirty items, all ${answer}: half of one group turned gives 30 always`, () => {
    const answers = answered(times(30, answer));
    assert.deepEqual(values(thirty, answers), expected);
    assert.deepEqual(bands(thirty, answers), found);
  });
}

for (const [sum, band] of [[22, "low"], [23, "middle"], [41, "middle"], [42, "high"]]) {
  test(`a sum of ${sum} is in the ${band} band`, () => {
    const answers = times(10, Math.floor(sum / 10)).map((value, at) => value + (at < sum % 10));
    const found = group(thirty, answered(answers, 21), "heard");
    assert.deepEqual([found.value, found.band.id], [sum, band]);
  });
}

test("turned and straight answers together", () => {
  const answers = answered([...times(10, 4), ...times(5, 4), ...times(5, 2), ...times(10, 2)]);
  assert.deepEqual(values(thirty, answers), [40, 20, 20]);
});

const standard = definition({
  values: [1, 2, 3, 4, 5],
  items: 10,
  groups: [{
    id: "all", of: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], combine: "sum", missing: "mean-of-answered",
    min_answered: 5, standardise: { mean: 25, sd: 5, source: "A study" },
    bands: { low: 43, middle: 57, high: undefined },
  }],
});

for (const [answer, raw, t, band] of [[2, 20, 40, "low"], [3, 30, 60, "high"]]) {
  test(`a T value judges in place of the sum: ${raw} is ${t}`, () => {
    const found = group(standard, answered(times(10, answer)), "all");
    assert.deepEqual([found.value, found.standard, found.band.id], [raw, t, band]);
  });
}

test("a sum with answers missing is as if they had been like the others", () => {
  assert.equal(group(standard, answered([2, 2, 3, 3, 3]), "all").value, 26);
  assert.equal(group(standard, answered([2, 2, 3, 3]), "all").value, null);
});

test("where missing answers are refused, no smaller number is enough", () => {
  const strict = structuredClone(standard);
  strict.subscales[0].missing = "refuse";
  assert.equal(group(strict, answered(times(9, 2)), "all").state, "too-few");
  assert.equal(group(strict, answered(times(10, 2)), "all").value, 20);
});

const kind = definition({
  values: [0, 1, 2],
  items: 2,
  turned: [2],
  panels: ["now", "too"],
  groups: [
    { id: "list", of: [1], combine: "none", min_answered: 1 },
    { id: "both", of: [1, 2], combine: "sum", min_answered: 2, bands: { low: 2, high: undefined } },
  ],
});
kind.items[0].support_now = { at_least: 1, panel: "now" };
kind.items[1].support_now = { at_least: 2, panel: "now" };
kind.subscales[1].bands[1].panel = "too";

test("where nothing is worked out, answers are listed", () => {
  const found = group(kind, { i1: 1 }, "list");
  assert.deepEqual([found.state, found.value, found.answered], ["listed", null, 1]);
  assert.equal(spanOf(kind, kind.subscales[0]), null);
});

test("a panel comes by the answer as it was chosen, and by a band; each once", () => {
  const panels = (i1, i2) => score(kind, answered([i1, i2])).panels;
  assert.deepEqual(panels(0, 1), []);
  assert.deepEqual(panels(1, null), ["now"]);
  assert.deepEqual(panels(null, 2), ["now"]);
  assert.deepEqual(panels(1, 2), ["now"]);
  assert.deepEqual(panels(2, 0), ["now", "too"]);
});

test("what is no option of its item counts as not answered", () => {
  for (const value of ["3", 9, NaN, null, {}, -1]) {
    assert.equal(group(five, answered([3, 3, 2, 2, value]), "all").state, "too-few");
  }
  assert.equal(score(five, JSON.parse('{"__proto__": {"i1": 3}}')).groups[0].answered, 0);
});

test("sums of fractions do not miss a limit", () => {
  const tenths = definition({
    values: [0.1, 0.7],
    items: 2,
    groups: [{ id: "all", of: [1, 2], combine: "sum", min_answered: 2, bands: { low: 0.8, high: undefined } }],
  });
  assert.ok(0.1 + 0.7 < 0.8);
  assert.equal(group(tenths, answered([0.1, 0.7]), "all").band.id, "high");
});

test("the span is what a group can come to", () => {
  assert.deepEqual(spanOf(five, five.subscales[0]), [0, 100]);
  assert.deepEqual(spanOf(thirty, thirty.subscales[1]), [10, 50]);
  assert.deepEqual(spanOf(nineteen, nineteen.subscales[0]), [0, 100]);
});
