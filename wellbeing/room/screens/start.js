// The first screen, and what stands there while the room is not open.
import { find, show } from "../stage.js";

export function start(room) {
  const deeds = {
    look: async () => {
      await room.look();
      room.go("home");
    },
    first: () => room.go("first"),
    open: () => room.go("open"),
    paper: () => room.go("paper"),
    file: () => room.go("file", { isStart: true }),
    again: () => location.reload(),
  };
  if (room.isAway) return show("start-away", deeds);
  if (!room.lists) return show("unread", deeds);
  if (!room.lists.is_open) return show("shut", deeds);
  const screen = show("start", deeds);
  find(screen, "shared").hidden = !isShared(room.lists);
  return screen;
}

// Weaker: the room lives at the address of the other pages, which could reach into it.
const isShared = ({ site }) => !site || new URL(site).hostname === location.hostname;
