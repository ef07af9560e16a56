// The one way to the server: four verbs on boxes of fixed size at places nobody can guess.
// What is sent never depends on what is inside. Each refusal has its own class; none has words,
// because words on the way would tell an onlooker something.
import { equal, hex, isZero, join, random, utf8 } from "./bytes.js";
import { SIZES } from "./sealing.js";

const MARK = 16; // bytes of an etag: random, so that it does not count how often somebody saves
const PATIENCE = 30_000; // milliseconds
const NONE = new Uint8Array(MARK);

export class DoorError extends Error {}
export class SignedOut extends DoorError {}
export class NotFromHere extends DoorError {}
export class Locked extends DoorError {}
export class TooOften extends DoorError {}
export class NoRoom extends DoorError {}
export class Offline extends DoorError {}
export class Conflict extends DoorError {} // somebody wrote in between
export class NotUnderstood extends DoorError {} // another protocol, or an answer of the wrong size

const REFUSALS = {
  400: NotUnderstood,
  401: SignedOut,
  403: NotFromHere,
  409: Conflict,
  423: Locked,
  429: TooOften,
  507: NoRoom,
};

export const isUnknown = (found) => isZero(found.etag);

async function post(address, body) {
  const giveUp = new AbortController();
  const clock = setTimeout(() => giveUp.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/octet-stream" },
      mode: "same-origin",
      credentials: "same-origin",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      redirect: "error",
      signal: giveUp.signal,
    });
    return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
  } catch {
    throw new Offline();
  } finally {
    clearTimeout(clock);
  }
}

async function ask(address, body, size) {
  const { status, bytes } = await post(address, body);
  if (status !== 200) throw new (REFUSALS[status] ?? (status >= 500 ? Offline : NotUnderstood))();
  if (bytes.length !== size) throw new NotUnderstood();
  return bytes;
}

const message = (verb, kind, place, etag, box = []) => join(utf8(verb + kind[0]), place, etag, box);

// The module lies at …/-/door.js and the boxes at …/box, under whatever prefix the site has.
export function httpDoor({ origin = location.origin, address = new URL("../box", import.meta.url) } = {}) {
  return {
    origin,
    salt: () => ask(address, utf8("s-"), 16),
    async get(kind, place) {
      const bytes = await ask(address, message("g", kind, place, NONE), MARK + SIZES[kind]);
      return { etag: bytes.slice(0, MARK), box: bytes.slice(MARK) };
    },
    put: (kind, place, etag, box) => ask(address, message("p", kind, place, etag, box), MARK),
    async remove(kind, place) {
      await ask(address, message("d", kind, place, NONE), 0);
    },
  };
}

// The same without a server: to look without saving, for the take-away page, and for tests.
export function memoryDoor({ origin = "memory", salt = random(16) } = {}) {
  const rows = new Map();
  const at = (kind, place) => `${kind} ${hex(place)}`;
  return {
    origin,
    rows,
    salt: async () => salt.slice(),
    async get(kind, place) {
      const row = rows.get(at(kind, place)) ?? { etag: NONE, box: random(SIZES[kind]) };
      return { etag: row.etag.slice(), box: row.box.slice() };
    },
    async put(kind, place, etag, box) {
      if (box.length !== SIZES[kind]) throw new NotUnderstood();
      if (!equal(rows.get(at(kind, place))?.etag ?? NONE, etag)) throw new Conflict();
      const fresh = random(MARK);
      rows.set(at(kind, place), { etag: fresh, box: box.slice() });
      return fresh.slice();
    },
    async remove(kind, place) {
      rows.delete(at(kind, place));
    },
  };
}
