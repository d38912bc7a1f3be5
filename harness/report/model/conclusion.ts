import { duration } from "../../text/duration.ts";
import type { Conclusion, ResultSet, Tone } from "./result-set.ts";

/** What the results come to for a pipeline: what the baseline makes of them, where they were held against one. */
export const toneOf = ({ tone, gate }: Conclusion): Tone => gate?.tone ?? tone;

/** The conclusion, and what it means for the baseline: `non-conformant, worse than the baseline`. */
export const headlineOf = ({ word, gate }: Conclusion): string =>
  gate === undefined || gate.text === "" ? word : `${word}, ${gate.text}`;

/**
 * The whole of it in one plain sentence without a full stop: `conformant: 61 of 61 checks passed in 40 cases (1.9 s)`.
 * Where no numbers tell it, the first reasons do.
 */
export function sentenceOf({ conclusion, gist, reasons, origin }: ResultSet): string {
  const headline = headlineOf(conclusion);
  if (gist !== "") return `${headline}: ${gist}`;
  const told = reasons.length === 0 ? "" : `: ${reasons.slice(0, 3).join(" ")}`;
  return `${headline}${told} (${duration(origin.durationMs)})`;
}

/** A sign beside the word, so that colour is never the only carrier of meaning. */
export const toneSign: Readonly<Record<Tone, string>> = {
  good: "✓",
  bad: "✗",
  open: "?",
  stale: "!",
};
