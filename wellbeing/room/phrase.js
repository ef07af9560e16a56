// The phrase: made by chance out of 2 048 words (six of them: 66 bits), or a person's own, looked at.
// It is compared in one normal form, so that capitals, accents, the way Arabic letters are written
// and double spaces on another keyboard never lock anybody out.
import { randomBelow } from "./bytes.js";

const COUNT = 6;
const LIST = 2048;
const SHORTEST = 14; // characters of a phrase of one's own
const FEWEST = 8; // different ones among them

// U+0671 and the two below have no decomposition that would make them equal.
const SAME_LETTER = { "\u0671": "\u0627", "\u0649": "\u064A", "\u0629": "\u0647" };

export function normalise(typed) {
  return typed
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "") // accents, vowel signs, invisible marks, tatweel
    .replace(/[\u0671\u0649\u0629]/g, (letter) => SAME_LETTER[letter])
    .replace(/[\p{P}\p{Z}\t\n\v\f\r]+/gu, " ")
    .trim();
}

export function make(words) {
  if (words.length !== LIST || new Set(words.map(normalise)).size !== LIST) {
    throw new RangeError("a list of 2048 different words");
  }
  return Array.from({ length: COUNT }, () => words[randomBelow(LIST)]).join(" ");
}

// What people think of first, in our four languages, in normal form without spaces.
const COMMON = new Set(
  [
    "let me in please now",
    "this is my password",
    "this is my passphrase",
    "my secret password",
    "password password",
    "nobody knows this",
    "open sesame please",
    "correct horse battery staple",
    "the quick brown fox",
    "the quick brown fox jumps over the lazy dog",
    "once upon a time",
    "to be or not to be",
    "i love you so much",
    "i love you forever",
    "i dont know my password",
    "happy birthday to you",
    "jesus is my saviour",
    "god is great always",
    "our father who art in heaven",
    "in the name of god",
    "live laugh love",
    "hello hello hello",
    "twinkle twinkle little star",
    "une deux trois quatre",
    "un deux trois quatre cinq",
    "ceci est mon mot de passe",
    "mot de passe secret",
    "je t aime pour toujours",
    "il etait une fois",
    "notre pere qui es aux cieux",
    "liberte egalite fraternite",
    "esta es mi contraseña",
    "contraseña secreta",
    "uno dos tres cuatro",
    "uno dos tres cuatro cinco",
    "te quiero mucho mi amor",
    "padre nuestro que estas en los cielos",
    "habia una vez",
    "feliz cumpleaños",
    "كلمة السر الخاصة بي",
    "هذه كلمة المرور",
    "بسم الله الرحمن الرحيم",
    "لا إله إلا الله",
    "الحمد لله رب العالمين",
    "كان يا ما كان",
    "واحد اثنان ثلاثة أربعة",
    "one two three four",
    "one two three four five",
    "one two three four five six",
    "monday tuesday wednesday",
    "january february march",
  ].map(squeezed),
);

// Rows of a keyboard and what is counted off: any stretch of them, either way round.
const RUNS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiopasdfghjklzxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "ضصثقفغعهخحجدشسيبلاتنمكط",
].flatMap((run) => [run, [...run].reverse().join("")]);

function squeezed(phrase) {
  return normalise(phrase).replaceAll(" ", "");
}

// The same piece over and over: "sunshinesunshine" is as easily guessed as one "sunshine".
const isRepeated = (letters) => /^(.{1,12}?)\1+$/u.test(letters);

// Four or more in a row from a run count as one guess; what is then left is too little.
function withoutRuns(letters) {
  let left = "";
  for (let at = 0; at < letters.length; ) {
    let length = 1;
    while (isRun(letters.slice(at, at + length + 1)) && at + length < letters.length) length += 1;
    left += length >= 4 ? letters[at] : letters.slice(at, at + length);
    at += length;
  }
  return left;
}

const isRun = (piece) => RUNS.some((run) => run.includes(piece));

function isCommon(phrase) {
  const letters = squeezed(phrase);
  const ends = /^\d{1,4}|\d{1,4}$/g; // "… 2024" adds little
  if (COMMON.has(letters) || COMMON.has(letters.replace(ends, ""))) return true;
  return isRepeated(letters) || withoutRuns(letters).length < FEWEST;
}

// Codes, not sentences: "short", "few" (too few different characters), "common", "words" (only
// one or two words of the list we ship: a guesser has that list too).
export function problemsOf(phrase, words = []) {
  const normal = normalise(phrase);
  const letters = [...normal.replaceAll(" ", "")];
  const found = [];
  if ([...normal].length < SHORTEST) found.push("short");
  if (new Set(letters).size < FEWEST) found.push("few");
  if (letters.length && isCommon(normal)) found.push("common");
  if (isFewOf(normal, words)) found.push("words");
  return found;
}

function isFewOf(normal, words) {
  const ours = new Set(words.map(normalise));
  const parts = new Set(normal.split(" "));
  return parts.size < 4 && [...parts].every((part) => ours.has(part));
}
