// What is on screen: one screen at a time, cloned from a <template> of the page. All words are in the
// page's templates; people's own words go in as text, never as markup.
const stage = document.querySelector("[data-stage]");
const said = document.querySelector("[data-said]");
const language = document.documentElement.lang;

export const piece = (name) => document.getElementById(name).content.cloneNode(true);

export const find = (root, name) => root.querySelector(`[data-${name}]`);
export const all = (root, name) => [...root.querySelectorAll(`[data-${name}]`)];

// Puts values where a sentence says {name}.
export function fill(root, values) {
  for (const node of all(root, "fill")) {
    node.textContent = node.textContent.replace(/\{(\w+)\}/g, (as, name) => values[name] ?? as);
  }
}

// Buttons by what they do. While one is at work, a second press does nothing.
export function wire(root, deeds) {
  let isBusy = false;
  for (const button of all(root, "do")) {
    const deed = deeds[button.dataset.do];
    if (deed) button.addEventListener("click", once(deed));
  }
  function once(deed) {
    return async () => {
      if (isBusy) return;
      isBusy = true;
      try {
        await deed();
      } finally {
        isBusy = false;
      }
    };
  }
}

// Another screen: its heading takes the focus, so that a screen reader begins there.
export function show(name, deeds = {}, values = {}) {
  const screen = piece(name).firstElementChild;
  fill(screen, values);
  wire(screen, deeds);
  stage.replaceChildren(screen);
  said.replaceChildren();
  settle(screen);
  return screen;
}

export function settle(screen) {
  scrollTo(0, 0);
  screen.querySelector("h1")?.focus({ preventScroll: true });
}

// Said aloud and shown above the screen; after show(), which clears it.
export const say = (name) => said.replaceChildren(piece(name));

// In the place a screen keeps for what went wrong.
export const tell = (screen, name) => find(screen, "trouble").replaceChildren(piece(name));
export const untell = (screen) => find(screen, "trouble")?.replaceChildren();

// Nothing of what was shown stays in the page.
export function blank() {
  for (const field of document.querySelectorAll("input, textarea")) field.value = "";
  stage.replaceChildren();
  said.replaceChildren();
}

// Only what belongs to this way of being here: "kept", "look" or "away".
export function only(root, way) {
  for (const node of all(root, "only")) {
    if (!node.dataset.only.split(" ").includes(way)) node.remove();
  }
}

// One of several words that stand side by side.
export function pick(root, name, value) {
  for (const node of all(root, name)) if (node.dataset[name] !== String(value)) node.remove();
}

// — fields —

export function secrets(screen, onEnter) {
  for (const field of all(screen, "secret")) {
    const button = field.parentElement.querySelector("[data-show]");
    button.addEventListener("click", () => {
      const isShown = field.classList.toggle("is-shown");
      button.setAttribute("aria-pressed", String(isShown));
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) onEnter();
    });
  }
}

// — days —

const noon = (on) => new Date(`${on.length === 7 ? `${on}-15` : on}T12:00`);
const isLongAgo = (on) => Date.now() - noon(on) > 300 * 86_400_000;
const written = (on, form) => new Intl.DateTimeFormat(language, form).format(noon(on));
export const dayOf = (on) => written(on, { dateStyle: "long" });
export const shortDayOf = (on) => written(on, { day: "numeric", month: "long", ...(isLongAgo(on) && { year: "numeric" }) });
export const monthOf = (on) => written(on, { month: "long", year: "numeric" });

// Today as this device says, 2026-11-28.
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
