import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, random } from "../../../wellbeing/room/bytes.js";
import { Conflict, Offline, isUnknown, memoryDoor } from "../../../wellbeing/room/door.js";
import { newId } from "../../../wellbeing/room/entries.js";
import { BadSalt } from "../../../wellbeing/room/keys.js";
import { startKdf } from "../../../wellbeing/room/kdf.js";
import { Altered, Changed, Full, Gone, LastWayIn, NotOpened, Taken, Vault } from "../../../wellbeing/room/vault.js";
import { CODE, ON, PHRASE, begun, makeWorker, note, opened, quickKdf, textsOf } from "./parts.js";

const NEW = "seven small boats on the water";
const NEW_CODE = "ZYXWVTSRQPNMKJHGFEDCBA987654";
const count = (door, kind) => [...door.rows.keys()].filter((place) => place.startsWith(kind)).length;

// The same door, of which one verb is told by `instead` when it is asked for the nth time.
function spoilt(door, verb, instead, nth = 1) {
  let asked = 0;
  return { ...door, [verb]: (...with_) => ((asked += 1) === nth ? instead(...with_) : door[verb](...with_)) };
}

const broken = () => Promise.reject(new Offline());

// — beginning and opening —

test("a phrase and a code each open what was kept", async () => {
  const { door, vault } = await begun();
  const kept = await vault.keep(note("a quiet day"));
  assert.deepEqual([kept.text, kept.n, kept.id.length], ["a quiet day", 1, 32]);
  const ways = [["pass", PHRASE], ["pass", " Window GARDEN, silver  mórning paper bridge. "], ["code", CODE], ["code", "oi23 4567-89ab cdefghjkmnpqrstv"]];
  for (const [kind, secret] of ways) {
    assert.deepEqual(textsOf(await opened(door, { kind, secret })), ["a quiet day"]);
  }
  assert.deepEqual([count(door, "vault"), count(door, "slot")], [1, 2]);
});

test("the real slow function opens it too", async () => {
  const kdf = startKdf({ makeWorker });
  const door = memoryDoor();
  const vault = await Vault.begin({ door, kdf, phrase: PHRASE, code: CODE, on: ON });
  await vault.keep(note("slowly"));
  const again = await Vault.open({ door, kdf, kind: "code", secret: CODE, on: ON });
  assert.deepEqual(textsOf(again), ["slowly"]);
});

test("another secret, another person and an empty place all look the same", async () => {
  const { door } = await begun();
  const others = { ...memoryDoor(), get: door.get }; // the same rows, another person's salt
  await assert.rejects(opened(door, { secret: NEW }), NotOpened);
  await assert.rejects(opened(door, { kind: "code", secret: NEW_CODE }), NotOpened);
  await assert.rejects(opened(door, { kind: "code", secret: PHRASE }), NotOpened);
  await assert.rejects(opened(door, { secret: " … " }), NotOpened);
  await assert.rejects(opened(others), NotOpened);
  await assert.rejects(opened(memoryDoor()), NotOpened);
});

test("a server that sends a poor or another salt opens nothing", async () => {
  const { door } = await begun();
  for (const salt of [new Uint8Array(16), random(15), random(32)]) {
    await assert.rejects(opened({ ...door, salt: async () => salt }), BadSalt);
    await assert.rejects(begun({ door: { ...memoryDoor(), salt: async () => salt } }), BadSalt);
  }
  await assert.rejects(opened({ ...door, salt: async () => random(16) }), NotOpened);
  await assert.rejects(opened({ ...door, origin: "https://elsewhere.example" }), NotOpened);
});

test("whoever holds the rows' places and boxes finds no word in them", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("CANARY"));
  const all = [...door.rows].map(([place, { box }]) => place + Buffer.from(box).toString("latin1")).join();
  for (const word of ["CANARY", PHRASE, CODE, "entries"]) assert.ok(!all.includes(word));
});

