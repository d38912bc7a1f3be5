import { expect, it } from "vitest";
import { conclusionSentence, duration } from "./sentence.ts";
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
  expect(conclusionSentence(report)).toBe(want);
});

it("all passed, and still inconclusive, says why", () => {
  const report = {
    ...conformant(),
    conclusion: "inconclusive",
    reasons: ["the journal has no footer"],
  } as const;
  expect(conclusionSentence({ ...report, reasons: [...report.reasons] })).toContain(
    "4 of 5 checks passed in 2 cases; the journal has no footer",
  );
});

it.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1000, "1.0 s"],
  [59_940, "59.9 s"],
  [59_960, "1 min 0 s"],
  [125_000, "2 min 5 s"],
])("%d ms read as %s", (ms, want) => {
  expect(duration(ms)).toBe(want);
});
