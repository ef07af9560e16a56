// What helps me: one plan in four parts. Two devices may each have begun one; then both are read.
import { newId } from "../entries.js";
import { show, today } from "../stage.js";
import { attempt } from "../troubles.js";
import { askToLeave, usual } from "./notes.js";

const PARTS = ["signs", "first", "helps", "people"];

// One text for each part, out of all plans there are; the oldest first.
export function joined(plans) {
  const of = (part) => [...new Set(plans.map((plan) => plan.parts[part]?.trim()).filter(Boolean))];
  return Object.fromEntries(PARTS.map((part) => [part, of(part).join("\n")]));
}

export function plan(room) {
  const plans = room.vault.entries("plan");
  const id = plans.at(-1)?.id ?? newId();
  const before = joined(plans);
  const field = (part) => screen.querySelector(`#plan-${part}`);
  const written = () => Object.fromEntries(PARTS.map((part) => [part, field(part).value.trim()]));
  const isChanged = () => PARTS.some((part) => written()[part] !== before[part]);
  const back = () => room.go("home");

  async function keep() {
    const said = await room.keep({ id, kind: "plan", on: today(), parts: written() });
    for (const other of plans.slice(0, -1)) await room.vault.remove(other.id);
    return said;
  }

  const screen = show("plan", {
    save: async () => {
      const said = await attempt(screen, room, keep);
      if (said) room.go("home", { said });
      else usual(screen);
    },
    back: () => (isChanged() ? askToLeave(screen) : back()),
    drop: back,
    print: () => print(),
  });
  for (const part of PARTS) field(part).value = before[part];
  room.draft = async () => isChanged() && Boolean(await keep());
  return screen;
}
