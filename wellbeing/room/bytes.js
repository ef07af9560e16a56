// Bytes and nothing else: to text and back, chance without bias, comparison that takes equal time.
// Everything above speaks Uint8Array, so that what is secret can be overwritten when it has served.

export const utf8 = (text) => new TextEncoder().encode(text);

export const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

const AT_ONCE = 65536; // the browser gives no more chance in one asking

export function random(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += AT_ONCE) {
    crypto.getRandomValues(bytes.subarray(at, at + AT_ONCE));
  }
  return bytes;
}

// A whole number from 0 to limit − 1. What would favour the small ones is thrown away, not folded.
export function randomBelow(limit) {
  const fair = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < fair) return drawn % limit;
  }
}

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function unhex(text) {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new RangeError("not hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function base64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

// Only the one spelling that base64() writes: unused bits at the end must be zero too.
export function unbase64(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (base64(bytes) !== text) throw new RangeError("not base64 as written here");
  return bytes;
}

export function equal(one, other) {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one[at] ^ other[at];
  return difference === 0;
}

export const isZero = (bytes) => bytes.every((byte) => byte === 0);

// Length (four bytes, large end first), the bytes, zeros up to `size`.
export function pad(bytes, size) {
  if (bytes.length + 4 > size) throw new RangeError("too long to pad");
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, 4);
  return padded;
}

export function unpad(padded) {
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const isSound = length + 4 <= padded.length && isZero(padded.subarray(4 + length));
  if (!isSound) throw new RangeError("not padded as written here");
  return padded.slice(4, 4 + length);
}

// Overwrites secrets in place. Copies that the browser made are beyond our reach.
export function wipe(...secrets) {
  for (const secret of secrets) secret?.fill(0);
}
