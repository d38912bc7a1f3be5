import type { ResultSet } from "./result-set.ts";

/** What the file of a format is called, by the kind of results. The page comes first: that is the one to open. */
export const fileNames = {
  run: {
    html: "report.html",
    json: "report.json",
    junit: "junit.xml",
    ctrf: "ctrf.json",
    markdown: "summary.md",
  },
  pact: {
    html: "pact-report.html",
    json: "pact-report.json",
    junit: "pact-junit.xml",
    ctrf: "pact-ctrf.json",
    markdown: "pact-summary.md",
  },
  mutation: {
    html: "mutation.html",
    json: "mutation.json",
    junit: "mutation-junit.xml",
    ctrf: "mutation-ctrf.json",
    markdown: "mutation-summary.md",
  },
} as const satisfies Readonly<Record<ResultSet["kind"], Readonly<Record<string, string>>>>;

/** Formats that are one file. */
export type FileFormat = keyof (typeof fileNames)["run"];
