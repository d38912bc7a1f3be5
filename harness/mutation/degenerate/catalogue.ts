import path from "node:path";
import type { AccidentEntry } from "../../../specs/types/degenerate.format.d.ts";
import type { Problem } from "../../problem.ts";
import { readText } from "../../read/files.ts";
import type { Formats } from "../../read/format.ts";
import { hinted } from "../../read/suggest.ts";
import { parseYaml, type YamlDocument } from "../../read/yaml.ts";
import { failure, ok, type Result } from "../../result.ts";
import { behaviours } from "./behaviours.ts";

/** Why a check passes against a server that implements nothing: by name of the server, then of the check. */
export type Reasons = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads the catalogue of accidental passes, `degenerate.yaml` in the folder of the suites.
 *
 * Problems: those of the file; UNKNOWN_NAME for a server that does not exist; DUPLICATE_ID for a check with two
 * reasons against one server.
 */
export async function loadReasons(
  { suites, base }: { readonly suites: string; readonly base: string },
  formats: Formats,
): Promise<Result<Reasons>> {
  const file = path.join(suites, "degenerate.yaml");
  const text = readText(file, path.relative(base, file));
  if (!text.ok) return text;
  const document = parseYaml(text.value);
  if (!document.ok) return document;
  const catalogue = formats.check("degenerate", document.value);
  return catalogue.ok ? readEntries(catalogue.value.degenerate, document.value) : catalogue;
}

function readEntries(entries: readonly AccidentEntry[], document: YamlDocument): Result<Reasons> {
  const reasons = new Map<string, Map<string, string>>();
  const problems: Problem[] = [];
  for (const [index, { reason, checks, servers }] of entries.entries()) {
    for (const [place, server] of servers.entries()) {
      const at = document.placeOf(["degenerate", index, "servers", place]);
      if (!Object.hasOwn(behaviours, server)) problems.push(unknownServer(server, at));
      const own = reasons.get(server) ?? new Map<string, string>();
      reasons.set(server, own);
      for (const check of checks) {
        const message = `${check} has two reasons against ${server}`;
        if (own.has(check)) problems.push({ code: "DUPLICATE_ID", at, message });
        own.set(check, reason);
      }
    }
  }
  return problems.length > 0 ? failure(problems) : ok(reasons);
}

const unknownServer = (server: string, at: NonNullable<Problem["at"]>): Problem => ({
  code: "UNKNOWN_NAME",
  at,
  message: `there is no degenerate server "${server}"`,
  ...hinted(server, Object.keys(behaviours)),
});
