import type { BaselineFacts } from "../../../specs/types/report.format.d.ts";
import type { Conclusion, Tone } from "./result-set.ts";

/** What a baseline makes of a conclusion, in words that continue it. */
export function gateOf(
  { gate, expected }: BaselineFacts,
  tone: Tone,
): NonNullable<Conclusion["gate"]> {
  switch (gate) {
    case "as-expected":
      return {
        word: gate,
        text: expected.length === 0 ? "" : "as the baseline expects",
        tone: "good",
      };
    case "regressed":
      return { word: gate, text: "worse than the baseline", tone: "bad" };
    case "unmeasured":
      return { word: gate, text: tone === "open" ? "" : "not measured in full", tone: "open" };
    case "stale":
      return { word: gate, text: "better than the baseline, which is stale", tone: "stale" };
  }
}
