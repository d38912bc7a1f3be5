import type { BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type { Library } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import type { SourceText } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { parseYaml, type YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";

/** The failures that are known and accepted for a while, by check: case id, a slash, check id. */
export type Baseline = ReadonlyMap<string, BaselineEntry>;

/**
 * Reads a baseline. Every entry must name a check of the suite: one that matches nothing would excuse nothing, and
 * nobody would see it. A check that a narrower selection leaves out is fine.
 *
 * Problems, all at once: those of the file; DUPLICATE_ID; UNKNOWN_CHECK.
 */
export function parseBaseline(
  text: SourceText,
  { formats, library }: { readonly formats: Formats; readonly library: Library },
): Result<Baseline> {
  const checks = library.cases.flatMap((testCase) =>
    testCase.checks.map(({ id }) => `${testCase.id}/${id}`),
  );
  return parseBaselineOf(text, formats, new Set(checks), "check of the suite");
}

/**
 * The same for other things that can fail.
 *
 * @param known Their names.
 * @param what What one of them is called: `check of the suite`.
 */
export function parseBaselineOf(
  text: SourceText,
  formats: Formats,
  known: ReadonlySet<string>,
  what: string,
): Result<Baseline> {
  const document = parseYaml(text);
  if (!document.ok) return document;
  const raw = formats.check("baseline", document.value);
  if (!raw.ok) return raw;
  const names = raw.value.baseline.map((entry) => entry.check);
  const problems = [
    ...twice(names, document.value),
    ...unknown(names, document.value, known, what),
  ];
  if (problems.length > 0) return failure(problems);
  return ok(new Map(raw.value.baseline.map((entry) => [entry.check, entry])));
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
  names: readonly string[],
  document: YamlDocument,
  known: ReadonlySet<string>,
  what: string,
): readonly Problem[] {
  return names.flatMap((name, index) => {
    if (known.has(name)) return [];
    const message = `no ${what} is called "${name}"`;
    return [
      { code: "UNKNOWN_CHECK", at: placeOf(document, index), message, ...hinted(name, known) },
    ];
  });
}

const placeOf = (document: YamlDocument, index: number) =>
  document.placeOf(["baseline", index, "check"]);
