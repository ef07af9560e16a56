// Opening what is kept: by phrase, by code, or with a passkey.
import { mayHavePasskeys, NoPasskey, usePasskey } from "../passkey.js";
import { all, secrets, show, tell, today, untell } from "../stage.js";
import { NotOpened, Vault } from "../vault.js";
import { Said } from "../troubles.js";
import { waitFor } from "./first.js";

export function open(room) {
  let kind = "pass";
  const screen = show("open", {
    open: () => typed(),
    other: () => {
      kind = kind === "pass" ? "code" : "pass";
      swap(screen, kind);
    },
    key: withKey,
    first: () => room.go("first"),
    back: () => room.go("start"),
  });
  secrets(screen, () => typed());
  screen.querySelector("[data-do=key]").hidden = !mayHavePasskeys();

  async function typed() {
    const field = screen.querySelector(`div[data-by=${kind}] [data-secret]`);
    untell(screen);
    if (!field.value.trim()) return tell(screen, "said-empty");
    return turn(kind, field.value, "said-wrong");
  }

  async function withKey() {
    untell(screen);
    try {
      await turn("key", await usePasskey(), "said-key-wrong");
    } catch (error) {
      if (!(error instanceof NoPasskey)) throw error;
      tell(screen, "said-key-none");
    }
  }

  const turn = (way, secret, wrong) =>
    waitFor(screen, room, async () => {
      const { locks } = room;
      try {
        const vault = await Vault.open({ door: room.door(), kdf: room.kdf(), kind: way, secret, on: today() });
        for (const field of all(screen, "secret")) field.value = "";
        if (room.locks !== locks) return vault.lock(); // too late: somebody left meanwhile
        room.enter(vault, "kept");
        return room.go("home", { isWelcome: true });
      } catch (error) {
        if (error.constructor !== NotOpened) throw error;
        throw new Said(wrong);
      }
    });

  return screen;
}

function swap(screen, kind) {
  for (const part of all(screen, "by")) part.hidden = part.dataset.by !== kind;
  untell(screen);
  screen.querySelector(`div[data-by=${kind}] [data-secret]`).focus();
}