test("an altered vault is named as such, and one that is gone too", async () => {
  const { door } = await begun();
  const place = [...door.rows.keys()].find((each) => each.startsWith("vault"));
  const row = door.rows.get(place);
  const box = row.box.slice();
  box[40000] ^= 1;
  door.rows.set(place, { ...row, box });
  await assert.rejects(opened(door), Altered);
  door.rows.delete(place);
  await assert.rejects(opened(door), Gone);
});

test("an altered slot opens nothing", async () => {
  const { door } = await begun();
  for (const [place, row] of door.rows) {
    if (place.startsWith("slot")) row.box[200] ^= 1;
  }
  await assert.rejects(opened(door), NotOpened);
});

test("beginning twice with one phrase never covers what is there", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("first"));
  const before = count(door, "vault");
  await assert.rejects(begun({ door }), Taken);
  assert.equal(count(door, "vault"), before);
  assert.deepEqual(textsOf(await opened(door)), ["first"]);
});

test("a beginning that breaks off anywhere can be begun again", async () => {
  for (const nth of [1, 2, 3]) {
    for (const isLate of [false, true]) {
      const door = memoryDoor();
      const late = async (...sent) => { await door.put(...sent); throw new Offline(); };
      const cut = { ...spoilt(door, "put", isLate ? late : broken, nth), remove: broken };
      await assert.rejects(begun({ door: cut }), Offline);
      const { vault } = await begun({ door });
      await vault.keep(note("after all"));
      assert.deepEqual(textsOf(await opened(door)), ["after all"]);
      assert.deepEqual(textsOf(await opened(door, { kind: "code", secret: CODE })), ["after all"]);
    }
  }
});

// — keeping —

test("every box has the same size with 1, 30 and 150 entries, and each save is one request", async () => {
  const { door, vault } = await begun();
  const sent = [];
  const put = door.put;
  door.put = (kind, ...rest) => { sent.push([kind, rest[2].length]); return put(kind, ...rest); };
  const answers = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`item-${at}`, at % 5]));
  for (let at = 0; at < 150; at += 1) {
    await vault.keep({ kind: "check", on: ON, check: "our-check", version: "1.0.0", answers });
  }
  assert.equal(vault.entries("check").length, 150);
  assert.deepEqual(new Set(sent.map(String)), new Set(["vault,65600"]));
  assert.equal(sent.length, 150);
});

test("a changed entry counts its changes, a removed one stays away", async () => {
  const { door, vault } = await begun();
  const { id } = await vault.keep(note("one"));
  const again = await vault.keep({ ...vault.data.entries[0], text: "two" });
  assert.deepEqual([again.id, again.n, again.text], [id, 2, "two"]);
  await vault.remove(id);
  const later = await opened(door);
  assert.deepEqual(later.data.entries, []);
  assert.deepEqual(later.data.gone, [{ id, on: ON }]);
  assert.equal(await later.keep({ ...again, text: "three" }), null);
});

test("quick changes one after the other all arrive", async () => {
  const { door, vault } = await begun();
  const texts = Array.from({ length: 8 }, (_, at) => `note ${at}`);
  await Promise.all(texts.map((text) => vault.keep(note(text))));
  assert.deepEqual(textsOf(await opened(door)), texts);
});

test("two devices: thirty and one and one are thirty-two", async () => {
  const { door, vault: phone } = await begun();
  for (let at = 0; at < 30; at += 1) await phone.keep(note(`old ${at}`));
  const desk = await opened(door);
  await phone.keep(note("from the phone"));
  await desk.keep(note("from the desk"));
  assert.equal(desk.entries("note").length, 32);
  assert.equal((await opened(door)).entries("note").length, 32);
  assert.equal(desk.tellsRollback(), 0);
});

test("two devices that change one entry both keep theirs; a removal wins", async () => {
  const { door, vault: phone } = await begun();
  const first = await phone.keep(note("first"));
  const other = await phone.keep(note("to go"));
  const desk = await opened(door);
  await phone.keep({ ...first, text: "phone" });
  await phone.remove(other.id);
  await desk.keep({ ...first, text: "desk" });
  assert.equal(await desk.keep({ ...other, text: "changed" }), null);
  assert.deepEqual(textsOf(await opened(door)), ["desk", "phone"]);
});

