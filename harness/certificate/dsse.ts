import { type KeyObject, sign, verify } from "node:crypto";
import type { Envelope } from "../../specs/types/envelope.format.d.ts";
import { keyId } from "./key.ts";

/**
 * The bytes that a signature is over: the pre-authentication encoding of DSSE v1 (protocol.md, "Signature Definition").
 * Lengths are of bytes, so no two pairs of type and body are encoded alike.
 */
export function preAuthEncoding(payloadType: string, body: Buffer): Buffer {
  const type = Buffer.from(payloadType, "utf8");
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${body.length} `),
    body,
  ]);
}

/** @param key An Ed25519 private key. */
export function signEnvelope(payloadType: string, body: Buffer, key: KeyObject): Envelope {
  const signature = sign(null, preAuthEncoding(payloadType, body), key);
  return {
    payload: body.toString("base64"),
    payloadType,
    signatures: [{ keyid: keyId(key), sig: signature.toString("base64") }],
  };
}

/** The signed bytes. Nothing in them is to be believed before `isSignedBy`. */
export const payloadOf = ({ payload }: Envelope): Buffer => Buffer.from(payload, "base64");

/** Whether this key signed the payload under its type. What the envelope says of the key does not count. */
export function isSignedBy(envelope: Envelope, publicKey: KeyObject): boolean {
  const message = preAuthEncoding(envelope.payloadType, payloadOf(envelope));
  return envelope.signatures.some(({ sig }) =>
    verify(null, message, publicKey, Buffer.from(sig, "base64")),
  );
}

/**
 * The file of an envelope. There is one text for each, with its Base64 written anew, for in Base64 several texts may stand
 * for the same bytes: so every changed byte of a file shows.
 */
export function renderEnvelope(envelope: Envelope): string {
  const payload = payloadOf(envelope).toString("base64");
  const signatures = envelope.signatures.map(({ keyid, sig }) => ({
    keyid,
    sig: Buffer.from(sig, "base64").toString("base64"),
  }));
  const { payloadType } = envelope;
  return `${JSON.stringify({ payload, payloadType, signatures }, null, 2)}\n`;
}
