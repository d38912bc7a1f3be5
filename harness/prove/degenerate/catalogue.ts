import type { DegenerateFile } from "../../../specs/types/degenerate.format.d.ts";
import type { Problem } from "../../problem.ts";
import { readText } from "../../read/files.ts";
import type { Formats } from "../../read/format.ts";
import { hinted } from "../../read/suggest.ts";
import { parseYaml } from "../../read/yaml.ts";
import { failure, ok, type Result } from "../../result.ts";
import { behaviours } from "./behaviours.ts";

/** Why a check passes against a server that implements nothing: by name of the server, then of the check. */
export type Reasons = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads the catalogue of accidental passes.
 *
 * Problems: those of the file; UNKNOWN_NAME for a server that does not exist; DUPLICATE_ID for a check given twice.
 */
export async function loadReasons(file: string, shown: string, formats: Formats): Promise<Result<Reasons>> {
  const text = await readText(file, shown);
  if (!text.ok) return text;
  const document = parseYaml(text.value);
  if (!document.ok) return document;
  const catalogue = formats.check("degenerate", document.value);
  if (!catalogue.ok) return catalogue;
  const problems: Problem[] = [];
  const reasons = Object.entries(catalogue.value.degenerate).map(([server, entries]) => {
    const at = document.value.placeOfKey(["degenerate", server]);
    if (!(server in behaviours)) {
      const message = `there is no degenerate server "${server}"`;
      problems.push({ code: "UNKNOWN_NAME", at, message, ...hinted(server, Object.keys(behaviours)) });
    }
    const checks = entries.flatMap(({ reason, checks: names }) => names.map((name) => [name, reason] as const));
    for (const name of repeated(checks.map(([check]) => check))) {
      problems.push({ code: "DUPLICATE_ID", at, message: `${server} gives ${name} twice` });
    }
    return [server, new Map(checks)] as const;
  });
  return problems.length > 0 ? failure(problems) : ok(new Map(reasons));
}

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

export type { DegenerateFile };
