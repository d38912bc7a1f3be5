import { createHash, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { crypto as sigstore, dsse } from "@sigstore/core";
import { describe, expect, it } from "vitest";
import { isSignedBy, payloadOf, preAuthEncoding, renderEnvelope, signEnvelope } from "./dsse.ts";
import { keyId } from "./key.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const type = "application/vnd.in-toto+json";
const body = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');

describe("the pre-authentication encoding", () => {
  it("is that of the protocol's own example", () => {
    expect(
      preAuthEncoding("http://example.com/HelloWorld", Buffer.from("hello world")).toString(),
    ).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  });

  it.each([
    { name: "nothing", type: "", body: Buffer.alloc(0) },
    { name: "bytes that are no text", type, body: Buffer.from([0xff, 0x00, 0x20, 0x0a]) },
    { name: "a type outside ASCII, counted in bytes", type: "application/vnd.exämple+json", body },
  ])("of $name is what Sigstore makes of it", (one) => {
    expect(preAuthEncoding(one.type, one.body)).toEqual(dsse.preAuthEncoding(one.type, one.body));
  });
});

describe("an envelope", () => {
  const envelope = signEnvelope(type, body, privateKey);
  const [signature] = envelope.signatures;

  it("is verified by Sigstore's code with the public key alone", () => {
    const message = dsse.preAuthEncoding(type, Buffer.from(envelope.payload, "base64"));
    const given = Buffer.from(signature?.sig ?? "", "base64");
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(sigstore.verify(message, sigstore.createPublicKey(pem), given)).toBe(true);
    expect(sigstore.verify(Buffer.concat([message, message]), createPublicKey(pem), given)).toBe(
      false,
    );
  });

  it("holds what was signed, and names the key by the digest of its SubjectPublicKeyInfo", () => {
    expect(payloadOf(envelope)).toEqual(body);
    const spki = publicKey.export({ type: "spki", format: "der" });
    expect(signature?.keyid).toBe(createHash("sha256").update(spki).digest("hex"));
    expect(keyId(privateKey)).toBe(signature?.keyid);
  });

  it("is taken from other signers too, and in either alphabet of Base64", () => {
    const bytes = Buffer.from([0xfb, 0xff, 0xbf, 0x3e, 0x3f]);
    const sig = sign(null, preAuthEncoding(type, bytes), privateKey).toString("base64url");
    const other = { payload: bytes.toString("base64url"), payloadType: type };
    expect(isSignedBy({ ...other, signatures: [{ keyid: "", sig }] }, publicKey)).toBe(true);
  });

  it.each([
    { name: "another key", key: generateKeyPairSync("ed25519").publicKey },
    { name: "another type", payloadType: "application/json" },
    { name: "another payload", payload: Buffer.from("{}").toString("base64") },
    { name: "half a signature", signatures: [{ keyid: "", sig: "c2ln" }] },
  ])("does not hold with $name", ({ key = publicKey, name: _name, ...change }) => {
    expect(isSignedBy({ ...envelope, ...change }, key)).toBe(false);
  });

  it("shows every changed byte: in what it says, in its signature, or in its text", () => {
    const text = Buffer.from(renderEnvelope(envelope));
    const unnoticed = [...text.keys()].filter((place) => {
      const changed = Buffer.from(text);
      changed[place] = (text[place] ?? 0) ^ 1;
      return holds(changed.toString("latin1"));
    });
    expect(holds(text.toString("latin1"))).toBe(true);
    expect(unnoticed).toEqual([]);
  });

  function holds(text: string): boolean {
    try {
      const read = JSON.parse(text) as typeof envelope;
      const named = read.signatures[0]?.keyid === keyId(publicKey);
      return named && isSignedBy(read, publicKey) && renderEnvelope(read) === text;
    } catch {
      return false;
    }
  }
});
