// What is inside: plain functions on plain data, without keys and without the server.
//   { v, rev, saved: "2026-11", keep: months, entries: [{ id, kind, on, n, … }],
//     gone: [{ id, on }], slots: [{ kind, loc, on }], left: [{ kind: "slot" | "vault", loc }] }
// Two devices may both have written. Bringing them together loses nothing and comes out equal
// whichever is named first; only what a person removed stays away.
import { hex, random, textOf, utf8 } from "./bytes.js";
import { roomIn } from "./sealing.js";

export const LONGEST = 24; // months that entries are kept, and what was removed is remembered
export const SHORTEST = 6;
const UNBELIEVABLE = 30; // the server forgets what was not touched for 24 months and a quarter

// Too much to fit: `over` bytes more than the `room` there is.
export class Full extends Error {
  constructor(used, room) {
    super(`${used - room} bytes too many`);
    Object.assign(this, { over: used - room, used, room });
  }
}

export class NotOurData extends Error {}

export const emptyData = (on) => ({
  v: 1,
  rev: 0,
  saved: on.slice(0, 7),
  keep: LONGEST,
  entries: [],
  gone: [],
  slots: [],
  left: [],
});

export const newId = () => hex(random(16));

export const sizeOf = (data) => utf8(JSON.stringify(data)).length;

export function pack(data) {
  const bytes = utf8(JSON.stringify(data));
  if (bytes.length > roomIn("vault")) throw new Full(bytes.length, roomIn("vault"));
  return bytes;
}

export function unpack(bytes) {
  const data = JSON.parse(textOf(bytes));
  const lists = [data.entries, data.gone, data.slots];
  if (data.v !== 1 || !lists.every(Array.isArray)) throw new NotOurData();
  return { ...data, left: data.left ?? [] };
}

// — days and months, as text —

export function checkedDay(on) {
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) throw new RangeError("a day is written as 2026-11-28");
  return on;
}

const monthsOf = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

export function monthsBefore(day, months) {
  const left = monthsOf(day) - months;
  const year = String(Math.floor(left / 12)).padStart(4, "0");
  return `${year}-${String((left % 12) + 1).padStart(2, "0")}${day.slice(7)}`;
}

export const quarterOf = (month) => Math.floor(monthsOf(month) / 3);

// A clock that ran back or leapt far ahead must not make anything old: then the last month counts.
export function todayOf(data, on) {
  const gap = monthsOf(on) - monthsOf(data.saved);
  return gap < 0 || gap > UNBELIEVABLE ? `${data.saved}-01` : on;
}

// — changing —

export const withEntry = async (data, entry) => ({
  ...data,
  entries: await together(data.entries, [entry], data.gone),
});

export function without(data, id, on) {
  const gone = [...data.gone.filter((stone) => stone.id !== id), { id, on }];
  return { ...data, gone, entries: data.entries.filter((entry) => entry.id !== id) };
}

// Drops what is older than the person wants it kept. Months roll: nothing is asked, nothing shown.
export function prune(data, today) {
  const since = monthsBefore(today, data.keep);
  const remembered = monthsBefore(today, LONGEST);
  return {
    ...data,
    entries: data.entries.filter((entry) => entry.on >= since),
    gone: data.gone.filter((stone) => stone.on >= remembered),
  };
}

// Takes slots off the list and notes that their removal is owed.
export function withoutSlots(data, isDropped) {
  const slots = data.slots.filter((slot) => !isDropped(slot));
  const owed = data.slots.filter(isDropped).map(({ loc }) => ({ kind: "slot", loc }));
  return { ...data, slots, left: [...data.left, ...owed] };
}

// — bringing together —

// Keys in order, so that equal things are spelt equally.
function spelt(value) {
  if (Array.isArray(value)) return `[${value.map(spelt).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${spelt(value[key])}`);
  return `{${pairs.join()}}`;
}

const inOrder = (one, other) => (one < other ? -1 : Number(one > other));
const byDay = (one, other) => inOrder(one.on + one.id, other.on + other.id);

// Both devices must give the second of two rivals the same new id, or each meeting would copy it.
async function idAfter(id) {
  const digest = await crypto.subtle.digest("SHA-256", utf8(`again/${id}`));
  return hex(new Uint8Array(digest).slice(0, 16));
}

async function insert(found, entry) {
  const known = found.get(entry.id);
  if (!known || known.n < entry.n) return found.set(entry.id, entry);
  if (known.n > entry.n || spelt(known) === spelt(entry)) return found;
  const [first, second] = [known, entry].sort((one, other) => inOrder(spelt(one), spelt(other)));
  found.set(first.id, first);
  return insert(found, { ...second, id: await idAfter(second.id) });
}

async function together(entries, others, gone) {
  const found = new Map();
  for (const entry of [...entries, ...others]) await insert(found, entry);
  for (const { id } of gone) found.delete(id);
  return [...found.values()].sort(byDay);
}

function stones(gone, others) {
  const latest = new Map();
  for (const { id, on } of [...gone, ...others]) {
    if (!(latest.get(id) > on)) latest.set(id, on);
  }
  return [...latest].map(([id, on]) => ({ id, on })).sort(byDay);
}

// By id: removed wins, changed more often wins, two changes of equal rank are both kept.
// Slots and months are those of the later revision.
export async function merge(one, other) {
  const rank = (data) => String(data.rev).padStart(12, "0") + spelt(data);
  const later = rank(one) >= rank(other) ? one : other;
  const gone = stones(one.gone, other.gone);
  return {
    ...later,
    saved: one.saved > other.saved ? one.saved : other.saved,
    gone,
    entries: await together(one.entries, other.entries, gone),
  };
}
