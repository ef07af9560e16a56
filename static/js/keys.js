// Passkeys and keys: says in words when the browser gave none, and names no key to anybody.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const words of document.querySelectorAll("[data-key-trouble]")) words.hidden = false;
});
