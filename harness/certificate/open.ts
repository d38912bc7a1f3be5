import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Statement } from "../../specs/types/certificate.format.d.ts";
import type { Envelope } from "../../specs/types/envelope.format.d.ts";
import type { Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { parseJson } from "../read/json.ts";
import type { BundleFolder } from "../record/stored.ts";
import { certificateName } from "../journal/bundle-files.ts";
import { failure, ok, type Result } from "../result.ts";
import { isSignedBy, payloadOf, renderEnvelope } from "./dsse.ts";
import { keyId } from "./key.ts";
import { payloadType } from "./statement.ts";

/** The envelope of a certificate, and its text. */
export interface OpenedEnvelope {
  readonly envelope: Envelope;
  readonly text: string;
}

/** Problems: FILE_UNREADABLE; ENVELOPE for what is no DSSE envelope with one signature. */
export async function openEnvelope(
  folder: BundleFolder,
  formats: Formats,
): Promise<Result<OpenedEnvelope>> {
  const file = path.join(folder.shown, certificateName);
  let text: string;
  try {
    text = await readFile(path.join(folder.path, certificateName), "utf8");
  } catch (error) {
    return failure([unreadable(file, error)]);
  }
  const data = parseJson(text);
  if (!data.ok) return failure([noEnvelope(file, "this is no JSON; the file may be cut")]);
  const checked = formats.checkData("envelope", data.value, file);
  if (checked.ok) return ok({ envelope: checked.value, text });
  return failure(checked.problems.map(({ message }) => noEnvelope(file, message)));
}

/**
 * Why an envelope is not to be believed; empty: this key signed what is in it.
 *
 * Problems: SIGNATURE; KEY_ID for an envelope that names another key; PAYLOAD_TYPE; ENVELOPE_REWRITTEN for one that
 * says the same in other bytes.
 */
export function whyNotAuthentic(
  { envelope, text }: OpenedEnvelope,
  key: KeyObject,
  shown: string,
): readonly Problem[] {
  const at = { file: path.join(shown, certificateName) };
  const named = envelope.signatures[0]?.keyid ?? "";
  const own = keyId(key);
  const otherType: readonly Problem[] =
    envelope.payloadType === payloadType
      ? []
      : [{ code: "PAYLOAD_TYPE", at, message: otherPayload(envelope.payloadType) }];
  if (!isSignedBy(envelope, key)) {
    const problem: Problem =
      named === own
        ? { code: "SIGNATURE", at, message: "the signature does not fit what the envelope holds" }
        : { code: "KEY_ID", at, message: `signed by the key ${named}, not by ${own}` };
    return [problem, ...otherType];
  }
  const forged = `the envelope names the key ${named}, but ${own} signed it`;
  const rewritten = "the envelope says what was signed, but in other bytes than it was written in";
  return [
    ...(named === own ? [] : [{ code: "KEY_ID", at, message: forged } as const]),
    ...otherType,
    ...(renderEnvelope(envelope) === text
      ? []
      : [{ code: "ENVELOPE_REWRITTEN", at, message: rewritten } as const]),
  ];
}

const otherPayload = (type: string): string =>
  `the payload is ${JSON.stringify(type)}, but that of a certificate is ${payloadType}`;

/** What a certificate says. Problems: STATEMENT for a payload that is none of Headwater's, or of a newer one's. */
export function readStatement(
  { envelope }: OpenedEnvelope,
  formats: Formats,
  shown: string,
): Result<Statement> {
  const file = path.join(shown, certificateName);
  const data = parseJson(payloadOf(envelope).toString());
  const checked = data.ok ? formats.checkData("certificate", data.value, file) : data;
  if (checked.ok) return checked;
  return failure(
    checked.problems.map(({ message }) => ({
      code: "STATEMENT",
      at: { file },
      message: `the payload is no certificate of this Headwater: ${message}`,
    })),
  );
}

const noEnvelope = (file: string, why: string): Problem => ({
  code: "ENVELOPE",
  at: { file },
  message: `no DSSE envelope with one signature: ${why}`,
});

function unreadable(file: string, error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const message =
    code === "ENOENT" ? "there is no certificate" : `cannot be read (${String(code ?? error)})`;
  return { code: "FILE_UNREADABLE", at: { file }, message };
}
