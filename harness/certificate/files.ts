import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { ResourceDescriptor } from "../../specs/types/certificate.format.d.ts";
import type { Problem } from "../problem.ts";
import { certificateName, compressedName } from "../journal/bundle-files.ts";
import { fileNames } from "../report/model/file-names.ts";

/** The public half of the key that signed, for whoever has no better source. */
export const publicKeyName = "certificate.pub";

/** The file that bound the target, without its keys. */
export const targetName = "target.yaml";

/** The files that a run may leave and a certificate does not take over. */
export const certifiedFormats = ["json", "markdown", "html"] as const;

/** The files that a certificate covers. */
const coveredNames: ReadonlySet<string> = new Set([
  publicKeyName,
  targetName,
  compressedName,
  ...certifiedFormats.map((format) => fileNames.run[format]),
]);

/** All that lies in a folder beside the envelope, by name, `/` between folders. What is no file, such as a folder or a link, has no digest. */
export async function filesOf(folder: string): Promise<ReadonlyMap<string, string | undefined>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string | undefined>();
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join("/");
    if (name === certificateName && entry.isFile()) continue;
    files.set(name, entry.isFile() ? await digestOfFile(file) : undefined);
  }
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** SHA-256 of a file's bytes, in hexadecimal. */
async function digestOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex");
}

/** The files as subjects of a statement. */
export function fileSubjects(
  files: ReadonlyMap<string, string | undefined>,
): readonly ResourceDescriptor[] {
  return [...files].map(([name, sha256 = ""]) => {
    const mediaType = mediaTypes[path.extname(name)];
    return { name, digest: { sha256 }, ...(mediaType && { mediaType }) };
  });
}

const mediaTypes: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".md": "text/markdown",
  ".html": "text/html",
  ".yaml": "application/yaml",
  ".br": "application/vnd.headwater.journal+brotli",
  ".pub": "application/x-pem-file",
};

/**
 * In what the files of a certificate are not those that were signed: every one, each with its own problem.
 *
 * @param shown The folder as the user named it.
 */
export function whyOtherFiles(
  subjects: readonly ResourceDescriptor[],
  found: ReadonlyMap<string, string | undefined>,
  shown: string,
): readonly Problem[] {
  const signed = new Map(subjects.map(({ name, digest }) => [name, digest.sha256]));
  const at = (name: string) => ({ file: path.join(shown, name) });
  const missing = [...signed.keys()]
    .filter((name) => !found.has(name))
    .map((name): Problem => ({
      code: "FILE_MISSING",
      at: at(name),
      message: "the certificate covers this file, and it is not there",
    }));
  const others = [...found].flatMap(([name, digest]): readonly Problem[] => {
    if (digest === undefined && name === certificateName)
      return [{ code: "FILE_CHANGED", at: at(name), message: "this is no file of its own" }];
    if (!signed.has(name)) return [{ code: "FILE_ADDED", at: at(name), message: added(name) }];
    if (digest !== signed.get(name))
      return [{ code: "FILE_CHANGED", at: at(name), message: changed }];
    if (!coveredNames.has(name))
      return [{ code: "FILE_ADDED", at: at(name), message: "no certificate has such a file" }];
    return [];
  });
  return [...missing, ...others];
}

const changed = "this file is not the one that was signed";

const added = (name: string): string =>
  name === compressedName.replace(/\.br$/, "")
    ? "the certificate does not cover this file; the journal that it covers is packed"
    : "the certificate does not cover this file";
