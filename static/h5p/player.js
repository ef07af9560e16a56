// Plays one package in a page without an origin. It knows nobody: the page around it says where the learner was,
// and hears what happens. The package's own programs run beside this one and may say anything in its name, so the
// page around believes nothing but the shape of what it hears.
const around = window.parent;
const setting = JSON.parse(document.getElementById("setting").textContent);
const box = document.getElementById("h5p");
const CONTENT = "activity"; // H5P's number of this content
const SOON = 200; // milliseconds after a touch, a key or a statement
let isStarted = false;

const tell = (type, data) => around.postMessage({ activity: 1, type, data }, "*");
const fail = (why) => tell("failed", why);

function watchTrouble() {
  // What is blocked from elsewhere can't be fetched: the package needs the internet.
  document.addEventListener("securitypolicyviolation", (event) => {
    if (/^https?:/.test(event.blockedURI) && !event.blockedURI.startsWith(setting.origin)) tell("outside");
  });
  addEventListener("error", (event) => isStarted || event.target === window || fail("broken"), true);
}

function tellHeight() {
  let known = 0;
  const measure = () => {
    const height = Math.ceil(box.getBoundingClientRect().height);
    if (height !== known) tell("height", (known = height));
  };
  new ResizeObserver(measure).observe(box);
  measure();
}

// H5P hands over what is to be kept as text; the same again is not told twice.
function keepState() {
  const told = new Map();
  window.H5P.setUserData = (_content, name, value, extras) => {
    const key = `${(extras && extras.subContentId) || 0}:${name}`;
    const text = JSON.stringify(value);
    if (text === undefined || told.get(key) === text) return;
    told.set(key, text);
    tell("state", { key, text });
  };
}

// H5P asks its instances every second; after a touch or a statement we ask at once.
function flushSoon() {
  clearTimeout(flushSoon.timer);
  flushSoon.timer = setTimeout(flush, SOON);
}

function flush() {
  for (const instance of window.H5P.instances) {
    const state = instance.getCurrentState && instance.getCurrentState();
    if (state !== undefined) window.H5P.setUserData(CONTENT, "state", state);
  }
}

function listen() {
  window.H5P.externalDispatcher.on("xAPI", (event) => {
    tell("statement", JSON.stringify(event.data.statement));
    flushSoon();
  });
  for (const name of ["click", "keyup", "pointerup", "change"]) addEventListener(name, flushSoon, true);
  addEventListener("visibilitychange", flush);
  addEventListener("pagehide", flush);
}

// Leaving quickly works from in here, too: the page around counts the presses.
function passOnKeys() {
  addEventListener("keydown", (event) => event.key === "Shift" && !event.repeat && tell("key"), true);
}

// {"0:state": text} as H5P wants it: {0: {state: text}}
function given(states) {
  const data = {};
  for (const [key, text] of Object.entries(states)) {
    const [part, ...name] = key.split(":");
    (data[part] = data[part] || {})[name.join(":")] = text;
  }
  return data;
}

async function start({ name, states }) {
  await new window.H5PStandalone.H5P(box, {
    id: CONTENT,
    h5pJsonPath: setting.files,
    frameJs: `${setting.core}/frame.bundle.js`,
    frameCss: `${setting.core}/styles/h5p.css`,
    embedType: "div",
    preventH5PInit: false, // in spite of its name: this is the value that leaves the start to us
    contentUserData: given(states),
    saveFreq: 1,
    xAPIObjectIRI: name,
    reportingIsEnabled: true,
    fullScreen: true,
    frame: false,
    translations: { H5P: setting.words },
  });
  keepState();
  listen();
  window.H5P.init(document.body);
  isStarted = true;
  tellHeight();
  tell("started");
}

addEventListener("message", (event) => {
  if (event.source !== around || !event.data || event.data.activity !== 1 || start.isAsked) return;
  start.isAsked = true;
  start(event.data).catch(() => fail("broken"));
});

watchTrouble();
passOnKeys();
if (setting.problem) fail(setting.problem);
else tell("ready");