test("an answer that is lost on the way makes no second entry", async () => {
  const { door, vault } = await begun();
  const entry = note("once", { id: newId() });
  const late = async (...sent) => { await door.put(...sent); throw new Offline(); };
  const shaky = await opened(spoilt(door, "put", late));
  await assert.rejects(shaky.keep(entry), Offline);
  await shaky.keep(entry);
  await vault.keep(note("other device"));
  assert.deepEqual(textsOf(vault), ["once", "other device"]);
});

test("what could not be sent is not shown as kept, and can be sent again", async () => {
  const { door } = await begun();
  const vault = await opened(spoilt(door, "put", broken));
  await assert.rejects(vault.keep(note("one")), Offline);
  assert.deepEqual(textsOf(vault), []);
  await vault.keep(note("one"));
  assert.deepEqual(textsOf(await opened(door)), ["one"]);
});

test("a place where somebody else writes every time is given up, with nothing lost", async () => {
  const { door } = await begun();
  const vault = await opened({ ...door, put: () => Promise.reject(new Conflict()) });
  await assert.rejects(vault.keep(note("one")), Changed);
});

test("a full vault says by how much, and keeps what it has", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("x".repeat(60000)));
  const { used, of } = vault.room;
  await assert.rejects(vault.keep(note("y".repeat(8000))), (error) => error instanceof Full && error.over > 8000 + used - of && error.over < 8300 + used - of);
  await vault.keep(note("short"));
  assert.equal((await opened(door)).entries("note").length, 2);
});

test("entries older than wished for go with the next save", async () => {
  const { door, vault } = await begun({ on: "2026-01-10" });
  await vault.keep(note("winter", { on: "2026-01-10" }));
  await vault.keep(note("spring", { on: "2026-04-10" }));
  await vault.setKeep(6);
  const later = await opened(door, { on: "2026-08-01" });
  assert.deepEqual(textsOf(later), ["spring"]);
  await later.keep(note("summer", { on: "2026-08-01" }));
  assert.deepEqual(textsOf(await opened(door, { on: "2026-01-11" })), ["spring", "summer"]);
  for (const months of [5, 25, 6.5, "12"]) assert.throws(() => later.setKeep(months), RangeError);
});

test("a device whose clock is far wrong loses nothing", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("today"));
  for (const on of ["1970-01-01", "2038-01-19"]) {
    const wrong = await opened(door, { on });
    await wrong.keep(note(`clock ${on}`, { on }));
    assert.equal(wrong.data.saved, "2026-11");
  }
  assert.deepEqual(textsOf(await opened(door)), ["clock 1970-01-01", "clock 2038-01-19", "today"]);
});

test("what is shown cannot be changed in place", async () => {
  const { vault } = await begun();
  await vault.keep(note("one"));
  assert.throws(() => (vault.data.entries[0].text = "two"), TypeError);
  assert.throws(() => vault.data.entries.push(1), TypeError);
});

test("once a quarter every slot and the vault are written anew, so that none is forgotten as old", async () => {
  const { door, vault } = await begun({ on: "2026-03-31" });
  await vault.addKey(random(32));
  await vault.keep(note("kept", { on: "2026-03-31" }));
  const marks = () => [...door.rows].map(([place, { etag }]) => place + hex(etag));
  const before = marks();
  await opened(door, { on: "2026-03-31" });
  assert.deepEqual(marks(), before);
  const later = await opened(door, { on: "2026-04-01" });
  assert.ok(marks().every((mark) => !before.includes(mark)));
  assert.deepEqual(new Set(later.data.slots.map((slot) => slot.on)), new Set(["2026-04"]));
  const after = marks();
  await opened(door, { on: "2026-06-30", kind: "code", secret: CODE });
  assert.deepEqual(marks(), after);
  const offline = await opened({ ...door, put: broken }, { on: "2026-07-01" }); // it opens all the same
  assert.deepEqual(textsOf(offline), ["kept"]);
});

