// The three things there are here, and before you go.
import { find, monthOf, only, say, show } from "../stage.js";

export function home(room, { said, isWelcome } = {}) {
  const { data } = room.vault;
  const values = { month: monthOf(data.saved), count: data.entries.length };
  const deeds = {
    check: () => room.go("checks"),
    notes: () => room.go("notes"),
    plan: () => room.go("plan"),
    keeping: () => room.go("keeping"),
    take: () => room.go("take"),
    first: () => room.go("first", { carried: data }),
    lock: room.lock,
    end: room.lock,
  };
  const screen = show("home", deeds, values);
  only(screen, room.way);
  find(screen, "last").hidden = !isWelcome;
  if (!room.isAway && !room.lists?.is_open) find(screen, "check").remove();
  if (said) say(said);
  return screen;
}
