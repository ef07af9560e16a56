// Chooses the time zone of this device, where the list has it and nobody has chosen yet.
const select = document.querySelector("[data-zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isUntouched = select && [...select.options].every((o) => o.selected === o.defaultSelected);
const hasErrors = document.querySelector(".errors");

if (isUntouched && !hasErrors && [...select.options].some((o) => o.value === here)) {
  select.value = here;
}
