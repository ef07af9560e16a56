// The slow function that makes guessing dear: Argon2id, 64 MiB, three passes, in a worker.
// The cost is a constant of this version. Nobody can ask for less: not the server, not a file, not a
// page. A device that cannot pay it is told so; there is no cheaper way that would quietly do.
import { utf8 } from "./bytes.js";
import { canSeal } from "./keys.js";

export const COST = Object.freeze({ memory: 65536, passes: 3, lanes: 1, length: 64 });
const PATIENCE = 90_000; // milliseconds; a phone slowed down six times took under three seconds

export class BelowFloor extends Error {}

// Reason: "insecure" (no WebCrypto here), "worker", "wasm", "memory", "time"; "ended" after end().
export class TooWeak extends Error {
  constructor(reason) {
    super(`this device cannot do it: ${reason}`);
    this.reason = reason;
  }
}

function refuseWeaker(cost) {
  const isAsDear = cost.memory >= COST.memory && cost.passes >= COST.passes;
  const isSameShape = cost.lanes === COST.lanes && cost.length === COST.length;
  if (!isAsDear || !isSameShape) throw new BelowFloor("weaker than this version allows");
}

const ADDRESS = new URL("kdf-worker.js", import.meta.url).href;
let policy = null; // a page may make it once

// Trusted types: this policy knows one address and makes no other.
function createScriptURL(asked) {
  if (asked !== ADDRESS) throw new TypeError("another worker");
  return asked;
}

function ownWorker() {
  policy ??= globalThis.trustedTypes?.createPolicy("sc-worker", { createScriptURL });
  return new Worker(policy ? policy.createScriptURL(ADDRESS) : ADDRESS);
}

// `onWeak(error)` is told once when the device cannot; each waiting derive() is refused too.
// → { derive(secret, salt, cost?) → 64 bytes, end() }
export function startKdf({ onWeak, makeWorker = ownWorker, patience = PATIENCE } = {}) {
  const waiting = new Map();
  let worker = null;
  let weakness = null;
  let count = 0;

  function giveUp(reason) {
    if (weakness) return;
    close(reason);
    onWeak?.(weakness);
  }

  function close(reason) {
    weakness ??= new TooWeak(reason);
    worker?.terminate();
    for (const wait of waiting.values()) wait.refuse(weakness);
    waiting.clear();
  }

  function hear({ data }) {
    const isKey = data.key?.length === COST.length;
    if (!isKey && data.failed !== "floor") return giveUp(data.failed ?? "worker");
    const wait = waiting.get(data.id);
    waiting.delete(data.id);
    if (isKey) return wait?.keep(data.key);
    return wait?.refuse(new BelowFloor("refused by the worker"));
  }

  function start() {
    if (!canSeal()) return giveUp("insecure");
    try {
      worker = makeWorker();
      worker.onmessage = hear;
      worker.onerror = () => giveUp("worker");
    } catch {
      giveUp("worker");
    }
  }

  function ask(secret, salt, cost) {
    if (weakness) return Promise.reject(weakness);
    const id = (count += 1);
    const bytes = utf8(secret);
    return new Promise((keep, refuse) => {
      waiting.set(id, { keep, refuse });
      worker.postMessage({ id, secret: bytes, salt, cost }, [bytes.buffer]);
    });
  }

  // One at a time: two at once would want twice the memory, and the second wait would be unfair.
  let last = Promise.resolve();
  function derive(secret, salt, cost = COST) {
    const turn = last.then(async () => {
      refuseWeaker(cost);
      if (salt.length !== 16) throw new BelowFloor("a salt of 16 bytes, no other");
      const clock = setTimeout(() => giveUp("time"), patience);
      return ask(secret, salt, { ...cost }).finally(() => clearTimeout(clock));
    });
    last = turn.catch(() => {});
    return turn;
  }

  start();
  return { derive, end: () => close("ended") };
}