// — rollback —

test("an older vault put back is noticed by who has seen a newer one", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("one"));
  const old = new Map([...door.rows].map(([place, row]) => [place, { ...row }]));
  await vault.keep(note("two"));
  const seen = vault.data.rev;
  for (const [place, row] of old) door.rows.set(place, row);
  const again = await opened(door);
  assert.equal(again.tellsRollback(seen), 1);
  assert.equal(again.tellsRollback(), 0);
  assert.equal(vault.tellsRollback(), 0);
  await vault.keep(note("three")); // who still has the newer one open puts it right, and knows
  assert.equal(vault.tellsRollback(), 1);
  assert.deepEqual(textsOf(await opened(door)), ["one", "three", "two"]);
});

// — ways in —

test("after a change of phrase the old one opens nothing, the code still does", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("kept"));
  await vault.changePhrase(NEW);
  await assert.rejects(opened(door), NotOpened);
  assert.deepEqual(textsOf(await opened(door, { secret: NEW })), ["kept"]);
  assert.deepEqual(textsOf(await opened(door, { kind: "code", secret: CODE })), ["kept"]);
  assert.deepEqual([count(door, "slot"), vault.data.slots.length, vault.data.left.length], [2, 2, 0]);
});

test("changing a phrase to itself leaves the way in", async () => {
  const { door, vault } = await begun();
  await vault.changePhrase(PHRASE);
  await opened(door);
  assert.deepEqual([count(door, "slot"), vault.data.slots.length, vault.data.left.length], [2, 2, 0]);
});

test("a new code replaces the old one", async () => {
  const { door, vault } = await begun();
  await vault.newCode(NEW_CODE);
  await assert.rejects(opened(door, { kind: "code", secret: CODE }), NotOpened);
  await opened(door, { kind: "code", secret: NEW_CODE });
  await opened(door);
});

test("a phrase that opens another vault is not taken from it", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("first"));
  const second = await Vault.begin({ door, kdf: quickKdf, phrase: NEW, code: NEW_CODE, on: ON });
  await second.keep(note("second"));
  await assert.rejects(vault.changePhrase(NEW), Taken);
  assert.deepEqual(textsOf(await opened(door, { secret: NEW })), ["second"]);
  assert.deepEqual(textsOf(await opened(door)), ["first"]);
});

test("a change of phrase that breaks off anywhere leaves a way in, and is finished later", async () => {
  const cuts = [["get", 2], ["put", 1], ["put", 2], ["put", 3], ["remove", 1]];
  for (const [verb, nth] of cuts) {
    const { door, vault } = await begun();
    await vault.keep(note("kept"));
    const shaky = spoilt(door, verb, broken, verb === "get" ? 3 : nth); // two of them open it
    const device = await opened(shaky);
    await assert.rejects(device.changePhrase(NEW), Offline);
    const ways = await Promise.allSettled([opened(door), opened(door, { secret: NEW })]);
    const open = ways.find((way) => way.status === "fulfilled");
    assert.deepEqual(textsOf(open.value), ["kept"], `${verb} ${nth}`);
    await (await opened(door, { kind: "code", secret: CODE })).changePhrase(NEW);
    await assert.rejects(opened(door), NotOpened);
    const done = await opened(door, { secret: NEW });
    assert.deepEqual([textsOf(done), done.data.left, count(door, "slot")], [["kept"], [], 2]);
  }
});

test("a change that broke off takes the old phrase from nobody who came by it", async () => {
  const { door } = await begun();
  const device = await opened(spoilt(door, "remove", broken));
  await assert.rejects(device.changePhrase(NEW), Offline);
  await opened(door);
  await opened(door); // still there: whoever knows only the old one may come again
  await opened(door, { secret: NEW });
  await assert.rejects(opened(door), NotOpened); // the new one is known, so the old one could go
});

