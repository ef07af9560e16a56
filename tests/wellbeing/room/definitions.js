// Definitions for tests, shaped like known questionnaires: their structure only, with invented words.

const text = (en) => ({ en });
const numbered = (from, to, step = 1) =>
  Array.from({ length: (to - from) / step + 1 }, (_, at) => from + at * step);

/** Items "i1", "i2", …; `turned` are the numbers of those that count the other way round. */
export function definition({ values, items, turned = [], groups, panels }) {
  return {
    format: "self-check-instrument/1",
    id: "made-up",
    version: "1.0.0",
    kind: "reflective",
    rights: { holder: "Us", licence: "None", basis: "own-work", attribution: text("Us") },
    languages: ["en"],
    title: text("Made up"),
    recall_days: 14,
    min_interval_days: 14,
    response_scales: { how: values.map((value) => ({ value, label: text(`Option ${value}`) })) },
    items: numbered(1, items).map((n) => ({
      id: `i${n}`, scale: "how", text: text(`Item ${n}`), ...(turned.includes(n) && { reverse: true }),
    })),
    subscales: groups.map(({ id, of, bands, ...rest }) => ({
      id,
      label: text(`Group ${id}`),
      items: of.map((n) => `i${n}`),
      direction: "higher-is-heavier",
      ...(bands && { band_source: "A manual", bands: bandsOf(bands) }),
      ...rest,
    })),
    ...(panels && { panels: Object.fromEntries(panels.map((name) => [name, text(`Panel ${name}`)])) }),
  };
}

/** { low: 23, middle: 42, high: undefined } */
function bandsOf(limits) {
  return Object.entries(limits).map(([id, below]) => ({
    id, label: text(`Band ${id}`), ...(below !== undefined && { below }),
  }));
}

/** Five items, raw times four. */
export const five = definition({
  values: numbered(0, 5),
  items: 5,
  groups: [{
    id: "all", of: numbered(1, 5), combine: "sum", missing: "refuse", min_answered: 5, multiply: 4,
    direction: "higher-is-lighter", bands: { lowest: 29, low: 51, over: undefined },
  }],
});

/** Means of 100, 75, 50, 25, 0; the last of the second group is turned. */
export const nineteen = definition({
  values: [100, 75, 50, 25, 0],
  items: 13,
  turned: [13],
  groups: [
    { id: "own", of: numbered(1, 6), combine: "mean", missing: "mean-of-answered", min_answered: 3,
      bands: { under: 50, over: undefined } },
    { id: "work", of: numbered(7, 13), combine: "mean", missing: "mean-of-answered", min_answered: 4,
      bands: { under: 50, over: undefined } },
  ],
});

const thirds = { low: 23, middle: 42, high: undefined };
const sums = { combine: "sum", missing: "refuse", min_answered: 10, bands: thirds };

/** Three sums of ten; five items of the second are turned. */
export const thirty = definition({
  values: numbered(1, 5),
  items: 30,
  turned: [11, 12, 13, 14, 15],
  groups: [
    { id: "good", of: numbered(1, 10), ...sums, direction: "higher-is-lighter" },
    { id: "worn", of: numbered(11, 20), ...sums },
    { id: "heard", of: numbered(21, 30), ...sums },
  ],
});

/** { i1: …, i2: … } from values in order; null is left out. */
export const answered = (values, first = 1) =>
  Object.fromEntries(
    values.map((value, at) => [`i${first + at}`, value]).filter(([, value]) => value !== null),
  );

export const times = (count, value) => Array(count).fill(value);
