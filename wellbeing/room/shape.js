// The quiet shape over time: for each group, points for a small line and keys of words for what
// changed. Up is always lighter. No verdict, no total; the limits of "about the same" are ours.

import { isAbout } from "./instruments.js";
import { score, spanOf } from "./scoring.js";

const SAME = 0.1; // of the whole span: less than this is "about the same"
const LITTLE = 0.25; // … and less than this is "a little"
const LATELY = 5; // times
const ENOUGH = 3; // times, below which nothing is said of how it went lately

const WORDS = {
  "higher-is-heavier": { up: "lighter", down: "heavier" },
  "higher-is-lighter": { up: "more", down: "less" },
};

/**
 * One for each group that is worked out: { id, direction, points, runs, since, lately, change }.
 * A point is { on, x, y, value }: x is time from 0 to 1, y from 0 to 1 is light, null is a gap.
 * Runs are the points between gaps. `since` and `lately` are { key, params } or null; `change` is
 * how far y moved since the last time it was answered, or null.
 */
export function shapeOf(definition, entries) {
  const ours = entries
    .filter((entry) => entry.kind === "check" && isAbout(definition, entry))
    .sort((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));
  const scored = ours.map((entry) => score(definition, entry.answers).groups);
  return definition.subscales
    .filter((group) => group.combine !== "none")
    .map((group) => shapeOfGroup(definition, group, ours, scored));
}

function shapeOfGroup(definition, group, entries, scored) {
  const span = spanOf(definition, group);
  const points = entries.map((entry, at) => {
    const { value } = scored[at].find((each) => each.id === group.id);
    return { on: entry.on, x: placeOf(entry.on, entries), y: lightOf(value, span, group), value };
  });
  const answered = points.filter((point) => point.y !== null);
  const words = WORDS[group.direction];
  return {
    id: group.id,
    direction: group.direction,
    points,
    runs: runsOf(points),
    since: sinceOf(points, answered, words),
    lately: latelyOf(answered.slice(-LATELY), words),
    change: changeOf(points),
  };
}

function placeOf(on, entries) {
  const [first, last] = [entries[0].on, entries.at(-1).on];
  return first === last ? 0.5 : daysFrom(first, on) / daysFrom(first, last);
}

function lightOf(value, [least, most], { direction }) {
  if (value === null) return null;
  const part = most === least ? 0.5 : (value - least) / (most - least);
  return direction === "higher-is-lighter" ? part : 1 - part;
}

function runsOf(points) {
  const runs = [[]];
  for (const { x, y } of points) {
    if (y === null) runs.push([]);
    else runs.at(-1).push({ x, y });
  }
  return runs.filter((run) => run.length > 0);
}

function changeOf(points) {
  const now = points.at(-1);
  const before = points.slice(0, -1).findLast((point) => point.y !== null);
  return !before || now.y === null ? null : now.y - before.y;
}

function sinceOf(points, answered, words) {
  if (points.length === 0) return null;
  if (points.at(-1).y === null) return { key: "since.left-out", params: {} };
  if (answered.length === 1) return { key: "since.first", params: {} };
  return { key: `since.${moved(changeOf(points), words)}`, params: { on: answered.at(-2).on } };
}

function moved(change, { up, down }) {
  const size = rounded(Math.abs(change));
  if (size < SAME) return "same";
  const way = change > 0 ? up : down;
  return size < LITTLE ? `little-${way}` : way;
}

/** One way where first and last differ by at least half of all that lies between the ends. */
function latelyOf(points, { up, down }) {
  if (points.length < ENOUGH) return null;
  const ys = points.map((point) => point.y);
  const range = rounded(Math.max(...ys) - Math.min(...ys));
  const net = rounded(ys.at(-1) - ys[0]);
  const params = { count: points.length, on: points[0].on };
  if (range < SAME) return { key: "lately.same", params };
  const isOneWay = Math.abs(net) >= Math.max(SAME, range / 2);
  const way = net > 0 ? up : down;
  return { key: `lately.${isOneWay ? way : "up-and-down"}`, params };
}

/** The ids of the groups, what changed most since last time first. */
export function byChange(shapes) {
  const size = ({ change }) => Math.abs(change ?? 0);
  return [...shapes].sort((one, other) => size(other) - size(one)).map((shape) => shape.id);
}

/** For a drawing of this width and height: a path and its dots for each run. Time runs to the right. */
export function pathsOf(runs, width, height) {
  const at = ({ x, y }) => ({ cx: tidy(x * width), cy: tidy((1 - y) * height) });
  return runs.map((run) => {
    const dots = run.map(at);
    return { d: `M${dots.map(({ cx, cy }) => `${cx} ${cy}`).join("L")}`, dots };
  });
}

/** A calm word where it was answered not long ago; never a block. Null where there is nothing to say. */
export function hintOf(definition, entries, on) {
  const last = entries
    .filter((entry) => entry.kind === "check" && entry.check === definition.id && entry.on <= on)
    .reduce((latest, entry) => (entry.on > latest ? entry.on : latest), "");
  if (!last) return null;
  const days = daysFrom(last, on);
  const interval = definition.min_interval_days;
  if (days >= interval) return null;
  return { key: "hint.soon", params: { last, days, again: dayAfter(last, interval) } };
}

const DAY = 86_400_000;
const daysFrom = (one, other) => Math.round((Date.parse(other) - Date.parse(one)) / DAY);
const dayAfter = (on, days) => new Date(Date.parse(on) + days * DAY).toISOString().slice(0, 10);
const tidy = (value) => Math.round(value * 100) / 100;
const rounded = (value) => Math.round(value * 1e6) / 1e6;
