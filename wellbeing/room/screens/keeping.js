// How it is kept: the life of the notes, one small screen for each thing.
import { make as makeCode } from "../code.js";
import { makePasskey, mayHavePasskeys, NoPasskey } from "../passkey.js";
import { all, fill, find, monthOf, only, piece, say, show, tell, untell } from "../stage.js";
import { attempt } from "../troubles.js";
import { hand, reminder } from "./files.js";
import { newCode, newPhrase, waitFor } from "./first.js";

export function keeping(room, { said } = {}) {
  const again = (words) => room.go("keeping", { said: words });
  const back = () => room.go("keeping");
  const screen = show("keeping", {
    take: () => room.go("take"),
    reminder: () => remind(back, again),
    change: () => change(room, back, again),
    rekey: () => rekey(room, back, again),
    code: () => code(room, back, again),
    keys: () => keys(room, back),
    long: () => long(room, back, again),
    delete: () => erase(room, back),
    back: () => room.go("home"),
  });
  const passkeys = find(screen, "keys");
  passkeys.hidden = !mayHavePasskeys();
  only(screen, room.way);
  if (said) say(said);
  return screen;
}

const change = (room, back, again) =>
  newPhrase(room, back, (phrase) => {
    const screen = document.querySelector("[data-stage]").firstElementChild;
    return waitFor(screen, room, async () => {
      await room.vault.changePhrase(phrase);
      again("said-phrase-changed");
    });
  });

const code = (room, back, again) =>
  newCode(room, back, async (made) => {
    await room.vault.newCode(made);
    again("said-code-changed");
  });

function rekey(room, back, again) {
  return show("rekey", {
    on: () =>
      newPhrase(room, back, (phrase) =>
        newCode(room, back, async (made) => {
          await room.vault.rekey({ phrase, code: made });
          again("said-rekeyed");
        }, makeCode()),
      ),
    back,
  });
}

function keys(room, back, said) {
  const screen = show("keys", {
    add: async () => {
      untell(screen);
      try {
        const label = screen.querySelector("[data-do=add]").dataset.name;
        const secret = await makePasskey(label);
        if (await attempt(screen, room, () => room.vault.addKey(secret))) keys(room, back, "said-key-added");
      } catch (error) {
        if (!(error instanceof NoPasskey)) throw error;
        tell(screen, "said-key-none");
      }
    },
    back,
  });
  const slots = room.vault.data.slots.filter(({ kind }) => kind === "key");
  find(screen, "list").replaceChildren(...slots.map((slot) => keyRow(room, screen, back, slot)));
  if (said) say(said);
  return screen;
}

function keyRow(room, screen, back, { loc, on }) {
  const row = piece("key-row").firstElementChild;
  fill(row, { month: monthOf(on) });
  row.querySelector("button").addEventListener("click", async () => {
    const isGone = await attempt(screen, room, () => room.vault.removeSlot(loc));
    if (isGone) keys(room, back, "said-key-removed");
  });
  return row;
}

function long(room, back, again) {
  const screen = show("long", { back });
  for (const button of all(screen, "months")) {
    const months = Number(button.dataset.months);
    if (months === room.vault.data.keep) button.setAttribute("aria-current", "true");
    button.addEventListener("click", async () => {
      if (await attempt(screen, room, () => room.vault.setKeep(months))) again("said-saved");
    });
  }
  return screen;
}

function erase(room, back) {
  const screen = show("delete", {
    delete: () =>
      attempt(screen, room, async () => {
        await room.vault.deleteAll();
        room.close();
        show("deleted", { start: () => room.go("start") });
      }),
    back,
  });
  return screen;
}

function remind(back, again) {
  const screen = show("reminder", { back });
  const { title } = find(screen, "title").dataset;
  for (const button of all(screen, "days")) {
    button.addEventListener("click", () => {
      hand(reminder(title, Number(button.dataset.days)), "reminder.ics", "text/calendar");
      again("said-file-saved");
    });
  }
  return screen;
}
