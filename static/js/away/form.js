// The form of a device without a network: what was is sealed at once and never stands here in clear.
import { put } from "./boxes.js";
import { seal } from "./seal.js";

const two = (number) => String(number).padStart(2, "0");
const wall = (date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

// `saved` is called when an entry lies sealed; gives back how to fill in what is to be put right.
export function wire(form, tag, saved) {
  const fields = form.elements;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = whatIsWrong(form);
    say(form, wrong);
    if (wrong) return;
    const { key, site } = form.dataset;
    const uuid = form.dataset.uuid || crypto.randomUUID();
    try {
      await put(await seal(entryOf(form), { uuid, key, site, tag }));
    } catch {
      return say(form, "unkept");
    }
    clear(form);
    saved(uuid);
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name === "with" && target.checked) fields.minutes.value = target.dataset.minutes;
  });
  for (const button of form.querySelectorAll("[data-all]")) {
    button.addEventListener("click", () => everybody(button.closest("fieldset")));
  }
  clear(form);
  form.hidden = false;
  return (uuid, entry) => fill(form, uuid, entry);
}

function everybody(table) {
  for (const box of table.querySelectorAll("[name=with]")) box.checked = true;
  table.querySelector("[name=with]").dispatchEvent(new Event("change", { bubbles: true }));
}

const chosen = (form) => [...form.querySelectorAll("[name=with]:checked")];

function whatIsWrong(form) {
  const sides = new Set(chosen(form).map((box) => box.dataset.side));
  if (!sides.size) return "nobody";
  if (sides.size > 1 || (sides.has("had") && chosen(form).length > 1)) return "several";
  return form.reportValidity() ? "" : "unfilled";
}

function say(form, what) {
  const words = form.querySelector(`template[data-says="${what}"]`);
  const place = form.querySelector("[role=alert]");
  place.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
}

function entryOf(form) {
  const { day, time, minutes, which, mode } = form.elements;
  const start = new Date(`${day.value}T${time.value}`);
  if (which.value === "ended") start.setMinutes(start.getMinutes() - Number(minutes.value));
  return {
    agreements: chosen(form).map((box) => box.value),
    start: wall(start),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    minutes: Number(minutes.value),
    mode: mode.value,
    device_at: new Date().toISOString(),
  };
}

// As a quick form begins: it has just ended. Browsers that fill in what was there before are undone.
function clear(form) {
  form.reset();
  delete form.dataset.uuid;
  const [day, time] = wall(new Date()).split("T");
  form.elements.day.value = day;
  form.elements.time.value = time;
}

function fill(form, uuid, entry) {
  clear(form);
  form.dataset.uuid = uuid;
  for (const box of form.querySelectorAll("[name=with]")) box.checked = entry.agreements.includes(box.value);
  const [day, time] = entry.start.split("T");
  Object.assign(form.elements.day, { value: day });
  Object.assign(form.elements.time, { value: time });
  form.elements.minutes.value = entry.minutes;
  form.elements.which.value = "began";
  form.elements.mode.value = entry.mode;
  form.querySelector("[name=with]")?.focus();
}
