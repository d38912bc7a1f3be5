import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import type { Problem } from "../problem.ts";
import { readText } from "../read/files.ts";
import { failure, ok, type Result } from "../result.ts";

/** An Ed25519 key pair as files hold it: PKCS #8 and SubjectPublicKeyInfo, in PEM. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly id: string;
}

export function createKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicPem(publicKey),
    id: keyId(publicKey),
  };
}

/** SHA-256 of the public half as SubjectPublicKeyInfo in DER, in hexadecimal, as in-toto and Sigstore tools name keys. */
export function keyId(key: KeyObject): string {
  const spki = publicHalf(key).export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("hex");
}

/** The public half as a PEM file holds it. */
export const publicPem = (key: KeyObject): string =>
  publicHalf(key).export({ type: "spki", format: "pem" }).toString();

const publicHalf = (key: KeyObject): KeyObject =>
  key.type === "public" ? key : createPublicKey(key);

/** Problems: those of reading; KEY for what is no Ed25519 private key in PEM. */
export async function readPrivateKey(file: string, shown: string): Promise<Result<KeyObject>> {
  const text = readText(file, shown);
  if (!text.ok) return text;
  if (text.value.text.includes("BEGIN PUBLIC KEY")) {
    return failure([unusable(shown, "this is the public half of a key", "sign with the other")]);
  }
  return readKey(() => createPrivateKey(text.value.text), shown);
}

/** Problems: those of reading; KEY for what is no Ed25519 public key in PEM. */
export async function readPublicKey(file: string, shown: string): Promise<Result<KeyObject>> {
  const text = readText(file, shown);
  if (!text.ok) return text;
  if (text.value.text.includes("PRIVATE KEY")) {
    const hint = "who verifies needs the public half, and nobody but the signer this file";
    return failure([unusable(shown, "this is a private key", hint)]);
  }
  return readKey(() => createPublicKey(text.value.text), shown);
}

function readKey(read: () => KeyObject, shown: string): Result<KeyObject> {
  try {
    const key = read();
    if (key.asymmetricKeyType === "ed25519") return ok(key);
    const message = `the key is ${key.asymmetricKeyType ?? "of another kind"}, but certificates take Ed25519`;
    return failure([unusable(shown, message)]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure([unusable(shown, `no key in PEM, or an encrypted one (${why})`)]);
  }
}

const unusable = (
  file: string,
  message: string,
  hint = "headwater keygen makes a pair",
): Problem => ({ code: "KEY", at: { file }, message, hint });
