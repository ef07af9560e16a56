// What a person takes with them: a locked file that any copy of this program, and the independent
// tools/open-my-vault, can open; or plain text. The file has keys of its own and names no place of
// the server, so it opens nothing but itself.
//   {"format":"notes-file/1","salt":hex,"slot":base64,"vault":base64}     exactly so, no other spelling
import { base64, hex, random, textOf, unbase64, unhex, utf8, wipe } from "./bytes.js";
import { newMasterKey, slotKeys, slowSalt, vaultKeys } from "./keys.js";
import { pack, unpack } from "./entries.js";
import { normalise } from "./phrase.js";
import { Unreadable, seal, unseal } from "./sealing.js";

const FORMAT = "notes-file/1";
const ORIGIN = "file"; // in place of the site's origin

// Not such a file, changed, cut short, or another phrase: which of these cannot be told apart.
export class NotThisFile extends Error {}

async function keysFrom(phrase, salt, kdf) {
  const stretched = await kdf.derive(normalise(phrase), await slowSalt(ORIGIN, salt, "pass"));
  const { key } = await slotKeys(stretched, "pass");
  wipe(stretched);
  return key;
}

const withoutPlaces = (data) => ({ ...data, slots: [], left: [] });

export async function asFile(data, { kdf, phrase }) {
  const salt = random(16);
  const master = newMasterKey();
  const slotKey = await keysFrom(phrase, salt, kdf);
  const { key } = await vaultKeys(master);
  const slot = base64(await seal(slotKey, "slot", master));
  const vault = base64(await seal(key, "file", pack(withoutPlaces(data))));
  wipe(master, slotKey, key);
  return utf8(JSON.stringify({ format: FORMAT, salt: hex(salt), slot, vault }));
}

// Only the spelling that asFile() writes; an editor may have added white space at the end.
function parts(bytes) {
  const text = textOf(bytes).trimEnd();
  const { format, salt, slot, vault } = JSON.parse(text);
  const isOurs = format === FORMAT && JSON.stringify({ format, salt, slot, vault }) === text;
  if (!isOurs) throw new NotThisFile("another format");
  return { salt: unhex(salt), slot: unbase64(slot), vault: unbase64(vault) };
}

function partsOrRefusal(bytes) {
  try {
    return parts(bytes);
  } catch {
    throw new NotThisFile("not a file of this kind, or not whole");
  }
}

export async function fromFile(bytes, { kdf, phrase }) {
  const { salt, slot, vault } = partsOrRefusal(bytes);
  const slotKey = await keysFrom(phrase, salt, kdf);
  try {
    const master = await unseal(slotKey, "slot", slot);
    const { key } = await vaultKeys(master);
    return unpack(await unseal(key, "file", vault));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new NotThisFile("another phrase, or a file that was changed");
  }
}

// `words`: { check, note, plan, parts: { signs, helps, people, first }, linesOf(entry)? → lines of a
// check }, in the person's language. Without words: everything, as JSON.
export function asText(data, words) {
  if (!words) return `${JSON.stringify(withoutPlaces(data), null, 2)}\n`;
  return `${data.entries.map((entry) => paragraph(entry, words).join("\n")).join("\n\n")}\n`;
}

function paragraph(entry, words) {
  const head = `${entry.on} — ${words[entry.kind] ?? entry.kind}`;
  if (entry.kind === "note") return [head, entry.text];
  if (entry.kind === "plan") return [head, ...planLines(entry, words)];
  return [head, ...(words.linesOf?.(entry) ?? answerLines(entry))];
}

const planLines = (entry, words) =>
  Object.entries(entry.parts)
    .filter(([, said]) => said)
    .map(([part, said]) => `${words.parts?.[part] ?? part}: ${said}`);

const answerLines = (entry) =>
  Object.entries(entry.answers ?? {}).map(([item, value]) => `${item}: ${value}`);
