import { XMLBuilder } from "fast-xml-parser";
import { groupBy } from "../group.ts";
import type { InteractionRow, PactReport } from "./report.ts";
import { whyLine } from "./sentence.ts";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
});

/** JUnit XML: one testsuite a pact, one testcase an interaction; what is untestable is an error, never skipped. */
export function renderPactJunit(report: PactReport): string {
  const suites = [...groupBy(report.interactions, (row) => row.file)];
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": "headwater pact",
      ...counts(report.interactions),
      testsuite: suites.map(([name, rows]) => ({
        "@name": xmlText(name),
        ...counts(rows),
        testcase: rows.map(testcase),
      })),
    },
  });
}

/** A failure that does not count, for a baseline or for being pending, is skipped with the reason: CI shows it. */
const isExcused = (row: InteractionRow): boolean =>
  row.outcome !== "passed" && (row.pending === true || row.baseline?.standing === "expected");

function counts(rows: readonly InteractionRow[]) {
  const count = (outcome: InteractionRow["outcome"]) =>
    rows.filter((row) => row.outcome === outcome && !isExcused(row)).length;
  return {
    "@tests": rows.length,
    "@failures": count("failed"),
    "@errors": count("untestable"),
    "@skipped": rows.filter(isExcused).length,
  };
}

function testcase(row: InteractionRow) {
  const name = {
    "@classname": xmlText(`${row.consumer}-${row.provider}`),
    "@name": xmlText(row.description),
  };
  if (isExcused(row)) return { ...name, skipped: { "@message": xmlText(excuse(row)) } };
  switch (row.outcome) {
    case "passed":
      return name;
    case "failed": {
      const text = row.mismatches.map(({ path, message }) => `${path}: ${message}`);
      const failure = {
        "@message": xmlText(text[0] ?? "failed"),
        "#text": xmlText(text.join("\n")),
      };
      return { ...name, failure };
    }
    case "untestable":
      return { ...name, error: { "@message": xmlText(row.reason ?? ""), "@type": "untestable" } };
  }
}

const excuse = (row: InteractionRow): string =>
  [whyLine(row), ...row.mismatches.map(({ path, message }) => `${path}: ${message}`)].join("; ");

/** XML 1.0 cannot hold control characters; line breaks in attributes are read back as spaces. */
const xmlText = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (sign) => (sign === "\n" ? "\n" : ""));
