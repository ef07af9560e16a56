// Reads a rule aloud while it is typed. Without this the button “Read it” does the same.
const PAUSE = 500; // milliseconds without a key

for (const form of document.querySelectorAll("[data-reads]")) {
  const text = form.querySelector("textarea");
  const reading = form.querySelector("[data-reading]");
  let waiting;
  let asked = 0;

  async function read() {
    const mine = ++asked;
    const answer = await fetch(form.dataset.reads, { method: "POST", body: new FormData(form) });
    if (answer.ok && mine === asked) {
      reading.innerHTML = await answer.text();
    }
  }

  for (const button of form.querySelectorAll("[data-without-script]")) {
    button.hidden = true;
  }
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => read().catch(() => {}), PAUSE);
  });
}
