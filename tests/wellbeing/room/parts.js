// What the tests share: a real worker outside a browser, and a quick stand-in for its slowness.
import { createContext, runInContext } from "node:vm";
import { readFileSync } from "node:fs";
import { hkdf } from "../../../wellbeing/room/keys.js";
import { utf8 } from "../../../wellbeing/room/bytes.js";
import { memoryDoor } from "../../../wellbeing/room/door.js";
import { Vault } from "../../../wellbeing/room/vault.js";

const root = new URL("../../../", import.meta.url);
const file = (path) => readFileSync(new URL(path, root), "utf8");
const ADDRESSES = { "https://site.example/notes/-/argon2.umd.min.js": "node_modules/hash-wasm/dist/argon2.umd.min.js" };

export const ON = "2026-11-28";
export const PHRASE = "window garden silver morning paper bridge";
export const CODE = "0123456789ABCDEFGHJKMNPQRSTV";
export const known = JSON.parse(file("tests/wellbeing/room/known-answers.json"));

// kdf-worker.js as it is served, with the library as it is published. `change` may spoil its world.
export function makeWorker(change = () => {}) {
  const outside = { onmessage: null, onerror: null, postMessage: null, terminate: () => {} };
  const self = { location: { href: "https://site.example/notes/-/kdf-worker.js" } };
  const send = (data) => setImmediate(() => outside.onmessage({ data }));
  const world = createContext({ self, URL, WebAssembly, Uint8Array, Uint32Array, DataView, Promise, TextEncoder, atob, Buffer });
  self.postMessage = send;
  world.importScripts = (address) => {
    runInContext(file(ADDRESSES[address]), world);
    self.hashwasm = world.hashwasm;
  };
  change(world, self);
  runInContext(file("wellbeing/room/kdf-worker.js"), world);
  outside.postMessage = (data) => setImmediate(() => self.onmessage({ data }));
  return outside;
}

// As exact, and not slow: for tests of what is built on top.
export const quickKdf = { derive: (secret, salt) => hkdf(utf8(secret), utf8("quick"), 64, salt), end() {} };

export const note = (text, more = {}) => ({ kind: "note", on: ON, about: "", text, ...more });

export const textsOf = (vault) => vault.entries("note").map((entry) => entry.text).sort();

export async function begun({ door = memoryDoor(), on = ON } = {}) {
  const vault = await Vault.begin({ door, kdf: quickKdf, phrase: PHRASE, code: CODE, on });
  return { door, vault };
}

export const opened = (door, { kind = "pass", secret = PHRASE, on = ON } = {}) =>
  Vault.open({ door, kdf: quickKdf, kind, secret, on });
