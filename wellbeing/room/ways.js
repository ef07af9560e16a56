// The ways in. Each secret leads to a place and a key; at the place lies a slot, the master key
// sealed under that key. Who does not know the secret cannot find the slot, let alone open it.
import { equal, hex, wipe } from "./bytes.js";
import { read as readCode } from "./code.js";
import { isUnknown } from "./door.js";
import { pack, unpack } from "./entries.js";
import { checkedSalt, newMasterKey, slotKeys, slowSalt, vaultKeys } from "./keys.js";
import { normalise } from "./phrase.js";
import { seal, unseal } from "./sealing.js";

const NONE = new Uint8Array(16);

export class NotOpened extends Error {} // nothing there, or another secret; or locked meanwhile
export class Gone extends NotOpened {} // the secret is right, but the vault is no longer there
export class Altered extends NotOpened {} // the secret is right, but the vault was changed
export class Taken extends Error {} // this secret already opens another vault of the same person

function secretOf(kind, typed) {
  const secret = kind === "code" ? readCode(typed) : normalise(typed);
  if (!secret) throw new NotOpened("nothing that could be a phrase or a code");
  return secret;
}

async function stretched(kind, secret, { door, kdf, salt }) {
  if (kind === "key") return Uint8Array.from(secret); // 32 random bytes need no stretching
  return kdf.derive(secretOf(kind, secret), await slowSalt(door.origin, salt, kind));
}

// Kind: "pass", "code" or "key". → { kind, place, key }
export async function wayIn(kind, secret, means) {
  const bytes = await stretched(kind, secret, means);
  const way = await slotKeys(bytes, kind);
  wipe(bytes);
  return way;
}

// Asked for at each opening; a passkey does without.
export const saltFor = async (kind, door) => (kind === "key" ? null : checkedSalt(await door.salt()));

export const listed = (way, on) => ({ kind: way.kind, loc: hex(way.place), on: on.slice(0, 7) });

async function masterIn(way, found) {
  if (isUnknown(found)) return null;
  try {
    return await unseal(way.key, "slot", found.box);
  } catch {
    return null;
  }
}

// The master key, or NotOpened: that nothing is there and that the secret is another look alike.
export async function openSlot(door, way) {
  const master = await masterIn(way, await door.get("slot", way.place));
  if (!master) throw new NotOpened("nothing there, or another secret");
  return master;
}

// → { etag, data }
export async function readVault(door, { place, key }) {
  const found = await door.get("vault", place);
  if (isUnknown(found)) throw new Gone("no longer there");
  try {
    return { etag: found.etag, data: unpack(await unseal(key, "vault", found.box)) };
  } catch {
    throw new Altered("not as it was saved");
  }
}

// A beginning or a move that broke off: nothing was ever kept in it, or it is owed our contents.
async function isUnfinished(door, master, ours) {
  try {
    const { data } = await readVault(door, await vaultKeys(master));
    return data.rev <= 1 || data.left.some((owed) => owed.master === hex(ours));
  } catch (error) {
    if (error instanceof Gone) return true;
    throw error;
  }
}

// Writes the slot where there is none, or over what is this vault's own. `old`: the key moved from.
export async function writeSlot(door, way, master, old = master) {
  const found = await door.get("slot", way.place);
  if (!isUnknown(found)) {
    const held = await masterIn(way, found);
    const isOurs = held && (equal(held, master) || (await isUnfinished(door, held, old)));
    if (!isOurs) throw new Taken("already opens another vault");
    wipe(held);
  }
  await door.put("slot", way.place, found.etag, await seal(way.key, "slot", master));
}

// The same bytes again, so that the server sees it is in use.
export async function rewriteSlot(door, place) {
  const found = await door.get("slot", place);
  if (!isUnknown(found)) await door.put("slot", place, found.etag, found.box);
}

// A vault that was not there: itself first, so that no slot ever opens nothing; then the slots.
// `old`: the master key that the contents come from. What breaks off is taken back, if it can be.
export async function newVault(door, data, ways, today, old = null) {
  const master = newMasterKey();
  const keys = await vaultKeys(master);
  const slots = ways.map((way) => listed(way, today));
  const isOwed = (slot) => data.left.some((owed) => owed.loc === slot.loc);
  if (slots.some(isOwed)) throw new Taken("the old phrase or code");
  const first = { ...data, slots, rev: data.rev + 1, saved: today.slice(0, 7) };
  const written = [];
  try {
    const box = await seal(keys.key, "vault", pack(first));
    const etag = await door.put("vault", keys.place, NONE, box);
    for (const way of ways) {
      await writeSlot(door, way, master, old ?? master);
      written.push(way);
    }
    return { held: { master, ...keys, etag }, data: first };
  } catch (error) {
    await takeBack(door, keys, written);
    wipe(master, keys.key);
    throw error;
  }
}

async function takeBack(door, keys, ways) {
  try {
    for (const way of ways) await door.remove("slot", way.place);
    await door.remove("vault", keys.place);
  } catch {
    // The way is closed: what stays is unfinished, and known as such the next time.
  }
}
