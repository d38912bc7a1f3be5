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
 * Problems: FILE_UNREADABLE; FORMAT and UNKNOWN_KEY for what is no pact, cut files among them;
 * DUPLICATE_ID for interactions of the same description and states; NOTHING_SELECTED for no interactions.
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
  if (!pacts.ok) return pacts;
  const problems = pacts.value.flatMap(findRepeated);
  return problems.length > 0 ? failure(problems) : pacts;
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
  const data = parseJson(text, shown);
  if (!data.ok) return data;
  const read = readPactData(keepingDigits(text, data.value), shown);
  if (!read.ok) return read;
  if (read.value.pact.interactions.length === 0) {
    return failure([nothing(shown, "the pact has no interactions")]);
  }
  return ok({ file: shown, ...read.value });
}

/** The same data with those numbers as their digits that we would write otherwise: `10.0`, or an id that no double holds. */
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

/** DUPLICATE_ID for each interaction that a pact gives twice: results could not be told apart. */
export function findRepeated({ file, pact }: PactFile): readonly Problem[] {
  const seen = new Set<string>();
  return pact.interactions.flatMap((interaction) => {
    const key = interactionKey(interaction);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `the interaction "${interaction.description}" is given twice`;
    return [{ code: "DUPLICATE_ID", at: { file }, message } as const];
  });
}

/** What Pact tells interactions apart by. */
const interactionKey = ({ description, providerStates = [] }: PactInteraction): string =>
  JSON.stringify([description, providerStates]);
