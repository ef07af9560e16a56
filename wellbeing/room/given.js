// What comes with the room: the site's lists and our own questions. In the take-away page they lie
// in the page itself, since a file cannot fetch its neighbours.
const inside = (name) => document.querySelector(`script[data-inlined="${name}"]`)?.textContent;

async function readJson(name, address) {
  const text = inside(name);
  if (text) return JSON.parse(text);
  const answer = await fetch(address, { cache: "no-store", referrerPolicy: "no-referrer" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error("not given");
  return answer.json();
}

const NOT_YET = { is_open: false, support: [], checks: [] };

// { made_on, is_open, site, support, checks }, or null where it could not be read just now.
export async function readLists() {
  try {
    const envelope = await readJson("lists.json", new URL("../lists.json", import.meta.url));
    return envelope ? JSON.parse(envelope.body) : NOT_YET;
  } catch {
    return null;
  }
}

export async function readDefinitions() {
  try {
    return [await readJson("checks/our-check.json", new URL("checks/our-check.json", import.meta.url))];
  } catch {
    return [];
  }
}

// From a disk there is no worker's address to load: its text is in the page.
export const inlinedWorker = () =>
  new Worker(URL.createObjectURL(new Blob([inside("kdf-worker.js")], { type: "text/javascript" })));

export const words = async (language) => (await import(`./words/${language}.js`)).WORDS;
