import type { Problem } from "../problem.ts";
import { digest } from "../read/digest.ts";
import type { Formats } from "../read/format.ts";
import type { YamlDocument } from "../read/yaml.ts";
import type { Result } from "../result.ts";
import type { SpecBook } from "../requirements/types.ts";
import { compileCase } from "./compile.ts";
import { fileKind } from "./file-kind.ts";
import { compileFixtures } from "./fixture.ts";
import { duplicateCases } from "./library.ts";
import { withNeeds } from "./needs.ts";
import { compileShared } from "./shared.ts";
import type { Case, Library, Shared, SharedWords } from "./types.ts";
import { unknownWords, type Vocabulary } from "./unknown-words.ts";
import { vacuousCases } from "./vacuity.ts";

/** Files of an author, read beside the bundled ones. */
export interface OwnFiles {
  /** Everything together. */
  readonly library: Library;
  /** Their cases alone. */
  readonly cases: readonly Case[];
  /** What keeps them from running. */
  readonly problems: readonly Problem[];
  /** What of the cases proves less than it seems to; they run all the same. */
  readonly vacuous: readonly Problem[];
}

/** What they are compiled beside. */
export interface Beside {
  readonly library: Library;
  readonly specs: SpecBook;
  readonly formats: Formats;
  readonly vocabulary: Vocabulary;
}

/**
 * Compiles cases, fixtures and what cases share beside a library, whose fixtures they may use.
 * Problems, all at once: those of compiling; DUPLICATE_ID for what the library has already; UNKNOWN_NAME for words that mean nothing.
 */
export function compileOwn(documents: readonly YamlDocument[], beside: Beside): OwnFiles {
  const { library, specs, formats } = beside;
  const of = (kind: "case" | "fixture" | "shared") =>
    documents.filter((document) => fileKind(document) === kind);
  const shared = withShared(compileShared(of("shared"), formats), library.shared);
  const ofRecipes = { formats, schemas: specs.schemas, shared: shared.value };
  const compiled = compileFixtures(of("fixture"), { ...ofRecipes, known: library.fixtures });
  const own = compiled.ok ? compiled.value : library.fixtures;
  // A name that is there already goes on meaning what it meant.
  const fixtures = new Map([...own, ...library.fixtures]);
  const context = { formats, specs, fixtures, shared: shared.value };
  const read = of("case").map((document) => compileCase(document, context));
  const cases = read.flatMap((one) => (one.ok ? one.value : []));
  const needing = withNeeds({ cases, fixtures }, specs.abilities);
  const known = { ...beside.vocabulary, fixtures };
  const all = [...library.cases, ...(needing.ok ? needing.value.cases : cases)];
  const problems = [
    ...shared.problems,
    ...problemsOf(compiled),
    ...twice(own, library.fixtures, "fixture"),
    ...read.flatMap(problemsOf).filter(isTold(compiled, of("fixture"))),
    ...[...of("case"), ...of("fixture")].flatMap((document) => unknownWords(document, known)),
    ...duplicateCases(all),
    ...problemsOf(needing),
  ];
  return {
    library: {
      cases: all.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      fixtures: needing.ok ? needing.value.fixtures : fixtures,
      shared: shared.value,
      digest: digest([library.digest, ...documents.map(({ data }) => digest(data)).toSorted()]),
    },
    cases,
    problems,
    vacuous: vacuousCases(cases, library.cases),
  };
}

const problemsOf = (result: Result<unknown>): readonly Problem[] =>
  result.ok ? [] : result.problems;

function withShared(
  compiled: Result<SharedWords>,
  bundled: SharedWords,
): { readonly value: SharedWords; readonly problems: readonly Problem[] } {
  if (!compiled.ok) return { value: bundled, problems: compiled.problems };
  const { axes, settled } = compiled.value;
  return {
    value: {
      axes: new Map([...bundled.axes, ...axes]),
      settled: new Map([...bundled.settled, ...settled]),
    },
    problems: [
      ...twice(axes, bundled.axes, "axis"),
      ...twice(settled, bundled.settled, "settled state"),
    ],
  };
}

/** Names that the library has already. */
function twice(
  own: ReadonlyMap<string, Pick<Shared, "origin">>,
  bundled: ReadonlyMap<string, Pick<Shared, "origin">>,
  noun: string,
): readonly Problem[] {
  return [...own].flatMap(([name, { origin: at }]) => {
    const other = bundled.get(name)?.origin;
    if (other === undefined || other === at) return [];
    const hint = `the other stands in ${other.file}:${String(other.line)}`;
    const message = `the ${noun} "${name}" is there already`;
    return [{ code: "DUPLICATE_ID", at, message, hint } as const];
  });
}

/** Where fixtures do not compile, cases that use them are not blamed for it. */
function isTold(compiled: Result<unknown>, documents: readonly YamlDocument[]) {
  const names = documents.flatMap(({ data }) =>
    Object.values(Object(data) as object).flatMap((group: unknown) => Object.keys(Object(group))),
  );
  return ({ code, message }: Problem): boolean =>
    compiled.ok || code !== "UNKNOWN_FIXTURE" || !names.some((one) => message.includes(`"${one}"`));
}
