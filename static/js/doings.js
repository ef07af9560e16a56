// What one does for oneself in a lesson. Whatever stands in a [data-never-kept] field goes with the
// page: no form holds it, and it is emptied before a browser keeps the page for “back”, and when the
// page locks. It is copied or printed only when asked. Nothing moves unless the reader wants it to.
const forgetting = [];

function forget() {
  for (const field of document.querySelectorAll("[data-never-kept]")) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  for (const more of forgetting) more();
}

async function write(box) {
  try {
    await navigator.clipboard.writeText(box.value);
    return true;
  } catch {
    box.select();
    return document.execCommand("copy");
  }
}

// On paper stands the question with what was written, and nothing else of the page.
function print(prompt, words) {
  const sheet = Object.assign(document.createElement("div"), { className: "sheet" });
  const question = prompt.cloneNode(true);
  question.removeAttribute("id");
  sheet.append(question, Object.assign(document.createElement("p"), { textContent: words, dir: "auto" }));
  document.body.append(sheet);
  document.documentElement.classList.add("prints-one");
  addEventListener("afterprint", unprint, { once: true });
  globalThis.print();
}

function unprint() {
  document.documentElement.classList.remove("prints-one");
  for (const sheet of document.querySelectorAll(".sheet")) sheet.remove();
}

function reflect(part) {
  const box = part.querySelector("textarea");
  const status = part.querySelector("[role=status]");
  const prompt = part.querySelector(".reflection__prompt");
  const say = (words) => (status.textContent = words);
  part.querySelector(".reflection__verbs").hidden = false;
  part.querySelector("[data-copy]").addEventListener("click", async () => {
    if (!box.value) return box.focus();
    say((await write(box)) ? status.dataset.copied : status.dataset.failed);
  });
  part.querySelector("[data-print-this]").addEventListener("click", () => print(prompt, box.value));
  box.addEventListener("input", () => say(""));
  forgetting.push(() => say(""), unprint);
}

function breathe(part) {
  const show = (name, isShown) => (part.querySelector(`[data-${name}]`).hidden = !isShown);
  const move = (isMoving) => {
    part.classList.toggle("breath--moves", isMoving);
    show("moving", isMoving);
    show("still", !isMoving);
  };
  const stop = () => move(false);
  part.hidden = false;
  part.querySelector("button").addEventListener("click", () => move(!part.classList.contains("breath--moves")));
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  forgetting.push(stop);
}

document.querySelectorAll("[data-reflection]").forEach(reflect);
document.querySelectorAll("[data-breath]").forEach(breathe);
// A browser may fill in again what stood there before; a page that is new has nothing to empty.
if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") forget();
addEventListener("pagehide", forget);
document.addEventListener("lock", forget);
