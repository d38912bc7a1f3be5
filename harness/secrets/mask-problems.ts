import type { Problem } from "../problem.ts";
import { createRedact, type Secret } from "./redact.ts";

/**
 * Problems of a target file as they may be shown. What came from the environment is its variable again. The line that a
 * problem quotes may hold a key that stands in the file itself: its signs become asterisks, so that the caret stays where
 * it is.
 *
 * @param secrets What the file has from the environment.
 * @param literalKeys Keys that stand in the file.
 */
export function maskProblems(
  problems: readonly Problem[],
  secrets: readonly Secret[],
  literalKeys: readonly string[],
): readonly Problem[] {
  const redact = createRedact(secrets);
  const keys = literalKeys.toSorted((a, b) => b.length - a.length);
  const mask = (text: string) =>
    keys
      .reduce((shown, key) => shown.replaceAll(key, stars(key)), text)
      .replaceAll(written, (_all, name: string, value: string) => `${name}${stars(value)}`)
      .replaceAll(password, stars);
  return problems.map(({ at, ...problem }) => ({
    ...problem,
    message: mask(redact(problem.message)),
    ...(problem.hint !== undefined && { hint: mask(problem.hint) }),
    ...(at && { at: at.excerpt === undefined ? at : { ...at, excerpt: mask(at.excerpt) } }),
  }));
}

/** A key as a line shows it, unless it is a variable. */
const written = /((?:confidential|public)["']?\s*:\s*["']?)([^\s"',}$]+)/g;

/** Of a URL, or of what was meant as one: `http://me:secret@proxy`, `me:secret@proxy`. */
const password = /(?<=(?:^|[\s"'])(?:[a-z][\w+.-]*:\/\/)?[^\s"':@/]*:)(?!\/\/)[^\s"']+(?=@)/gi;

const stars = (text: string): string => "*".repeat(text.length);
