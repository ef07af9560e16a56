// The people who can help: the same list for everybody, on every screen, whatever was answered.
import { all, find, piece } from "./stage.js";

const ORDER = ["emergency", "crisis", "person", "other"];
const panel = document.querySelector("[data-support]");
const language = document.documentElement.lang;

// Emergency first, then crisis; within each, who speaks the language of the page.
export function inOrder(support, spoken = language) {
  const rank = ({ kind, languages = [] }) =>
    ORDER.indexOf(kind) * 2 + (languages.length && !languages.includes(spoken) ? 1 : 0);
  return support.filter(({ kind }) => ORDER.includes(kind)).sort((a, b) => rank(a) - rank(b));
}

export function drawSupport(support, isAway) {
  find(panel, "support-none").hidden = isAway || support.length > 0;
  find(panel, "support-away").hidden = !isAway || support.length > 0;
  const isFirst = urgent(support);
  const drawn = (helpers) => helpers.map(row);
  const sorted = inOrder(support);
  const rest = sorted.filter((helper) => !isFirst(helper));
  find(panel, "support-first").replaceChildren(...drawn(sorted.filter(isFirst)));
  find(panel, "support-rest").replaceChildren(...drawn(rest));
  find(panel, "support-more").hidden = rest.length === 0;
}

// What is never folded away: emergency, and the crisis lines in the language of the page; where none
// speaks it, all of them.
function urgent(support) {
  const crisis = support.filter(({ kind }) => kind === "crisis");
  const spoken = crisis.filter(({ languages = [] }) => isSpoken(languages));
  const shown = new Set(spoken.length ? spoken : crisis);
  return (helper) => helper.kind === "emergency" || shown.has(helper);
}

const isSpoken = (languages) => languages.length === 0 || languages.includes(language);

function row(helper) {
  const drawn = piece("helper").firstElementChild;
  for (const words of all(drawn, "kind")) if (words.dataset.kind !== helper.kind) words.remove();
  find(drawn, "name").textContent = helper.name;
  if (!helper.is_outside) find(drawn, "outside").remove();
  put(drawn, "text", helper.text);
  put(drawn, "hours", helper.hours);
  call(drawn, helper);
  speaks(drawn, helper.languages ?? []);
  return drawn;
}

function put(drawn, name, words) {
  const place = find(drawn, name);
  if (words) (place.querySelector("bdi") ?? place).textContent = words;
  else place.remove();
}

function call(drawn, { phone, tel }) {
  if (!phone) return find(drawn, "call").remove();
  find(drawn, "phone").textContent = phone;
  const link = find(drawn, "call").firstElementChild;
  const digits = tel || phone.replace(/[^\d+*#]/g, "").replaceAll("#", "%23"); // else it cuts the number off
  link.href = `tel:${digits.replace(/[^\d+*%]/g, "")}`;
}

function speaks(drawn, languages) {
  if (languages.length === 0) return find(drawn, "spoken").remove();
  const names = new Intl.DisplayNames(language, { type: "language" });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  find(drawn, "languages").textContent = list.format(languages.map((code) => names.of(code)));
}
