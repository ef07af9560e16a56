// Seals bytes so that they are read whole and unchanged, or not at all.
//   0x01 | seed (32) | commitment (32) | AES-256-GCM of the padded bytes
// A fresh key for each sealing, from the seed: no counter of nonces can run out or repeat, and the
// nonce may be zero. The commitment is there because GCM alone lets one text open under two keys.
// Every byte is covered by seed, commitment or tag: there is no bit that may be flipped unseen.
import { equal, join, pad, random, unpad, utf8, wipe } from "./bytes.js";
import { VERSION, derive } from "./keys.js";

const FIRST = 0x01; // older versions stay readable, and are never written
const HEAD = 1 + 32 + 32;
const TAG = 16;

// What a kind measures when sealed, however much is inside.
export const SIZES = Object.freeze({ slot: 320, vault: 65600, file: 65600 });

// Bytes that fit inside: four say how many they are.
export const roomIn = (kind) => SIZES[kind] - HEAD - TAG - 4;

export class Unreadable extends Error {
  constructor(reason) {
    super(`cannot be read: ${reason}`);
    this.reason = reason; // "size", "version", "key" or "changed"
  }
}

const cipher = (kind) => ({
  name: "AES-GCM",
  iv: new Uint8Array(12),
  additionalData: utf8(`${VERSION}/${kind}`),
});

async function keysOfOne(key, seed, kind) {
  const both = join(key, seed);
  const message = await derive(both, `msg/${kind}`);
  const commitment = await derive(both, `commit/${kind}`);
  wipe(both);
  return { message, commitment };
}

async function aes(raw, use) {
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, [use]);
  wipe(raw);
  return key;
}

export async function seal(key, kind, plain) {
  const seed = random(32);
  const padded = pad(plain, roomIn(kind) + 4);
  const { message, commitment } = await keysOfOne(key, seed, kind);
  const secret = await aes(message, "encrypt");
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipher(kind), secret, padded));
  wipe(padded);
  return join([FIRST], seed, commitment, sealed);
}

export async function unseal(key, kind, box) {
  if (box.length !== SIZES[kind]) throw new Unreadable("size");
  if (box[0] !== FIRST) throw new Unreadable("version");
  const { message, commitment } = await keysOfOne(key, box.slice(1, 33), kind);
  if (!equal(commitment, box.slice(33, HEAD))) throw new Unreadable("key");
  try {
    const secret = await aes(message, "decrypt");
    const padded = new Uint8Array(await crypto.subtle.decrypt(cipher(kind), secret, box.slice(HEAD)));
    const plain = unpad(padded);
    wipe(padded);
    return plain;
  } catch {
    throw new Unreadable("changed");
  }
}