test("a passkey opens without salt and without the slow function, and goes alone", async () => {
  const { door, vault } = await begun();
  const secret = random(32);
  await vault.keep(note("kept"));
  await vault.addKey(secret);
  const quick = await opened({ ...door, salt: broken }, { kind: "key", secret });
  assert.deepEqual(textsOf(quick), ["kept"]);
  const { loc } = quick.data.slots.find((slot) => slot.kind === "key");
  await vault.removeSlot(loc);
  await assert.rejects(opened(door, { kind: "key", secret }), NotOpened);
  await opened(door);
  await opened(door, { kind: "code", secret: CODE });
});

test("the last of phrase and code cannot be removed", async () => {
  const { door, vault } = await begun();
  await vault.addKey(random(32));
  const [pass, code] = vault.data.slots;
  await vault.removeSlot(pass.loc);
  await assert.rejects(vault.removeSlot(code.loc), LastWayIn);
  await opened(door, { kind: "code", secret: CODE });
});

test("somebody may know my phrase: everything moves, the old opens nothing", async () => {
  const { door, vault } = await begun();
  const secret = random(32);
  await vault.keep(note("kept"));
  await vault.addKey(secret);
  const places = [...door.rows.keys()];
  await vault.rekey({ phrase: NEW, code: NEW_CODE });
  assert.ok(places.every((place) => !door.rows.has(place)));
  for (const way of [{}, { kind: "code", secret: CODE }, { kind: "key", secret }]) {
    await assert.rejects(opened(door, way), NotOpened);
  }
  await vault.keep(note("after"));
  for (const way of [{ secret: NEW }, { kind: "code", secret: NEW_CODE }]) {
    assert.deepEqual(textsOf(await opened(door, way)), ["after", "kept"]);
  }
  assert.deepEqual([count(door, "vault"), count(door, "slot"), vault.data.left], [1, 2, []]);
});

test("moving needs another phrase and another code", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("kept"));
  await assert.rejects(vault.rekey({ phrase: PHRASE, code: NEW_CODE }), Taken);
  await assert.rejects(vault.rekey({ phrase: NEW, code: CODE }), Taken);
  assert.deepEqual(textsOf(await opened(door)), ["kept"]);
  assert.equal(count(door, "vault"), 1);
  const { vault: empty } = await begun();
  await assert.rejects(empty.rekey({ phrase: PHRASE, code: NEW_CODE }), Taken);
});

test("a move that breaks off anywhere loses nothing and can be done again", async () => {
  const cuts = [["get", 3], ["get", 4], ["put", 1], ["put", 2], ["put", 3], ["get", 6], ["put", 4], ["remove", 1], ["remove", 2], ["put", 5]];
  for (const [verb, nth] of cuts) {
    const { door, vault } = await begun();
    await vault.keep(note("kept"));
    const device = await opened(spoilt(door, verb, broken, nth));
    await assert.rejects(device.rekey({ phrase: NEW, code: NEW_CODE }), Offline, `${verb} ${nth}`);
    const isMoved = device.data.left.length > 0;
    if (!isMoved) await device.rekey({ phrase: NEW, code: NEW_CODE });
    const done = await opened(door, { secret: NEW });
    assert.deepEqual([textsOf(done), done.data.left], [["kept"], []], `${verb} ${nth}`);
    await assert.rejects(opened(door), NotOpened);
    await assert.rejects(opened(door, { kind: "code", secret: CODE }), NotOpened);
  }
});

test("a move that could not even be taken back can be done again with the same phrase", async () => {
  for (const nth of [2, 3]) {
    const { door, vault } = await begun();
    await vault.keep(note("kept"));
    const late = async (...sent) => { await door.put(...sent); throw new Offline(); };
    const device = await opened(spoilt(spoilt(door, "put", late, nth), "remove", broken));
    await assert.rejects(device.rekey({ phrase: NEW, code: NEW_CODE }), Offline);
    await device.keep(note("still here"));
    await device.rekey({ phrase: NEW, code: NEW_CODE });
    assert.deepEqual(textsOf(await opened(door, { secret: NEW })), ["kept", "still here"]);
    await assert.rejects(opened(door), NotOpened);
  }
});

