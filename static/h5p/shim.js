// Runs first in the page of an activity. That page has no origin, so storage and cookies throw when they are
// touched, and H5P's core touches them as it starts: it gets empty ones that forget everything.
const STORES = ["localStorage", "sessionStorage"];

function forgetful() {
  const kept = new Map();
  const methods = {
    getItem: (key) => kept.get(String(key)) ?? null,
    setItem: (key, value) => void kept.set(String(key), String(value)),
    removeItem: (key) => void kept.delete(String(key)),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
  return new Proxy(methods, {
    get: (target, key) => (key in target ? target[key] : kept.get(key)),
    set: (_target, key, value) => Boolean(kept.set(String(key), String(value))),
    deleteProperty: (_target, key) => kept.delete(key) || true,
  });
}

for (const name of STORES) {
  try {
    void window[name].length;
  } catch {
    Object.defineProperty(window, name, { value: forgetful(), configurable: true });
  }
}

try {
  void document.cookie;
} catch {
  Object.defineProperty(document, "cookie", { get: () => "", set: () => {}, configurable: true });
}
