// The vault: one locked box with everything a person keeps here.
//   a way in (phrase, code, passkey) → a slot at a place of its own → the master key → the vault
// Promises: what is saved is never half saved; two devices never lose each other's entries; a change
// of ways in that breaks off half-way is finished the next time (`left` inside says what is owed);
// nothing is held after lock() but what the browser itself has not yet thrown away.
import { hex, unhex, wipe } from "./bytes.js";
import { Conflict, DoorError } from "./door.js";
import * as inside from "./entries.js";
import * as taking from "./export.js";
import { vaultKeys } from "./keys.js";
import { roomIn, seal } from "./sealing.js";
import { NotOpened, listed, newVault, openSlot } from "./ways.js";
import { readVault, rewriteSlot, saltFor, wayIn, writeSlot } from "./ways.js";

export { Full } from "./entries.js";
export { NotThisFile } from "./export.js";
export { Altered, Gone, NotOpened, Taken } from "./ways.js";

const ATTEMPTS = 5; // when another device keeps writing in between

export class Changed extends Error {} // another device wrote each time we tried; nothing is lost
export class LastWayIn extends Error {} // phrase or code: one of them stays

const frozen = (value) => {
  if (value && typeof value === "object") Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

const unlessNotOpened = (error) => {
  if (!(error instanceof NotOpened)) throw error;
};

const isSame = (one, other) => one.loc === other.loc && one.master === other.master;

export class Vault {
  #means; // { door, kdf, salt }
  #on; // today, as the device says
  #held; // { master, place, key, etag }, or null when locked
  #data; // as saved last
  #opened; // revision that the server gave us first
  #setBack = 0; // by how many revisions it later fell behind what we had seen
  #last = Promise.resolve();

  // Not for callers: begin() and open() make vaults.
  constructor(means, on, held, data) {
    this.#means = means;
    this.#on = inside.checkedDay(on);
    this.#held = held;
    this.#data = data;
    this.#opened = data.rev;
  }

  // — beginning and opening —

  static async begin({ door, kdf, phrase, code, on }) {
    const means = { door, kdf, salt: await saltFor("pass", door) };
    const ways = [await wayIn("pass", phrase, means), await wayIn("code", code, means)];
    const { held, data } = await newVault(door, inside.emptyData(inside.checkedDay(on)), ways, on);
    return new Vault(means, on, held, data);
  }

  // `secret`: what was typed, or the 32 bytes of a passkey (kind "key").
  static async open({ door, kdf, kind, secret, on }) {
    const means = { door, kdf, salt: await saltFor(kind, door) };
    const way = await wayIn(kind, secret, means);
    const master = await openSlot(door, way);
    const keys = await vaultKeys(master);
    const { etag, data } = await readVault(door, keys);
    const vault = new Vault(means, on, { master, ...keys, etag }, data);
    await vault.#settle(hex(way.place));
    return vault;
  }

  // — looking —

  get data() {
    this.#mustBeOpen();
    return frozen(JSON.parse(JSON.stringify(inside.prune(this.#data, this.#today))));
  }

  // Oldest first.
  entries(kind) {
    return this.data.entries.filter((entry) => entry.kind === kind);
  }

  // Bytes taken and bytes there are.
  get room() {
    this.#mustBeOpen();
    return { used: inside.sizeOf(this.#data), of: roomIn("vault") };
  }

  // How many revisions are missing against one seen before; 0 when all is as it should be.
  tellsRollback(seenRevision = 0) {
    return Math.max(this.#setBack, seenRevision - this.#opened, 0);
  }

  // — keeping —

  // A new entry without `id` gets one; who may have to try again brings their own (newId()), so that
  // it is kept once. → the entry as kept, or null when another device removed it meanwhile.
  keep(entry) {
    const id = entry.id ?? inside.newId();
    return this.#inTurn(async () => {
      const known = this.#data.entries.find((each) => each.id === id);
      const since = inside.monthsBefore(this.#today, this.#data.keep);
      const on = entry.on >= since ? entry.on : this.#today; // from a clock that ran back
      const kept = { ...entry, id, on, n: (known?.n ?? 0) + 1 };
      await this.#save((data) => inside.withEntry(data, kept));
      return this.data.entries.find((each) => each.id === id) ?? null;
    });
  }

  remove(id) {
    return this.#inTurn(() => this.#save((data) => inside.without(data, id, this.#today)));
  }

  setKeep(months) {
    const isFit = Number.isInteger(months) && months >= inside.SHORTEST && months <= inside.LONGEST;
    if (!isFit) throw new RangeError("from 6 to 24 months");
    return this.#inTurn(() => this.#save((data) => ({ ...data, keep: months })));
  }

  // Adds what a file holds (fromFile) to what is here.
  takeIn(taken) {
    return this.#inTurn(() => this.#save((data) => inside.merge(data, { ...taken, rev: 0 })));
  }

  // — ways in —

  changePhrase(phrase) {
    return this.#inTurn(() => this.#replace("pass", phrase));
  }

  newCode(code) {
    return this.#inTurn(() => this.#replace("code", code));
  }

  // One more, beside those there are.
  addKey(secret) {
    return this.#inTurn(() => this.#replace("key", secret));
  }

  removeSlot(loc) {
    return this.#inTurn(async () => {
      await this.#save((data) => {
        const rest = inside.withoutSlots(data, (slot) => slot.loc === loc);
        if (!rest.slots.some((slot) => slot.kind !== "key")) throw new LastWayIn();
        return rest;
      });
      await this.#tidy();
    });
  }

  // "Somebody may know my phrase": another master key, another place, phrase and code anew.
  rekey({ phrase, code }) {
    return this.#inTurn(async () => {
      await this.#load();
      const { door } = this.#means;
      const ways = [await this.#wayIn("pass", phrase), await this.#wayIn("code", code)];
      this.#mustBeOpen();
      const old = this.#held.master.slice();
      const owed = inside.withoutSlots(this.#data, () => true);
      const data = { ...owed, left: [{ kind: "vault", master: hex(old) }, ...owed.left] };
      const moved = await newVault(door, data, ways, this.#today, old).finally(() => wipe(old));
      this.#mustBeOpen();
      this.#forget();
      this.#held = moved.held;
      this.#data = moved.data;
      await this.#tidy();
    });
  }

  // The vault first: what then still lies in slots opens nothing.
  deleteAll() {
    return this.#inTurn(async () => {
      const { door } = this.#means;
      await this.#load().catch(unlessNotOpened); // gone or altered: the rest goes all the same
      this.#mustBeOpen();
      const { slots, left } = this.#data;
      await door.remove("vault", this.#held.place);
      for (const { master } of left.filter((owed) => owed.master)) {
        await door.remove("vault", (await vaultKeys(unhex(master))).place);
      }
      for (const { loc } of [...slots, ...left].filter((slot) => slot.loc)) {
        await door.remove("slot", unhex(loc));
      }
      this.lock();
    });
  }

  // Overwrites the keys and lets go of everything. What is on its way out already still arrives.
  lock() {
    if (this.#held) this.#forget();
    this.#data = null;
  }

  // — taking along —

  asFile({ kdf, phrase }) {
    return taking.asFile(this.data, { kdf, phrase });
  }

  static fromFile(bytes, { kdf, phrase }) {
    return taking.fromFile(bytes, { kdf, phrase });
  }

  asText(words) {
    return taking.asText(this.data, words);
  }

  // — within —

  get #today() {
    return inside.todayOf(this.#data, this.#on);
  }

  #mustBeOpen() {
    if (!this.#held) throw new NotOpened("locked");
  }

  #forget() {
    wipe(this.#held.master, this.#held.key);
    this.#held = null;
  }

  // One change after the other: two quick ones never race.
  #inTurn(work) {
    const turn = this.#last.then(() => {
      this.#mustBeOpen();
      return work();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #wayIn(kind, secret) {
    this.#means.salt ??= await saltFor(kind, this.#means.door);
    return wayIn(kind, secret, this.#means);
  }

  // The slot first, then the list, then the old ones: at no moment is there no way in.
  async #replace(kind, secret) {
    const way = await this.#wayIn(kind, secret);
    this.#mustBeOpen();
    const master = this.#held.master.slice();
    await writeSlot(this.#means.door, way, master).finally(() => wipe(master));
    const slot = listed(way, this.#today);
    const isOld = (each) => each.loc === slot.loc || (each.kind === kind && kind !== "key");
    await this.#save((data) => {
      const rest = inside.withoutSlots(data, isOld);
      const left = rest.left.filter((owed) => owed.loc !== slot.loc);
      return { ...rest, left, slots: [...rest.slots, slot] };
    });
    await this.#tidy();
  }

  // Does what a change still owes: old slots removed; an old vault emptied into this one first.
  async #tidy() {
    const { left } = this.#data;
    if (!left.length) return;
    for (const owed of left) {
      if (owed.kind === "vault") await this.#moveFrom(unhex(owed.master));
      else await this.#means.door.remove("slot", unhex(owed.loc));
      this.#mustBeOpen();
    }
    await this.#save((data) => ({
      ...data,
      left: data.left.filter((owed) => !left.some((done) => isSame(done, owed))),
    }));
  }

  // What is owed, and what is due, at an opening. Not being able to is no reason not to open.
  async #settle(loc) {
    // Whoever came by a slot that is to go may not know the new one yet: then it waits.
    const isOld = this.#data.left.some((owed) => owed.loc === loc);
    try {
      if (!isOld) await this.#tidy();
      await this.#renew();
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
    }
  }

  // The server forgets what nobody wrote for 24 months, so once a quarter all is written anew: the
  // slots as they are (their keys are not known here), the vault with the list.
  async #renew() {
    const month = this.#today.slice(0, 7);
    const isDue = (slot) => inside.quarterOf(slot.on) < inside.quarterOf(month);
    if (!this.#data.slots.some(isDue)) return;
    for (const { loc } of this.#data.slots.filter(isDue)) {
      await rewriteSlot(this.#means.door, unhex(loc));
      this.#mustBeOpen();
    }
    await this.#save((data) => ({
      ...data,
      slots: data.slots.map((slot) => (isDue(slot) ? { ...slot, on: month } : slot)),
    }));
  }

  // Another device may have saved there while we moved.
  async #moveFrom(master) {
    const { door } = this.#means;
    const old = await vaultKeys(master);
    wipe(master);
    const there = await readVault(door, old).catch(unlessNotOpened);
    wipe(old.key);
    if (there) await this.#save((data) => inside.merge(data, { ...there.data, rev: 0 }));
    await door.remove("vault", old.place);
  }

  // Reads what is there now and brings ours into it; an older one than ours takes nothing away.
  async #load() {
    const held = this.#held;
    const { etag, data: theirs } = await readVault(this.#means.door, held);
    this.#mustBeOpen();
    this.#setBack = Math.max(this.#setBack, this.#data.rev - theirs.rev);
    const both = await inside.merge(theirs, this.#data);
    this.#mustBeOpen();
    this.#data = both;
    held.etag = etag;
  }

  async #save(edit) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      this.#mustBeOpen();
      const before = this.#data;
      const today = this.#today;
      const edited = inside.prune(await edit(before), today);
      const isSaved = await this.#put({ ...edited, rev: before.rev + 1, saved: today.slice(0, 7) });
      if (isSaved) return;
      await this.#load();
    }
    throw new Changed();
  }

  async #put(data) {
    this.#mustBeOpen();
    const held = this.#held;
    const key = held.key.slice(); // lock() may overwrite the other while we wait
    try {
      const box = await seal(key, "vault", inside.pack(data));
      const etag = await this.#means.door.put("vault", held.place, held.etag, box);
      if (this.#held !== held) return true;
      held.etag = etag;
      this.#data = data;
      return true;
    } catch (error) {
      if (error instanceof Conflict) return false;
      throw error;
    } finally {
      wipe(key);
    }
  }
}
