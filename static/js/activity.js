// Plays activities. What plays them is a page without an origin in a frame; it may run anything and say anything,
// so of what it says only the shape is believed, and the server judges the rest. What is to be kept goes to the
// server at once, and waits here while the network is away.
const SLOW = 20000; // milliseconds until we say that it takes long
const AGAIN = 5000;
const TALLEST = 6000; // pixels
const LARGEST = 60 * 1024; // bytes of one state, and of all that a closing page sends
const sizeOf = (text) => new Blob([text]).size;

class Activity {
  constructor(place) {
    this.place = place;
    this.unsent = new Map(); // key → state that is not known to be kept
    this.statements = []; // bodies that are not known to be kept
    this.isSending = false;
  }

  part(name) {
    return this.place.querySelector(`[data-${name}]`);
  }

  get token() {
    return this.part("form")?.elements.csrfmiddlewaretoken?.value ?? "";
  }

  async open() {
    this.say("");
    this.part("start").hidden = this.part("again").hidden = true;
    this.states = this.states ?? (await this.known());
    const frame = document.createElement("iframe");
    frame.className = "activity__frame";
    frame.title = this.place.querySelector("h2").textContent;
    frame.setAttribute("sandbox", "allow-scripts");
    frame.allow = "fullscreen";
    frame.referrerPolicy = "no-referrer";
    frame.src = this.place.dataset.player;
    this.frame = frame;
    this.part("place").replaceChildren(frame);
    this.timer = setTimeout(() => this.giveUp("slow"), SLOW);
  }

  async known() {
    if (!("records" in this.place.dataset)) return {};
    try {
      const response = await fetch(`${this.place.dataset.state}?package=${this.place.dataset.package}`);
      const { states, is_new } = await response.json();
      if (is_new) this.say("anew");
      return states;
    } catch {
      return {};
    }
  }

  giveUp(why) {
    clearTimeout(this.timer);
    this.say(why);
    this.part("again").hidden = why === "library";
    if (this.part("other")) this.part("other").hidden = false;
    this.place.querySelector(".activity__instead")?.setAttribute("open", "");
  }

  say(trouble) {
    for (const each of this.place.querySelectorAll("[data-trouble]")) each.hidden = each.dataset.trouble !== trouble;
  }

  hear({ type, data }) {
    const heard = this[`on_${type}`];
    if (typeof type === "string" && heard && Object.hasOwn(Activity.prototype, `on_${type}`)) heard.call(this, data);
  }

  on_ready() {
    const { name } = this.place.dataset;
    this.frame.contentWindow.postMessage({ activity: 1, name, states: this.states }, "*");
  }

  on_started() {
    clearTimeout(this.timer);
    this.say("");
    if ("opening" in this.place.dataset) this.report("said", { said: "opened" });
  }

  on_failed(why) {
    this.giveUp(why === "library" ? why : "broken");
  }

  on_outside() {
    this.say("outside");
  }

  on_height(height) {
    if (Number.isFinite(height) && height > 0) this.frame.style.blockSize = `${Math.min(height, TALLEST)}px`;
  }

  on_key() {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
  }

  on_statement(text) {
    if (typeof text === "string") this.report("statement", { statement: text });
  }

  on_state(data) {
    if (typeof data?.key !== "string" || typeof data?.text !== "string") return;
    if (sizeOf(data.text) > LARGEST) return this.say("large");
    this.states[data.key] = data.text;
    this.unsent.set(data.key, data.text);
    this.send();
  }

  // Each is numbered here, so that sending it again changes nothing.
  report(where, fields) {
    if (!("records" in this.place.dataset)) return;
    this.statements.push({ where, body: this.body({ ...fields, attempt: newId() }) });
    this.send();
  }

  body(fields) {
    return new URLSearchParams({ ...fields, csrfmiddlewaretoken: this.token });
  }

  stateBody(key, text) {
    return this.body({ key, text, package: this.place.dataset.package });
  }

  // One at a time, in order; what could not be sent is tried again.
  async send() {
    if (this.isSending || !("records" in this.place.dataset)) return;
    this.isSending = true;
    try {
      while (this.statements.length || this.unsent.size) await this.sendOne();
      this.quiet();
    } catch (error) {
      this.say(error.message === "session" ? "session" : "network");
      setTimeout(() => this.send(), AGAIN);
    } finally {
      this.isSending = false;
    }
  }

  quiet() {
    for (const each of this.place.querySelectorAll("[data-trouble=network], [data-trouble=session]")) each.hidden = true;
  }

  async sendOne() {
    if (this.statements.length) {
      const { where, body } = this.statements[0];
      const response = await this.post(this.place.dataset[where], body);
      this.statements.shift();
      if (response.ok) this.show(await response.json());
      return;
    }
    const [key, text] = this.unsent.entries().next().value;
    const response = await this.post(this.place.dataset.state, this.stateBody(key, text));
    if (this.unsent.get(key) === text) this.unsent.delete(key);
    if (response.status === 413) this.say("large");
  }

  async post(url, body) {
    const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (response.redirected || response.status === 401 || response.status === 403) throw new Error("session");
    if (response.status >= 500) throw new Error("server");
    return response;
  }

  async show({ done, words }) {
    if (!done || this.isDone) return;
    this.isDone = true;
    this.part("outcome").textContent = words;
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const part of document.querySelectorAll("[data-refresh]")) {
      const fresh = page.getElementById(part.id);
      if (fresh) part.replaceWith(document.adoptNode(fresh));
    }
  }

  // The page goes: what is not kept yet is sent without waiting, as much as a browser lets out.
  sendLast(left) {
    const last = [
      ...this.statements.map(({ where, body }) => [this.place.dataset[where], body]),
      ...[...this.unsent].map(([key, text]) => [this.place.dataset.state, this.stateBody(key, text)]),
    ];
    for (const [url, body] of last) {
      left -= sizeOf(String(body));
      if (left > 0) fetch(url, { method: "POST", body, keepalive: true }).catch(() => {});
    }
    return left;
  }
}

// crypto.randomUUID is there on https only; a site in a small office may have none.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const all = [...document.querySelectorAll("[data-activity]:not([data-player=''])")].map((place) => new Activity(place));

for (const activity of all) {
  activity.part("start").hidden = false;
  activity.part("start").addEventListener("click", () => activity.open());
  activity.part("again").addEventListener("click", () => activity.open());
}

addEventListener("message", (event) => {
  const heard = all.find((each) => each.frame && event.source === each.frame.contentWindow);
  if (heard && event.origin === "null" && event.data?.activity === 1) heard.hear(event.data);
});

addEventListener("pagehide", () => all.reduce((left, each) => each.sendLast(left), LARGEST));
addEventListener("visibilitychange", () => document.hidden && all.forEach((each) => each.send()));
