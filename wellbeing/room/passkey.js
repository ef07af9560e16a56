// A third way in: a passkey whose PRF extension gives 32 secret bytes, the same each time.
// It is a key of its own, never the one for signing in; the server hears nothing of it. It may be
// copied to other devices by the account it lives in, which can be an employer's: the page says so.
// Sources disagree on which browsers can, so it is tried at run time, and is never the only way in.
import { random, utf8 } from "./bytes.js";

const INPUT = utf8("sc/v1/prf");

// Reason: "none" (no passkeys here), "prf" (a passkey, but without this), "refused" (cancelled).
export class NoPasskey extends Error {
  constructor(reason) {
    super(`no passkey: ${reason}`);
    this.reason = reason;
  }
}

const prf = () => ({ prf: { eval: { first: INPUT } } });

// A first guess only; false is certain, true is not.
export const mayHavePasskeys = () =>
  Boolean(globalThis.PublicKeyCredential && globalThis.navigator?.credentials);

async function refusalOr(asking) {
  if (!mayHavePasskeys()) throw new NoPasskey("none");
  try {
    return await asking();
  } catch {
    throw new NoPasskey("refused");
  }
}

function secretOf(credential) {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  return first ? new Uint8Array(first) : null;
}

// Lets the device tidy away a passkey that cannot do what it was made for, where it knows how to.
function forget(credential) {
  const which = { rpId: location.hostname, credentialId: credential.id };
  PublicKeyCredential.signalUnknownCredential?.(which)?.catch(() => {});
}

// `label` is what the device lists: neutral, in the person's language. → 32 bytes for addKey().
export async function makePasskey(label) {
  const credential = await refusalOr(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: location.hostname, name: label },
        user: { id: random(16), name: label, displayName: label },
        challenge: random(32),
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
        extensions: prf(),
      },
    }),
  );
  const secret = secretOf(credential);
  if (secret) return secret;
  if (credential.getClientExtensionResults().prf?.enabled) return usePasskey(credential.rawId);
  forget(credential);
  throw new NoPasskey("prf");
}

// → 32 bytes for open({ kind: "key" }). The device asks which passkey, unless one is named.
export async function usePasskey(id = null) {
  const credential = await refusalOr(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        rpId: location.hostname,
        userVerification: "required",
        allowCredentials: id ? [{ type: "public-key", id }] : [],
        extensions: prf(),
      },
    }),
  );
  const secret = secretOf(credential);
  if (!secret) throw new NoPasskey("prf");
  return secret;
}
