import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as doors from "../../../wellbeing/room/door.js";
import { hex, random, utf8 } from "../../../wellbeing/room/bytes.js";

const { httpDoor, memoryDoor } = doors;
const place = random(32);
const etag = random(16);
const wayOut = globalThis.fetch;
afterEach(() => (globalThis.fetch = wayOut));

// The network ends here: what was sent is kept, and answered as told.
function answered(status, body = []) {
  const sent = [];
  globalThis.fetch = async (address, how) => {
    sent.push({ address: String(address), ...how });
    return new Response(status === 200 ? Uint8Array.from(body) : null, { status });
  };
  return sent;
}

const door = () => httpDoor({ origin: "https://notes.example", address: "https://notes.example/notes/box" });

test("each verb sends exactly its bytes, to one address, without traces", async () => {
  const box = random(320);
  const zeros = new Uint8Array(16);
  const verbs = [
    [() => door().salt(), 16, utf8("s-")],
    [() => door().get("slot", place), 336, [...utf8("gs"), ...place, ...zeros]],
    [() => door().get("vault", place), 65616, [...utf8("gv"), ...place, ...zeros]],
    [() => door().put("slot", place, etag, box), 16, [...utf8("ps"), ...place, ...etag, ...box]],
    [() => door().remove("vault", place), 0, [...utf8("dv"), ...place, ...zeros]],
  ];
  for (const [verb, size, bytes] of verbs) {
    const [sent] = [answered(200, random(size))];
    await verb();
    assert.equal(sent.length, 1);
    assert.equal(hex(sent[0].body), hex(Uint8Array.from(bytes)));
    const { address, method, cache, credentials, referrerPolicy, redirect, headers } = sent[0];
    assert.deepEqual(
      { address, method, cache, credentials, referrerPolicy, redirect, headers },
      {
        address: "https://notes.example/notes/box",
        method: "POST",
        cache: "no-store",
        credentials: "same-origin",
        referrerPolicy: "no-referrer",
        redirect: "error",
        headers: { "Content-Type": "application/octet-stream" },
      },
    );
  }
});

test("an answer of another size is not understood", async () => {
  const asks = [() => door().salt(), () => door().get("slot", place), () => door().remove("slot", place)];
  for (const ask of asks) {
    answered(200, random(15));
    await assert.rejects(ask(), doors.NotUnderstood);
  }
});

test("every refusal has its class", async () => {
  const classes = { 400: "NotUnderstood", 401: "SignedOut", 403: "NotFromHere", 404: "NotUnderstood", 409: "Conflict",
    423: "Locked", 429: "TooOften", 500: "Offline", 502: "Offline", 507: "NoRoom" };
  for (const [status, name] of Object.entries(classes)) {
    answered(Number(status));
    await assert.rejects(door().salt(), (error) => error.constructor === doors[name], status);
  }
  globalThis.fetch = async () => { throw new TypeError("failed to fetch"); };
  await assert.rejects(door().salt(), doors.Offline);
});

test("without a server the same promises hold", async () => {
  const memory = memoryDoor();
  const zeros = new Uint8Array(16);
  const box = random(320);
  const unknown = await memory.get("slot", place);
  assert.ok(doors.isUnknown(unknown) && unknown.box.length === 320);
  const mark = await memory.put("slot", place, zeros, box);
  assert.deepEqual((await memory.get("slot", place)).box, box);
  for (const wrong of [zeros, random(16)]) await assert.rejects(memory.put("slot", place, wrong, box), doors.Conflict);
  await assert.rejects(memory.put("slot", random(32), mark, box), doors.Conflict); // what was removed stays so
  await assert.rejects(memory.put("slot", place, mark, random(319)), doors.NotUnderstood);
  await memory.remove("slot", place);
  await memory.remove("slot", place);
  assert.ok(doors.isUnknown(await memory.get("slot", place)));
});
