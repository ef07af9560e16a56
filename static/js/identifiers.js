// Advice beside a note while it is written: a mirror of supervision/identifiers.py. Nothing is sent.
const PATTERNS = {
  mail: /[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu,
  telephone: /(?<![\p{L}\p{N}_/-])\+?\(?\p{Nd}(?:[ ()./-]{0,2}\p{Nd}){6,14}(?![\p{L}\p{N}_])/gu,
  number: /(?<![\p{L}\p{N}_])(?=(?:[\p{L}\p{N}_/-]*\p{Nd}){3})[\p{L}\p{N}_][\p{L}\p{N}_/-]{4,}[\p{L}\p{N}_]/gu,
};
const DAY = /(?<!\p{Nd})(?:\p{Nd}{4}([-/.])\p{Nd}{1,2}\1\p{Nd}{1,2}|\p{Nd}{1,2}([-/.])\p{Nd}{1,2}\2\p{Nd}{2,4})(?!\p{Nd})/gu;
const NAME = /(?<!['’\p{L}-])\p{Lu}\p{Ll}\p{L}*/gu;
const OPENERS = /[ \t"'“”„«»‘’(¿¡[—–-]+$/u;
const ENDS = /(?:^|[.!?…:\n\r•*])$/u;
const CALENDAR = /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)$/;
const NOUNS_ARE_CAPITAL = /^(?:de|lb)\b/;
const SOON = 400; // milliseconds after the last letter

export function kinds(text, language) {
  let left = text.replace(DAY, " ");
  const there = Object.keys(PATTERNS).filter((kind) => {
    const before = left;
    left = left.replace(PATTERNS[kind], " "); // what is one thing is not another, too
    return left !== before;
  });
  if (!NOUNS_ARE_CAPITAL.test(language) && hasName(left)) there.push("name");
  return there;
}

function hasName(text) {
  return [...text.matchAll(NAME)].some(
    ({ 0: word, index }) => !CALENDAR.test(word) && !ENDS.test(text.slice(0, index).replace(OPENERS, "")),
  );
}

function advise(form) {
  const areas = [...form.querySelectorAll("[data-identifiers]")];
  const there = new Set(areas.flatMap((area) => kinds(area.value, area.dataset.language || "")));
  const box = form.querySelector("[data-advice]");
  for (const line of box.querySelectorAll("[data-kind]")) line.hidden = !there.has(line.dataset.kind);
  box.hidden = !there.size;
}

for (const form of document.querySelectorAll("[data-identifiers-form]")) {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(advise, SOON, form);
  });
}
