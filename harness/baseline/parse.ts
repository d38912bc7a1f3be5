import { verifiedBy } from "../case/known-apart.ts";
import type { BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type { Library } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import type { SourceText } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { parseYaml, type YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import { type Baseline, meansRequirement, nameOfEntry } from "./entries.ts";

/**
 * Reads a baseline. Every entry must name a check of the suite, or a requirement that one verifies: one that matches nothing would excuse nothing, and
 * nobody would see it. A check that a narrower selection leaves out is fine.
 *
 * Problems, all at once: those of the file; DUPLICATE_ID; UNKNOWN_CHECK; UNKNOWN_REQUIREMENT.
 */
export function parseBaseline(
  text: SourceText,
  { formats, library }: { readonly formats: Formats; readonly library: Library },
): Result<Baseline> {
  const checks = library.cases.flatMap((testCase) =>
    verifiedBy(testCase).map(({ id }) => `${testCase.id}/${id}`),
  );
  const requirements = library.cases.flatMap((testCase) =>
    verifiedBy(testCase).map(({ requirement }) => requirement),
  );
  const known = { names: new Set(checks), requirements: new Set(requirements) };
  return parseBaselineOf(text, formats, known, "check of the suite");
}

/** What a baseline may name. */
export interface Known {
  readonly names: ReadonlySet<string>;
  /** Absent: nothing is about a requirement. */
  readonly requirements?: ReadonlySet<string>;
}

/**
 * The same for other things that can fail.
 *
 * @param known Their names, and the requirements that they verify.
 * @param what What one of them is called: `check of the suite`.
 */
export function parseBaselineOf(
  text: SourceText,
  formats: Formats,
  known: Known,
  what: string,
): Result<Baseline> {
  const document = parseYaml(text);
  if (!document.ok) return document;
  const raw = formats.check("baseline", document.value);
  if (!raw.ok) return raw;
  const names = raw.value.baseline.map(nameOfEntry);
  const problems = [
    ...twice(names, document.value),
    ...unknown(raw.value.baseline, document.value, known, what),
  ];
  if (problems.length > 0) return failure(problems);
  return ok(new Map(raw.value.baseline.map((entry) => [nameOfEntry(entry), entry])));
}

function twice(names: readonly string[], document: YamlDocument): readonly Problem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            code: "DUPLICATE_ID",
            at: placeOf(document, index),
            message: `${name} stands here twice`,
          },
        ],
  );
}

function unknown(
  entries: readonly BaselineEntry[],
  document: YamlDocument,
  known: Known,
  what: string,
): readonly Problem[] {
  return entries.flatMap(({ check: name = "", requirement }, index) => {
    if (requirement !== undefined) return unknownRequirement(requirement, index, document, known);
    if (known.names.has(name)) return [];
    const message = `no ${what} is called "${name}"`;
    return [
      {
        code: "UNKNOWN_CHECK",
        at: placeOf(document, index),
        message,
        ...hinted(name, known.names),
      },
    ];
  });
}

function unknownRequirement(
  pattern: string,
  index: number,
  document: YamlDocument,
  { requirements = new Set() }: Known,
): readonly Problem[] {
  if ([...requirements].some((id) => meansRequirement(pattern, id))) return [];
  const at = placeOf(document, index, "requirement");
  const message = `no result is about the requirement "${pattern}"`;
  return [{ code: "UNKNOWN_REQUIREMENT", at, message, ...hinted(pattern, requirements) }];
}

const placeOf = (document: YamlDocument, index: number, key = "check") =>
  document.placeOf(["baseline", index, key]);
