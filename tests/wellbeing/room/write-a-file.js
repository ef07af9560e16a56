// Writes what a person would take with them, for tools/open-my-vault to open:
//   node write-a-file.js TO < {"phrase": …, "entries": [ … ]}
import { readFileSync, writeFileSync } from "node:fs";
import { memoryDoor } from "../../../wellbeing/room/door.js";
import { startKdf } from "../../../wellbeing/room/kdf.js";
import { Vault } from "../../../wellbeing/room/vault.js";
import { CODE, ON, PHRASE, makeWorker, quickKdf } from "./parts.js";

const { phrase, entries } = JSON.parse(readFileSync(0, "utf8"));
const vault = await Vault.begin({ door: memoryDoor(), kdf: quickKdf, phrase: PHRASE, code: CODE, on: ON });
for (const entry of entries) await vault.keep(entry);
writeFileSync(process.argv[2], await vault.asFile({ kdf: startKdf({ makeWorker }), phrase }));
