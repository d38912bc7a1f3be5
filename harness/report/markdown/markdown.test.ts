import { expect, it } from "vitest";
import { runResults } from "../model/run-results.ts";
import { renderMarkdown } from "./markdown.ts";
import { asExpected, gated, stale, stopped } from "../testing/gated.ts";
import {
  claimed,
  conformant,
  empty,
  hostile,
  inconclusive,
  large,
  nonConformant,
} from "../testing/sample.ts";

it.each([
  ["conformant", conformant()],
  ["non-conformant", nonConformant()],
  ["inconclusive", inconclusive()],
  ["empty", empty()],
  ["hostile", hostile()],
  ["as-expected", asExpected()],
  ["gated", gated()],
  ["stale", stale()],
  ["stopped", stopped()],
  ["claimed", claimed()],
])("%s", async (name, report) => {
  await expect(renderMarkdown(runResults(report))).toMatchFileSnapshot(
    `__golden__/summary-${name}.md`,
  );
});

it("no text from outside is markup", () => {
  const outsideCode = renderMarkdown(runResults(hostile())).replaceAll(
    /(`+)[^\n]*?[^`]\1(?!`)/g,
    "",
  );
  expect(outsideCode).not.toContain("<script>");
  expect(outsideCode).not.toContain("javascript:");
});

it("stays below the megabyte that a job summary may hold", () => {
  expect(renderMarkdown(runResults(large(5000))).length).toBeLessThan(1_000_000);
});
