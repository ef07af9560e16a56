// Argon2id on a thread of its own: the only place with WebAssembly, and its policy lets it send
// nothing anywhere. A classic worker, because the library is a classic script beside this file.
const FLOOR = { memory: 65536, passes: 3, lanes: 1, length: 64 }; // KiB, rounds, threads, bytes

// In the take-away page the library stands in front of this text and is there already.
if (!self.hashwasm) importScripts(new URL("argon2.umd.min.js", self.location.href).href);

const isWeaker = (cost) =>
  !(cost.memory >= FLOOR.memory && cost.passes >= FLOOR.passes) ||
  cost.lanes !== FLOOR.lanes ||
  cost.length !== FLOOR.length;

async function stretch({ secret, salt, cost }) {
  if (isWeaker(cost) || salt.length !== 16) throw new Error("floor");
  if (typeof WebAssembly !== "object") throw new Error("wasm");
  return self.hashwasm.argon2id({
    password: secret,
    salt,
    memorySize: cost.memory,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: cost.length,
    outputType: "binary",
  });
}

// "wasm": forbidden or missing. "memory": whatever else fails, since the input was sound.
function reasonOf(error) {
  if (error.message === "floor" || error.message === "wasm") return error.message;
  return ["CompileError", "EvalError"].includes(error.name) ? "wasm" : "memory";
}

self.onmessage = async ({ data }) => {
  try {
    const key = await stretch(data);
    self.postMessage({ id: data.id, key }, [key.buffer]);
  } catch (error) {
    self.postMessage({ id: data.id, failed: reasonOf(error) });
  } finally {
    data.secret.fill(0);
  }
};
