import { expect, it } from "vitest";
import { runResults } from "../model/run-results.ts";
import { renderTerminal } from "./terminal.ts";
import { asExpected, gated, stale, stopped } from "../testing/gated.ts";
import { caseRow, checkRow, findingOf, reportOf } from "../testing/rows.ts";
import {
  claimed,
  conformant,
  empty,
  hostile,
  inconclusive,
  nonConformant,
} from "../testing/sample.ts";

const plain = { colour: false, width: 100, out: "reports/latest" };

it.each([
  ["conformant", conformant(), plain],
  ["non-conformant", nonConformant(), plain],
  ["non-conformant-narrow", nonConformant(), { ...plain, width: 60 }],
  ["inconclusive", inconclusive(), plain],
  ["empty", empty(), plain],
  ["hostile", hostile(), plain],
  ["as-expected", asExpected(), plain],
  ["gated", gated(), plain],
  ["stale", stale(), plain],
  ["stopped", stopped(), plain],
  ["claimed", claimed(), { ...plain, width: 80 }],
])("%s", async (name, report, options) => {
  await expect(renderTerminal(runResults(report), options)).toMatchFileSnapshot(
    `__golden__/terminal-${name}.txt`,
  );
});

it("ends with the conclusion", () => {
  expect(renderTerminal(runResults(conformant()), plain).trimEnd().split("\n").at(-1)).toBe(
    "conformant: 4 of 5 checks passed in 2 cases, 1 warning, 1 case not applicable (1.9 s)",
  );
});

it("cuts a long list of failures and says where the rest is", () => {
  const finding = findingOf("step", 1, "status", "409", "200");
  const cases = Array.from({ length: 27 }, (_, i) =>
    caseRow(`case-${i}`, [checkRow("holds", `DR-A-${i}`, "failed", { findings: [finding] })]),
  );
  const text = renderTerminal(runResults(reportOf({ cases })), plain);
  expect(text.match(/^✗ /gm)).toHaveLength(20);
  expect(text).toContain("and 7 more in report.html");
});

it("tells a requirement once, however often it failed", () => {
  const finding = findingOf("step", 1, "status", "409", "200");
  const cases = Array.from({ length: 27 }, (_, i) =>
    caseRow(`case[n=${i}]`, [checkRow("holds", "DR-A-1", "failed", { findings: [finding] })]),
  );
  const text = renderTerminal(runResults(reportOf({ cases })), plain);
  expect(text.match(/^✗ /gm)).toHaveLength(1);
  expect(text.match(/expected 409/g)).toHaveLength(1);
  expect(text).toContain("and 26 checks more: case[n=1], case[n=2], case[n=3] and 23 more");
});

it("no answer reaches the terminal as a command", () => {
  const text = renderTerminal(runResults(hostile()), { ...plain, colour: true });
  // oxlint-disable-next-line no-control-regex -- only colours of our own may stand in it
  expect(text.replaceAll(/\u001b\[\d+m/g, "")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(text).toContain("\\u001b[31m");
});

it("names only files that were written, and quotes the folder", () => {
  const text = renderTerminal(runResults(nonConformant()), {
    ...plain,
    out: "my reports",
    files: ["my reports/junit.xml"],
  });
  expect(text).toContain("my reports/junit.xml\n");
  expect(text).not.toContain("report.json");
  expect(text).toContain("sh 'my reports/replay/detach-single-use.sh'");
});
