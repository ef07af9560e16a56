// From one secret to every key, by HKDF-SHA-256 (RFC 5869) under the name "sc/v1".
// Places (locators) and keys come from the same secret by different names, so a place tells nothing
// of the key, and the server, which sees places, learns neither key nor person.
import { hex, random, utf8 } from "./bytes.js";

export const VERSION = "sc/v1";
const NO_SALT = new Uint8Array(32); // RFC 5869 §2.2: the salt is then as many zeros as the hash is long
const DIFFERENT = 6; // 16 random bytes with fewer different values: once in 10^17

export class BadSalt extends Error {}

// Without it (an address that is not secure, a very old browser) nothing here can work.
export const canSeal = () => Boolean(globalThis.crypto?.subtle);

export async function hkdf(secret, info, length = 32, salt = NO_SALT) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8));
}

export const derive = (secret, name, length) => hkdf(secret, utf8(`${VERSION}/${name}`), length);

// A server that sends one salt to everybody, or a short one, would make guessing cheaper.
export function checkedSalt(salt) {
  const isFit = salt instanceof Uint8Array && salt.length === 16 && new Set(salt).size >= DIFFERENT;
  if (!isFit) throw new BadSalt("the salt is not 16 random bytes");
  return salt;
}

// The salt of the slow function: the server's, mixed with what the server cannot choose.
export async function slowSalt(origin, salt, kind) {
  const mixed = utf8(`${origin}|${hex(checkedSalt(salt))}|${kind}`);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", mixed)).slice(0, 16);
}

// `stretched`: 64 bytes of Argon2id, or the 32 of a passkey. Kind: "pass", "code" or "key".
export async function slotKeys(stretched, kind) {
  const place = await derive(stretched, `slot-loc/${kind}`);
  return { kind, place, key: await derive(stretched, `slot-kek/${kind}`) };
}

export const newMasterKey = () => random(32);

export async function vaultKeys(master) {
  return { place: await derive(master, "vault-loc"), key: await derive(master, "vault-key") };
}
