import { createPrivateKey, createPublicKey, createHash, sign } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { onTestFinished } from "vitest";
import type { Statement } from "../../specs/types/certificate.format.d.ts";
import type { Ended } from "./command.ts";
import { headwaterIn, openWorld, type WorldOptions } from "./world.ts";

/** A certificate in its folder `certificate`, with what it was made with, to be changed by one test. */
export interface Issued {
  readonly folder: string;
  readonly headwater: (...args: readonly string[]) => Promise<Ended>;
  /** Names of its files, sorted. */
  readonly names: () => Promise<readonly string[]>;
  readonly read: (name: string) => Promise<Buffer>;
  readonly write: (name: string, data: string | Buffer) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  readonly statement: () => Promise<Statement>;
  /** Changes the lines of the journal. */
  readonly editJournal: (edit: (lines: readonly string[]) => readonly string[]) => Promise<void>;
  /** Signs the files as they are now, with the same key: what a signer could do who lies. */
  readonly signAgain: (options?: SigningOptions) => Promise<void>;
}

export interface SigningOptions {
  readonly say?: (statement: Statement) => unknown;
  /** Of the signed text. */
  readonly edit?: (body: string) => string;
  readonly payloadType?: string;
  /** File of another key. */
  readonly key?: string;
}

export const certifiable = "implementation: { name: acme-books, version: 1.2.3 }";

/** Made once, for all tests of a file. */
let original: Promise<string> | undefined;

/** A fresh copy of one certificate of the bookshop. The keys are `own.key`, `own.pub`, `other.key` and `other.pub`. */
export async function issued(): Promise<Issued> {
  original ??= issue({ target: certifiable });
  const folder = await mkdtemp(path.join(tmpdir(), "headwater-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(await original, folder, { recursive: true });
  return open(folder);
}

/** Removes what all copies were made of. */
export async function forgetIssued(): Promise<void> {
  if (original !== undefined) await rm(await original, { recursive: true, force: true });
}

async function issue(options: WorldOptions): Promise<string> {
  const world = await openWorld({ cases: 2, ...options });
  for (const name of ["own", "other"]) await world.headwater("keygen", name);
  const made = await world.headwater(
    "certify",
    "--target",
    "target.yaml",
    "--key",
    "own.key",
    "-q",
  );
  if (made.code !== 0) throw new Error(made.stderr);
  const kept = await mkdtemp(path.join(tmpdir(), "headwater-"));
  await cp(world.folder, kept, { recursive: true });
  return kept;
}

function open(folder: string): Issued {
  const file = (name: string) => path.join(folder, "certificate", name);
  const read = (name: string) => readFile(file(name));
  const write = (name: string, data: string | Buffer) => writeFile(file(name), data);
  const names = async () => (await readdir(path.join(folder, "certificate"))).toSorted();
  const statement = async () => {
    const { payload } = JSON.parse(String(await read("certificate.json"))) as { payload: string };
    return JSON.parse(Buffer.from(payload, "base64").toString()) as Statement;
  };
  return {
    folder,
    headwater: (...args) => headwaterIn(folder, args),
    names,
    read,
    write,
    remove: (name) => rm(file(name)),
    statement,
    editJournal: async (edit) => {
      const lines = brotliDecompressSync(await read("journal.ndjson.br"))
        .toString()
        .trim();
      const edited = edit(lines.split("\n"));
      await write("journal.ndjson.br", brotliCompressSync(`${edited.join("\n")}\n`));
    },
    signAgain: async (options = {}) => {
      const covered = (await names()).filter((name) => name !== "certificate.json");
      const digests = new Map<string, string>();
      for (const name of covered) digests.set(name, sha256(await read(name)));
      const said = withDigests(await statement(), digests);
      const journal = await read("journal.ndjson.br");
      said.predicate.headwater.journal.digest = lastDigest(journal);
      const told = JSON.stringify(options.say?.(said) ?? said);
      const body = options.edit?.(told) ?? told;
      const key = await readFile(path.join(folder, options.key ?? "own.key"));
      await write("certificate.json", envelopeOf(body, key, options.payloadType));
    },
  };
}

const sha256 = (data: Buffer): string => createHash("sha256").update(data).digest("hex");

function withDigests(statement: Statement, digests: ReadonlyMap<string, string>): Statement {
  const [implementation, ...files] = statement.subject;
  if (implementation === undefined) throw new Error("the statement has no subject");
  const types = new Map(files.map(({ name, mediaType }) => [name, mediaType]));
  const subject = [...digests].map(([name, digest]) => {
    const mediaType = types.get(name);
    return { name, digest: { sha256: digest }, ...(mediaType && { mediaType }) };
  });
  return { ...statement, subject: [implementation, ...subject] };
}

/** The digest of a journal's last line, made without the harness. */
function lastDigest(packed: Buffer): string {
  const lines = brotliDecompressSync(packed).toString().trim().split("\n");
  return lines.reduce((before, line) => sha256(Buffer.from(before + line)), "");
}

/** An envelope made without the harness, as another signer of DSSE would. */
function envelopeOf(body: string, key: Buffer, payloadType = "application/vnd.in-toto+json") {
  const pae = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${Buffer.byteLength(body)} ${body}`;
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  const signature = sign(null, Buffer.from(pae), createPrivateKey(key)).toString("base64");
  const payload = Buffer.from(body).toString("base64");
  const signatures = [{ keyid: sha256(spki), sig: signature }];
  return `${JSON.stringify({ payload, payloadType, signatures }, null, 2)}\n`;
}
