// What a phone keeps: sealed boxes, and whether it is to be ready for whom. Nothing of it can be read here.
const NAME = "away";

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("boxes", { keyPath: "uuid" });
    request.result.createObjectStore("ready");
  };
  return done(request);
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// A write is only done when its transaction is: until then a phone that dies has not kept it.
async function within(store, mode, act) {
  const database = await opened();
  const transaction = database.transaction(store, mode, { durability: "strict" });
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  try {
    const result = await done(act(transaction.objectStore(store)));
    await ended;
    return result;
  } finally {
    database.close();
  }
}

export const all = () => within("boxes", "readonly", (store) => store.getAll());
export const put = (box) => within("boxes", "readwrite", (store) => store.put(box));
export const remove = (uuid) => within("boxes", "readwrite", (store) => store.delete(uuid));
export const readyFor = () => within("ready", "readonly", (store) => store.get("for"));
export const beReadyFor = (whom) =>
  within("ready", "readwrite", (store) => (whom ? store.put(whom, "for") : store.delete("for")));
