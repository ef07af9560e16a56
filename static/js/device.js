// A sign-in with a passkey posts a form of its own: whose device it is goes along.
const form = document.getElementById("mfa_login");
const field = Object.assign(document.createElement("input"), { type: "hidden", name: "device" });
const copy = () => {
  field.value = document.querySelector("[name=device]:checked")?.value ?? "";
};

form?.append(field);
copy();
document.addEventListener("change", copy);
addEventListener("pageshow", copy);
