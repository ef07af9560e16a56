import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, random, unhex } from "../../../wellbeing/room/bytes.js";
import { BelowFloor, COST, TooWeak, startKdf } from "../../../wellbeing/room/kdf.js";
import { known, makeWorker } from "./parts.js";

const SALT = unhex(known.salt);
const weak = (reason) => (error) => error instanceof TooWeak && error.reason === reason;

// A worker that answers as told, to see what the page makes of it.
function answering(answer) {
  const worker = { terminate: () => (worker.isEnded = true) };
  worker.postMessage = ({ id }) => setImmediate(() => answer(worker, id));
  return worker;
}

test("Argon2id gives the answers of argon2-cffi", async () => {
  const kdf = startKdf({ makeWorker });
  for (const way of Object.values(known.ways)) {
    assert.equal(hex(await kdf.derive(way.secret, unhex(way.slow_salt))), way.stretched);
  }
  const { secret, salt, stretched } = known.arabic;
  assert.equal(hex(await kdf.derive(secret, unhex(salt))), stretched);
  kdf.end();
});

test("anything weaker is refused, by the page and again by the worker", async () => {
  const kdf = startKdf({ makeWorker });
  const weaker = [{ memory: 65535 }, { passes: 2 }, { lanes: 2 }, { length: 32 }, { memory: NaN }, { passes: undefined }];
  for (const change of weaker) {
    await assert.rejects(kdf.derive("secret", SALT, { ...COST, ...change }), BelowFloor);
    const worker = makeWorker();
    const said = new Promise((tell) => (worker.onmessage = ({ data }) => tell(data)));
    worker.postMessage({ id: 1, secret: random(8), salt: SALT, cost: { ...COST, ...change } });
    assert.deepEqual({ ...(await said) }, { id: 1, failed: "floor" });
  }
  for (const length of [0, 8, 15, 17]) await assert.rejects(kdf.derive("secret", random(length)), BelowFloor);
});

test("the page refuses what is weaker even where a worker would do it", async () => {
  const willing = answering((worker, id) => worker.onmessage({ data: { id, key: random(64) } }));
  const kdf = startKdf({ makeWorker: () => willing });
  await assert.rejects(kdf.derive("secret", SALT, { ...COST, memory: 1024 }), BelowFloor);
  assert.equal((await kdf.derive("secret", SALT)).length, 64);
});

test("a refusal of one is not the end: the next is worked out", async () => {
  const kdf = startKdf({ makeWorker });
  await assert.rejects(kdf.derive("secret", SALT, { ...COST, passes: 1 }), BelowFloor);
  assert.equal((await kdf.derive("secret", SALT)).length, 64);
});

test("a device without WebAssembly, or where it is forbidden, is too weak", async () => {
  const forbid = () => { throw Object.assign(new Error("not here"), { name: "CompileError" }); };
  const worlds = {
    none: (world) => (world.WebAssembly = undefined),
    forbidden: (world) => (world.WebAssembly = { ...WebAssembly, compile: forbid, Module: forbid, instantiate: forbid }),
  };
  for (const change of Object.values(worlds)) {
    const told = [];
    const kdf = startKdf({ makeWorker: () => makeWorker(change), onWeak: (error) => told.push(error.reason) });
    await assert.rejects(kdf.derive("secret", SALT), weak("wasm"));
    await assert.rejects(kdf.derive("secret", SALT), weak("wasm"));
    assert.deepEqual(told, ["wasm"]);
  }
});

test("a device that gives no memory is too weak", async () => {
  const refuse = (world, self) => {
    const load = world.importScripts;
    world.importScripts = (address) => {
      load(address);
      self.hashwasm = { argon2id: async () => { throw new RangeError("Array buffer allocation failed"); } };
    };
  };
  const kdf = startKdf({ makeWorker: () => makeWorker(refuse) });
  await assert.rejects(kdf.derive("secret", SALT), weak("memory"));
});

test("a worker that cannot be made, fails or answers short is too weak", async () => {
  const workers = [
    () => { throw new Error("refused"); },
    () => answering((worker) => worker.onerror()),
    () => answering((worker, id) => worker.onmessage({ data: { id, key: random(32) } })),
  ];
  for (const make of workers) {
    await assert.rejects(startKdf({ makeWorker: make }).derive("secret", SALT), weak("worker"));
  }
});

test("a device that takes too long is told so, and its worker is ended", async () => {
  const worker = answering(() => {});
  const kdf = startKdf({ makeWorker: () => worker, patience: 20 });
  await assert.rejects(kdf.derive("secret", SALT), weak("time"));
  assert.ok(worker.isEnded);
});

test("after the end nothing is worked out, and who waits hears of it", async () => {
  const kdf = startKdf({ makeWorker: () => answering(() => {}) });
  const waits = kdf.derive("secret", SALT);
  setImmediate(() => kdf.end());
  await assert.rejects(waits, weak("ended"));
  await assert.rejects(kdf.derive("secret", SALT), weak("ended"));
});

test("the bytes of the secret are overwritten in the worker", async () => {
  const worker = makeWorker();
  const said = new Promise((tell) => (worker.onmessage = ({ data }) => tell(data)));
  const secret = random(16);
  worker.postMessage({ id: 1, secret, salt: SALT, cost: COST });
  await said;
  assert.ok(secret.every((byte) => byte === 0));
});
