import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { LosslessNumber, parse } from "lossless-json";
import type { Pact, PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { Problem } from "../problem.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import { parseJson } from "../read/json.ts";
import { readPactData } from "./read-pact.ts";

/** A pact and the file that it stands in, as reports show it. */
export interface PactFile {
  readonly file: string;
  readonly pact: Pact;
  /** Why some of its interactions cannot be verified here. */
  readonly unfit?: ReadonlyMap<PactInteraction, string>;
  /** What was passed over in it, a sentence each. */
  readonly notes?: readonly string[];
  /** The broker says that it is new to the provider: its failures do not count yet. */
  readonly pending?: true;
}

/**
 * The pacts of a file, or of every `.json` file of a folder.
 *
 * Problems: FILE_UNREADABLE; FORMAT for what is no pact, cut files among them; NOTHING_SELECTED for no interactions in any.
 */
export async function readPacts(
  name: string,
  workingFolder: string,
): Promise<Result<readonly PactFile[]>> {
  const files = await listFiles(path.resolve(workingFolder, name));
  if (files.length === 0) return failure([nothing(name, "there is no pact")]);
  const pacts = collect(
    await Promise.all(files.map((file) => readPact(file, path.relative(workingFolder, file)))),
  );
  if (!pacts.ok || pacts.value.some(({ pact }) => pact.interactions.length > 0)) return pacts;
  return failure(pacts.value.map(({ file }) => nothing(file, "the pact has no interactions")));
}

async function listFiles(name: string): Promise<readonly string[]> {
  const found = await stat(name).catch(() => undefined);
  if (!found?.isDirectory()) return [name];
  const entries = await readdir(name, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name.toLowerCase().endsWith(".json"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

async function readPact(file: string, shown: string): Promise<Result<PactFile>> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return failure([unreadable(shown)]);
  const data = parsePactJson(text, shown);
  if (!data.ok) return data;
  const read = readPactData(data.value, shown);
  return read.ok ? ok({ file: shown, ...read.value }) : read;
}

/** JSON with those numbers as their digits that we would write otherwise: `10.0`, or an id that no double holds. Problems: FORMAT. */
export function parsePactJson(marked: string, shown?: string): Result<unknown> {
  const text = marked.replace(/^\uFEFF/, "");
  const data = parseJson(text, shown, deepestPact);
  return data.ok ? ok(keepingDigits(text, data.value)) : data;
}

/** Levels that Pact's own reader goes down. */
const deepestPact = 127;

function keepingDigits(text: string, data: unknown): unknown {
  try {
    return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    return data;
  }
}

const parseNumber = (digits: string) =>
  JSON.stringify(Number(digits)) === digits ? Number(digits) : new LosslessNumber(digits);

const unreadable = (file: string): Problem => ({
  code: "FILE_UNREADABLE",
  at: { file },
  message: "cannot be read, or is no file or folder",
});

const nothing = (file: string, message: string): Problem => ({
  code: "NOTHING_SELECTED",
  at: { file },
  message,
});
