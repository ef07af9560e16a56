// Seals an entry to a key of the site; supervision/away.py opens it. The private half of the pair is
// made for this one entry and forgotten here, so that the phone can't open it again.
const VERSION = 1;
const SIZE = 1024; // every box is as long as the others: its length does not tell how many were there
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const bytes = (text) => new TextEncoder().encode(text);

export async function seal(entry, { uuid, key, site, tag }) {
  const point = fromText(site);
  const theirs = await crypto.subtle.importKey("raw", point, CURVE, false, []);
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const half = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = bytes(`${VERSION}|${tag}|${uuid}|${key}`);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    await derived(secret, half, point),
    bytes(padded(JSON.stringify(entry))),
  );
  const box = { half, iv, sealed: new Uint8Array(sealed) };
  const texts = Object.fromEntries(Object.entries(box).map(([name, raw]) => [name, toText(raw)]));
  return { v: VERSION, uuid, key, tag, at: new Date().toISOString(), ...texts };
}

async function derived(secret, half, point) {
  const whole = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = new Uint8Array([...bytes("mainstay away 1"), ...half, ...point]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(how, whole, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

function padded(text) {
  const length = bytes(text).length;
  return text + " ".repeat(Math.ceil(length / SIZE) * SIZE - length);
}

function toText(raw) {
  const base64 = btoa(String.fromCharCode(...raw));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromText(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
