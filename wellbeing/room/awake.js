// Tells the server now and then that somebody is here, so that whoever writes for long is not signed
// out behind their back. On a clock of its own, and never beside a save: what the site notes of the
// one must not date the other.
const EVERY = 3 * 60_000;
const APART = 20_000;
let isStirred = false;
let asked = 0; // when the room last asked for a box

export const stir = () => void (isStirred = true);

// The same door, which remembers when it was used.
export function noting(door) {
  const noted = (verb) => (...about) => {
    asked = Date.now();
    return door[verb](...about);
  };
  return { ...door, get: noted("get"), put: noted("put"), remove: noted("remove") };
}

// `isKept()`: whether there is anything open that the server keeps.
export function stayAwake(isKept) {
  setInterval(() => {
    if (!isKept()) isStirred = false;
    if (isStirred) tellApart(isKept);
    isStirred = false;
  }, EVERY);
}

function tellApart(isKept) {
  if (Date.now() - asked < APART) return setTimeout(tellApart, APART, isKept);
  if (!isKept()) return undefined;
  return fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => {});
}
