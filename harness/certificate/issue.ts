import type { KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { Statement } from "../../specs/types/certificate.format.d.ts";
import type { Library } from "../case/types.ts";
import { compressJournal } from "../journal/compress.ts";
import type { Problem } from "../problem.ts";
import { certificateName, compressedName, journalName } from "../journal/bundle-files.ts";
import { replaceFile, writeWhole } from "../read/write-whole.ts";
import { failure, ok, type Result } from "../result.ts";
import { renderEnvelope, signEnvelope } from "./dsse.ts";
import type { Examination } from "./examine.ts";
import { filesOf, publicKeyName, targetName } from "./files.ts";
import { publicPem } from "./key.ts";
import { createStatement, payloadType } from "./statement.ts";

export interface IssueInput {
  /** Absolute path of the bundle's folder: its journal and what was derived from it, and nothing else. */
  readonly directory: string;
  readonly examination: Examination;
  readonly library: Library;
  /** Text of the file that bound the target, without its secrets. */
  readonly targetFile: string;
  readonly privateKey: KeyObject;
}

/**
 * Makes a bundle a certificate: compresses its journal, adds the target file and the public key, and signs a statement that
 * covers every file. Only for an examination without problems. Problems: FILE_UNWRITABLE.
 */
export async function issueCertificate(input: IssueInput): Promise<Result<Statement>> {
  const { directory, examination, library, targetFile, privateKey } = input;
  const file = (name: string) => path.join(directory, name);
  try {
    await compress(file(journalName), file(compressedName));
    await writeWhole(file(targetName), targetFile);
    await writeWhole(file(publicKeyName), publicPem(privateKey));
    const statement = createStatement(examination, await filesOf(directory), library);
    const body = Buffer.from(JSON.stringify(statement));
    const envelope = signEnvelope(payloadType, body, privateKey);
    await writeWhole(file(certificateName), renderEnvelope(envelope));
    return ok(statement);
  } catch (error) {
    return failure([unwritable(directory, error)]);
  }
}

/** A journal that is compressed already stays as it is. */
async function compress(journal: string, compressed: string): Promise<void> {
  if (!existsSync(journal)) return;
  await replaceFile(compressed, (partial) => compressJournal(journal, partial));
  await rm(journal);
}

function unwritable(directory: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `the certificate cannot be written (${reason})`;
  return { code: "FILE_UNWRITABLE", at: { file: directory }, message };
}
