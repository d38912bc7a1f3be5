import { XMLBuilder } from "fast-xml-parser";
import { groupBy } from "../group.ts";
import type { InteractionRow, PactReport } from "./report.ts";

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

function counts(rows: readonly InteractionRow[]) {
  const count = (outcome: InteractionRow["outcome"]) =>
    rows.filter((row) => row.outcome === outcome).length;
  return {
    "@tests": rows.length,
    "@failures": count("failed"),
    "@errors": count("untestable"),
    "@skipped": 0,
  };
}

function testcase(row: InteractionRow) {
  const name = {
    "@classname": xmlText(`${row.consumer}-${row.provider}`),
    "@name": xmlText(row.description),
  };
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

/** XML 1.0 cannot hold control characters; line breaks in attributes are read back as spaces. */
const xmlText = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (sign) => (sign === "\n" ? "\n" : ""));