test("what another device saved while we moved comes along", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("kept"));
  const other = await opened(door);
  const meanwhile = async (...sent) => { await other.keep(note("meanwhile")); return door.put(...sent); };
  const device = await opened(spoilt(door, "put", meanwhile));
  await device.rekey({ phrase: NEW, code: NEW_CODE });
  assert.deepEqual(textsOf(await opened(door, { secret: NEW })), ["kept", "meanwhile"]);
  await assert.rejects(other.keep(note("too late")), Gone);
});

// — the end —

test("deleting removes every row, and the places answer like unknown ones", async () => {
  const { door, vault } = await begun();
  await vault.addKey(random(32));
  await (await opened(door)).changePhrase(NEW);
  const places = [...door.rows.keys()];
  await vault.deleteAll();
  assert.equal(door.rows.size, 0);
  for (const place of places) {
    const [kind, loc] = place.split(" ");
    assert.ok(isUnknown(await door.get(kind, Uint8Array.from(Buffer.from(loc, "hex")))));
  }
  await assert.rejects(opened(door, { secret: NEW }), NotOpened);
  assert.throws(() => vault.data, NotOpened);
});

test("a deletion that breaks off can be done again to its end", async () => {
  for (const nth of [1, 2, 3]) {
    const { door } = await begun();
    const vault = await opened(spoilt(door, "remove", broken, nth));
    await assert.rejects(vault.deleteAll(), Offline);
    await vault.deleteAll();
    assert.equal(door.rows.size, 0);
  }
});

test("another device cannot bring a deleted vault back", async () => {
  const { door, vault } = await begun();
  const other = await opened(door);
  await vault.deleteAll();
  await assert.rejects(other.keep(note("back")), Gone);
  assert.equal(door.rows.size, 0);
});

test("a locked vault holds nothing and does nothing", async () => {
  const { door, vault } = await begun();
  await vault.keep(note("one"));
  vault.lock();
  vault.lock();
  for (const look of [() => vault.data, () => vault.entries("note"), () => vault.room, () => vault.asText()]) {
    assert.throws(look, NotOpened);
  }
  for (const work of [() => vault.keep(note("two")), () => vault.changePhrase(NEW), () => vault.deleteAll()]) {
    await assert.rejects(work(), NotOpened);
  }
  assert.deepEqual(textsOf(await opened(door)), ["one"]);
});

test("locking in the middle of a save spoils nothing, whenever it comes", async () => {
  for (let turn = 0; turn < 40; turn += 1) {
    const { door, vault } = await begun();
    await vault.keep(note("one"));
    const saving = vault.keep(note("two")).catch((error) => assert.ok(error instanceof NotOpened));
    for (let wait = 0; wait < turn; wait += 1) await (wait % 4 ? null : new Promise(setImmediate));
    vault.lock();
    await saving;
    const texts = textsOf(await opened(door));
    assert.ok(texts.includes("one") && texts.length <= 2);
    assert.equal(door.rows.size, 3);
  }
});

test("locking overwrites the keys that were held", async () => {
  const wiped = [];
  const fill = Uint8Array.prototype.fill;
  const { vault } = await begun();
  Uint8Array.prototype.fill = function (value) {
    if (value === 0 && this.length === 32 && !this.every((byte) => byte === 0)) wiped.push(hex(this));
    return fill.apply(this, arguments);
  };
  try {
    vault.lock();
  } finally {
    Uint8Array.prototype.fill = fill;
  }
  assert.equal(new Set(wiped).size, 2); // master key and vault key
});

test("a day is asked for as a day", async () => {
  const { door } = await begun();
  for (const on of ["28.11.2026", "2026-11", ""]) {
    await assert.rejects(begun({ on }), RangeError);
    await assert.rejects(opened(door, { on }), RangeError);
  }
});
