import type { Problem } from "../problem.ts";
import { createRedact } from "./redact.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { type VariableContext, variablesOf } from "../implementation/variables.ts";

/**
 * Problems of a target file as they may be shown. What came from the environment is its variable again. The line that a
 * problem quotes may hold a key that stands in the file itself: its signs become asterisks, so that the caret stays where
 * it is.
 *
 * @param document Absent when the file is no YAML.
 */
export function maskProblems(
  problems: readonly Problem[],
  environment: VariableContext["environment"],
  document?: YamlDocument,
): readonly Problem[] {
  const redact = createRedact(variablesOf(document?.data, environment));
  const keys = keysIn(document?.data).toSorted((a, b) => b.length - a.length);
  const conceal = (text: string) =>
    keys
      .reduce((shown, key) => shown.replaceAll(key, stars(key)), text)
      .replaceAll(written, (_all, name: string, value: string) => `${name}${stars(value)}`);
  return problems.map(({ at, ...problem }) => ({
    ...problem,
    message: conceal(redact(problem.message)),
    ...(at && {
      at: at.excerpt === undefined ? at : { ...at, excerpt: conceal(at.excerpt) },
    }),
  }));
}

/** A key as a line shows it, unless it is a variable. */
const written = /((?:confidential|public)["']?\s*:\s*["']?)([^\s"',}$]+)/g;

const stars = (text: string): string => "*".repeat(text.length);

/** Literal keys of a file that may be wrong in any way. */
function keysIn(data: unknown): readonly string[] {
  return membersOf(memberOf(data, "apis"))
    .flatMap((api) => membersOf(memberOf(api, "keys")))
    .filter((key) => typeof key === "string")
    .filter((key) => key !== "" && !key.includes("${"));
}

const memberOf = (data: unknown, name: string): unknown =>
  data !== null && typeof data === "object" && Object.hasOwn(data, name)
    ? (data as Readonly<Record<string, unknown>>)[name]
    : undefined;

const membersOf = (data: unknown): readonly unknown[] =>
  data !== null && typeof data === "object" ? Object.values(data) : [];
