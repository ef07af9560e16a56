// Shows each [data-print] button, which is hidden where no script could print, and lets it print.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
