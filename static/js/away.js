// Sessions written without a network: how many wait, what became of those that were sent, the form
// itself where the page has it, and the switch that makes a device ready.
import { all, readyFor, remove } from "./away/boxes.js";
import { wire } from "./away/form.js";
import { canBe, makeReady, stayReady, takeOff } from "./away/ready.js";
import { sendAll } from "./away/send.js";

const place = document.querySelector("[data-away]");
const form = document.querySelector("[data-away-form]");
const choice = document.querySelector("[data-away-ready]");
const where = place?.dataset;
let fill = null;
let isSending = false;

const part = (name) => place.querySelector(`[data-away-${name}]`);
const show = (selector, isShown) => {
  for (const each of document.querySelectorAll(selector)) each.hidden = !isShown;
};

function words(selector) {
  return document.importNode(place.querySelector("template").content.querySelector(selector), true);
}

async function count() {
  const number = (await all()).length;
  const most = place.querySelector("template").content.querySelectorAll("[data-count]").length;
  part("count").replaceChildren(...(number ? [words(`[data-count="${Math.min(number, most)}"]`)] : []));
}

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    const { why, results } = await sendAll(where.send);
    const said = results.filter(({ result }) => result !== "refused");
    part("said").append(...said.map(line));
    part("refused").replaceChildren(...results.filter(({ result }) => result === "refused").map(refused));
    part("why").replaceChildren(...(why ? [words(`[data-why="${why}"]`)] : []));
    putRight(results);
  } finally {
    isSending = false;
    await count();
  }
}

function line({ result, words: said }) {
  const piece = words(result === "clash" ? "[data-line=clash]" : "[data-line=sent]");
  piece.querySelector("[data-words]").textContent = said;
  return piece;
}

function refused({ uuid, words: said, entry }) {
  const piece = words("[data-line=refused]");
  piece.querySelector("[data-words]").textContent = said;
  piece.querySelector("[data-when]").textContent = entry ? when(entry) : "";
  const right = piece.querySelector("[data-right]");
  right.hash = uuid;
  right.hidden = !entry;
  right.addEventListener("click", (event) => {
    if (!fill) return;
    event.preventDefault();
    fill(uuid, entry);
  });
  piece.querySelector("[data-let-go]").addEventListener("click", async () => {
    await remove(uuid);
    piece.remove();
    await count();
  });
  return piece;
}

function when({ start, minutes }) {
  const { lang } = document.documentElement;
  const day = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
  const long = new Intl.NumberFormat(lang, { style: "unit", unit: "minute" });
  return `${day.format(new Date(start))} · ${long.format(minutes)}`;
}

function putRight(results) {
  const wanted = results.find(({ uuid, entry }) => entry && location.hash === `#${uuid}`);
  if (wanted && fill) {
    history.replaceState(null, "", location.pathname);
    fill(wanted.uuid, wanted.entry);
  }
}

async function showSwitch() {
  const whom = await readyFor();
  const isReady = whom?.tag === where.tag;
  if (isReady) choice.elements.show.value = whom.show;
  show("[data-away-is-ready]", isReady);
  show("[data-away-not-ready]", !isReady);
  choice.hidden = false;
}

function wireSwitch() {
  const turn = async (act) => {
    show("[data-away-failed]", false);
    await act().catch(() => show("[data-away-failed]", true));
    await showSwitch();
  };
  choice.addEventListener("submit", (event) => {
    event.preventDefault();
    turn(() => makeReady(where, choice.elements.show.value));
  });
  choice.querySelector("[data-take-off]").addEventListener("click", () => turn(takeOff));
  showSwitch();
}

if (place && canBe()) {
  show("[data-away-cannot]", false);
  place.hidden = false;
  if (form) {
    fill = wire(form, where.tag, async () => {
      part("said").replaceChildren(words("[data-line=kept]"));
      await send();
    });
  }
  if (choice) wireSwitch();
  if (!form) stayReady(where).catch(() => {});
  send();
  addEventListener("online", send);
} else if (place) {
  show("[data-away-cannot]", false);
  show("[data-away-insecure]", true);
}
