// Reads the lesson aloud with a voice of this device: never a remote one, as the words would leave it.
// A pause remembers the piece and says it again from its beginning: not every phone can hold a voice.
const bar = document.querySelector("[data-listen]");
const speech = globalThis.speechSynthesis;
const PIECES = "h2, h3, h4, h5, h6, p, li, dt, dd, figcaption, blockquote, td, th, .option > span";
const LEFT_OUT = "button, input, [role=status], .field__error, .unseen, audio, video, iframe, svg";
const CLOSED = ".noted__way:not([open])"; // what stands behind a content note is said once it is opened
let pieces = [];
let at = 0;
let turn = 0; // what an earlier turn still reports counts no more

const short = (tag) => tag.toLowerCase().split(/[-_]/)[0];
const button = (name) => bar.querySelector(`[data-listen-${name}]`);

function voiceFor(lang) {
  const local = speech.getVoices().filter((voice) => voice.localService === true);
  return local.find((voice) => short(voice.lang) === short(lang));
}

function langOf(node) {
  return node.closest("[lang]").lang;
}

// The words of the innermost pieces only, so that none is said twice.
function read() {
  const found = [...document.querySelectorAll(".prose :is(" + PIECES + ")")];
  return found
    .filter((node) => !node.querySelector(PIECES) && !node.closest(LEFT_OUT) && !node.closest(CLOSED))
    .map((node) => ({ text: wordsOf(node), lang: langOf(node) }))
    .filter(({ text }) => text);
}

function wordsOf(node) {
  const copy = node.cloneNode(true);
  for (const other of copy.querySelectorAll(LEFT_OUT)) other.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function show(state) {
  button("start").hidden = state !== "quiet";
  button("pause").hidden = state !== "speaking";
  button("resume").hidden = state !== "paused";
  button("stop").hidden = state === "quiet";
}

function silence() {
  turn += 1;
  speech.cancel();
}

function next() {
  const mine = turn;
  const piece = pieces[at];
  if (!piece) return stop();
  const voice = voiceFor(piece.lang);
  const go = () => {
    if (mine !== turn) return;
    at += 1;
    next();
  };
  if (!voice) return go(); // better left out than said in the sounds of another language
  const said = new SpeechSynthesisUtterance(piece.text);
  Object.assign(said, { voice, lang: voice.lang, onend: go, onerror: () => mine === turn && pause() });
  speech.speak(said);
}

function begin() {
  silence();
  show("speaking");
  next();
  button("pause").focus();
}

function start() {
  pieces = read();
  at = 0;
  begin();
}

function pause() {
  silence();
  show("paused");
  button("resume").focus();
}

function stop() {
  const had = bar.contains(document.activeElement);
  silence();
  show("quiet");
  if (had) button("start").focus();
}

// Shown where the lesson's own language has a voice; a browser may name its voices late.
function offer() {
  const first = document.querySelector(".prose [lang]");
  bar.hidden = !voiceFor(first?.lang || document.documentElement.lang);
}

if (bar && speech) {
  button("start").addEventListener("click", start);
  button("pause").addEventListener("click", pause);
  button("resume").addEventListener("click", begin);
  button("stop").addEventListener("click", stop);
  addEventListener("pagehide", silence);
  speech.addEventListener?.("voiceschanged", offer);
  speech.cancel(); // of a page before this one
  offer();
}
