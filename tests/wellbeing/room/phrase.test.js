import assert from "node:assert/strict";
import { test } from "node:test";
import { make, normalise, problemsOf } from "../../../wellbeing/room/phrase.js";

// 2 048 made-up words: enough for what is told here.
const SOUNDS = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve"];
const WORDS = Array.from({ length: 2048 }, (_, at) => SOUNDS[at % 16] + SOUNDS[(at >> 4) % 16] + SOUNDS[at >> 8]);

test("six words of the list, and not always the same", () => {
  const made = new Set(Array.from({ length: 50 }, () => make(WORDS)));
  assert.equal(made.size, 50);
  for (const phrase of made) {
    assert.equal(phrase.split(" ").length, 6);
    assert.ok(phrase.split(" ").every((word) => WORDS.includes(word)));
  }
});

test("the first word and the last have their chance, as every other", () => {
  const draw = crypto.getRandomValues;
  for (const at of [0, 1, 1024, 2047]) {
    crypto.getRandomValues = (numbers) => numbers.fill(2048 * 5 + at);
    try {
      assert.deepEqual(new Set(make(WORDS).split(" ")), new Set([WORDS[at]]));
    } finally {
      crypto.getRandomValues = draw;
    }
  }
});

test("a list that is short or says one word twice is refused", () => {
  assert.throws(() => make(WORDS.slice(1)), RangeError);
  assert.throws(() => make([...WORDS.slice(1), ` ${WORDS[1].toUpperCase()}`]), RangeError);
});

test("one phrase has one form, however it is typed", () => {
  const ways = [
    ["  Window,  GARDEN\tsilver—morning ", "window garden silver morning"],
    ["Été à l’école", "ete a l ecole"],
    ["E\u0301te\u0301 a\u0300 l'e\u0301cole", "ete a l ecole"],
    ["mañana ¿qué?", "manana que"],
    ["ＦＵＬＬ　ｗｉｄｔｈ", "full width"],
    ["أَحْمَد إلى آخر ٱلمدرسة", "احمد الي اخر المدرسه"],
    ["مـــدرســـة", "مدرسه"],
    ["\u200Fكلمة\u200E \u2067هادئة\u2069", "كلمه هاديه"],
    ["\uFEFFquiet\u00ADly", "quietly"],
  ];
  for (const [typed, form] of ways) {
    assert.equal(normalise(typed), form);
    assert.equal(normalise(form), form);
  }
});

test("a phrase of one's own is told what is wrong with it", () => {
  const told = {
    "sunny day": ["short", "few"],
    "aaaaaaaaaaaaaaaaaaaa": ["few", "common"],
    "this is my password": ["common"],
    "This is my PASSWORD 2026!": ["common"],
    "qwertyuiopasdfgh": ["common"],
    "abcdefghijklmnop": ["common"],
    "1234567890 1234567890": ["common"],
    "sunshine sunshine": ["few", "common"],
    "mondayfriday mondayfriday": ["common"],
    "بسم الله الرحمن الرحيم": ["common"],
    "Il était une fois…": ["common"],
    "the blue kettle sings at my aunt's": [],
    "mi tía guarda el pan bajo la escalera": [],
    "القطة تنام تحت شجرة الزيتون": [],
  };
  for (const [phrase, codes] of Object.entries(told)) assert.deepEqual(problemsOf(phrase), codes, phrase);
});

test("three words of our own list are too few, six are well", () => {
  assert.deepEqual(problemsOf(WORDS.slice(500, 503).join(" "), WORDS), ["words"]);
  assert.deepEqual(problemsOf(make(WORDS), WORDS), []);
});

test("the lists we ship give phrases that nothing is wrong with, in each language", async () => {
  for (const language of ["ar", "en", "es", "fr"]) {
    const { WORDS: shipped } = await import(`../../../wellbeing/room/words/${language}.js`);
    for (let time = 0; time < 20; time += 1) {
      const phrase = make(shipped);
      assert.deepEqual([phrase, problemsOf(phrase, shipped)], [phrase, []]);
      assert.equal(normalise(phrase).split(" ").length, 6);
    }
  }
});
