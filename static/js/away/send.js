// Sends what waits, one by one, as whoever wrote it; a box goes from here only when the site has it.
import { all, remove } from "./boxes.js";

const JSON_TYPE = { Accept: "application/json", "Content-Type": "application/json" };

// Gives back why nothing was sent ("offline", "signedOut", "another"), or "" and what became of each.
export async function sendAll(url) {
  const boxes = await all();
  if (!boxes.length) return { why: "", results: [] };
  const who = await whoIsHere(url);
  if (who.why) return { why: who.why, results: [] };
  const mine = boxes.filter((box) => box.tag === who.tag);
  const results = [];
  for (const box of mine) {
    const result = await sendOne(url, who.token, box);
    if (!result) return { why: "offline", results };
    results.push({ uuid: box.uuid, ...result });
    if (result.result !== "refused") await remove(box.uuid);
  }
  return { why: mine.length < boxes.length ? "another" : "", results };
}

async function whoIsHere(url) {
  const answer = await fetch(url, { headers: JSON_TYPE, redirect: "manual" }).catch(() => null);
  if (!answer) return { why: "offline" };
  return answer.ok ? answer.json() : { why: "signedOut" };
}

async function sendOne(url, token, { v, uuid, key, half, iv, sealed }) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { ...JSON_TYPE, "X-CSRFToken": token },
    body: JSON.stringify({ v, uuid, key, half, iv, sealed }),
    redirect: "manual",
  }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  return said?.result ? said : null;
}
