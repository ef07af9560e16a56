// The recovery code: 28 characters (140 bits) to write on paper and type back one day, so it has no
// letters that look alike (Crockford's base 32) and forgives how it is typed.
import { randomBelow } from "./bytes.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP = 4;
const LENGTH = 28;
export const GROUPS = LENGTH / GROUP;

export const make = () => Array.from({ length: LENGTH }, () => LETTERS[randomBelow(32)]).join("");

export const groupsOf = (code) => code.match(/.{4}/g);

// As shown: seven groups of four with dashes.
export const format = (code) => groupsOf(code).join("-");

function tidy(typed) {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15)) // ٠–٩
    .replace(/[\p{Z}\p{P}\p{Cf}\s]/gu, "")
    .replace(/[IL]/g, "1")
    .replace(/O/g, "0");
}

const isSpelt = (letters, length) =>
  letters.length === length && [...letters].every((letter) => LETTERS.includes(letter));

// The code as it was made, or null when this cannot be one.
export function read(typed) {
  const letters = tidy(typed);
  return isSpelt(letters, LENGTH) ? letters : null;
}

// One group is asked back before the first entry: number 1 to 7.
export const askedBack = () => 1 + randomBelow(GROUPS);

export const isGroup = (code, number, typed) => tidy(typed) === groupsOf(code)[number - 1];
