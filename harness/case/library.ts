import path from "node:path";
import type { Problem } from "../problem.ts";
import { digest } from "../read/digest.ts";
import { type NamedFile, readText, readYamlFolder, yamlFilesIn } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { type Parts, partsInMemory } from "../read/parts.ts";
import { parseYaml, type YamlDocument } from "../read/yaml.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import type { SpecBook } from "../requirements/types.ts";
import { TextList } from "../text/text-pages.ts";
import { type CaseContext, compileCase } from "./compile.ts";
import { compileFixtures } from "./fixture.ts";
import { withNeeds } from "./needs.ts";
import { compileShared } from "./shared.ts";
import { type Used, usedIn, withUsers } from "./shared-users.ts";
import type { Case, Library } from "./types.ts";
import { keepHeads, type Unread, unreadCases, unreader } from "./unread.ts";

/** Where the parts of a suite folder are; absolute paths. */
export interface SuiteFolders {
  readonly cases: readonly string[];
  readonly fixtures: string;
  /** Files of what cases share. */
  readonly shared: readonly string[];
}

/**
 * All cases and fixtures of a suite, compiled and checked against each other, file by file: of one that is compiled nothing is
 * kept but what tells its cases from others.
 *
 * Problems, all at once: those of the files; DUPLICATE_ID over all cases.
 *
 * @param base Problems name files relative to this folder.
 * @param parts Where the cases go.
 */
export async function loadLibrary(
  folders: SuiteFolders,
  base: string,
  specs: SpecBook,
  formats: Formats,
  parts: Parts = partsInMemory(),
): Promise<Result<Library>> {
  const sources = readYamlFolder(folders.fixtures, base);
  const names = collect(folders.cases.map((folder) => yamlFilesIn(folder, base)));
  const files = collect(folders.shared.map((file) => readText(file, path.relative(base, file))));
  if (!sources.ok || !names.ok || !files.ok) return merged(sources, names, files);
  const documents = collect(sources.value.map(parseYaml));
  const named = collect(files.value.map(parseYaml));
  if (!documents.ok || !named.ok) return merged(documents, named);
  const shared = compileShared(named.value, formats);
  if (!shared.ok) return shared;
  const recipes = { formats, schemas: specs.schemas, shared: shared.value };
  const fixtures = compileFixtures(documents.value, recipes);
  if (!fixtures.ok) return fixtures;
  const context = { formats, specs, fixtures: fixtures.value, shared: shared.value };
  const needing = withNeeds({ cases: [], fixtures: fixtures.value }, specs.abilities);
  const compiled = readCases(names.value.flat(), context, unreader(parts));
  if (!needing.ok || !compiled.ok) return merged(needing, compiled);
  const { cases, digests, used } = compiled.value;
  const problems = duplicateCases(cases);
  if (problems.length > 0) return failure(problems);
  const sorted = cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const kept = keepHeads(
    sorted.map(({ part }) => part),
    parts,
  );
  const users = [...documents.value.map(usedIn), ...used];
  const written = [...[...named.value, ...documents.value].map(digestOf), ...digests];
  return ok({
    cases: unreadCases(kept, parts),
    fixtures: needing.value.fixtures,
    shared: withUsers(shared.value, users),
    digest: digest(written.toSorted()),
  });
}

/** What is kept of files of cases. */
interface ReadCases {
  readonly cases: readonly Unread[];
  /** Of what each file says. */
  readonly digests: Iterable<string>;
  /** Of files that name any word of the suite. */
  readonly used: readonly Used[];
}

function readCases(
  files: readonly NamedFile[],
  context: CaseContext,
  keep: (testCase: Case) => Unread,
): Result<ReadCases> {
  const cases: Unread[] = [];
  const digests = new TextList();
  const used: Used[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const text = readText(file.path, file.shown);
    const document = text.ok ? parseYaml(text.value) : text;
    const read = document.ok ? compileDocument(document.value, context) : document;
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    for (const testCase of read.value.cases) cases.push(keep(testCase));
    digests.add(read.value.digest);
    if (read.value.used.uses.length > 0) used.push(read.value.used);
  }
  return problems.length > 0 ? failure(problems) : ok({ cases, digests, used });
}

/** The cases of one file, and what is to be known of the document: what it is as written, and what it names. */
function compileDocument(document: YamlDocument, context: CaseContext) {
  const compiled = compileCase(document, context);
  if (!compiled.ok) return compiled;
  const { abilities } = context.specs;
  const needing = withNeeds({ cases: compiled.value, fixtures: new Map() }, abilities);
  if (!needing.ok) return needing;
  const { cases } = needing.value;
  return ok({ cases, digest: digestOf(document), used: usedIn(document) });
}

const digestOf = ({ data }: YamlDocument): string => digest(data);

function merged(...results: readonly Result<unknown>[]): Result<never> {
  return failure(results.flatMap((result) => (result.ok ? [] : result.problems)));
}

type Identified = Pick<Case, "id" | "base" | "origin">;

/** A case id belongs to one file, and a combination's name to one combination. */
export function duplicateCases(cases: readonly Identified[]): readonly Problem[] {
  const firsts = new Map<string, Identified>();
  const problems = new Map<string, Problem>();
  for (const testCase of cases) {
    const owner = firsts.get(testCase.base) ?? testCase;
    const twin = firsts.get(testCase.id);
    if (owner.origin.file !== testCase.origin.file)
      problems.set(testCase.base, duplicate(testCase.base, testCase, owner));
    else if (twin !== undefined) problems.set(testCase.id, duplicate(testCase.id, testCase, twin));
    firsts.set(testCase.base, owner).set(testCase.id, twin ?? testCase);
  }
  return [...problems.values()];
}

function duplicate(id: string, { origin: at }: Identified, { origin }: Identified): Problem {
  const hint = `the other stands in ${origin.file}:${String(origin.line)}`;
  return { code: "DUPLICATE_ID", at, message: `the case id "${id}" is given twice`, hint };
}
