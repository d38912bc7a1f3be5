import { expect, it } from "vitest";
import { sentenceOf } from "./conclusion.ts";
import { runResults } from "./run-results.ts";
import { conformant, empty, inconclusive, nonConformant } from "../testing/sample.ts";

it.each([
  [
    "conformant",
    conformant(),
    "conformant: 4 of 5 checks passed in 2 cases, 1 warning, 1 case not applicable (1.9 s)",
  ],
  [
    "non-conformant",
    nonConformant(),
    "non-conformant: 4 of 10 checks failed in 2 of 6 cases, 3 without a verdict, 1 warning (1.9 s)",
  ],
  [
    "inconclusive",
    inconclusive(),
    "inconclusive: 12 of 13 checks without a verdict in 12 of 13 cases (1.9 s)",
  ],
  ["nothing ran", empty(), "inconclusive: no case ran (1.9 s)"],
])("%s in one sentence", (_name, report, want) => {
  expect(sentenceOf(runResults(report))).toBe(want);
});

it("all passed, and still inconclusive, says why", () => {
  const report = {
    ...conformant(),
    conclusion: "inconclusive",
    reasons: ["the journal has no footer"],
  } as const;
  expect(sentenceOf(runResults({ ...report, reasons: [...report.reasons] }))).toContain(
    "4 of 5 checks passed in 2 cases; the journal has no footer",
  );
});
