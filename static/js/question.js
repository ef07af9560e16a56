// Answers a question without losing one's place; the server marks it, with or without this script.
// What changed comes back in the whole page, and only the marked parts of it are taken over.
const PARTS = "[data-question], [data-refresh]";

function takeOver(page) {
  for (const part of document.querySelectorAll(PARTS)) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
}

async function answer(form) {
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.getElementById(form.id)) return location.assign(response.url);
  takeOver(page);
  document.getElementById(form.id).querySelector("[data-outcome]")?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-question]");
  if (!form) return;
  event.preventDefault();
  answer(form).catch(() => form.submit());
});
