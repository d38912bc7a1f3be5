import type { ResultSet } from "./result-set.ts";

/** What the file of a format is called, by the kind of results. The page comes first: that is the one to open. */
export const fileNames = {
  run: {
    html: "report.html",
    json: "report.json",
    junit: "junit.xml",
    ctrf: "ctrf.json",
    markdown: "summary.md",
    sarif: "report.sarif",
    badge: "badge.svg",
  },
  pact: {
    html: "pact-report.html",
    json: "pact-report.json",
    junit: "pact-junit.xml",
    ctrf: "pact-ctrf.json",
    markdown: "pact-summary.md",
    sarif: "pact-report.sarif",
    badge: "pact-badge.svg",
  },
  mutation: {
    html: "mutation.html",
    json: "mutation.json",
    junit: "mutation-junit.xml",
    ctrf: "mutation-ctrf.json",
    markdown: "mutation-summary.md",
    sarif: "mutation.sarif",
    badge: "mutation-badge.svg",
  },
} as const satisfies Readonly<Record<ResultSet["kind"], Readonly<Record<string, string>>>>;

/** Formats that are one file. */
export type FileFormat = keyof (typeof fileNames)["run"];

/** Written only where they are asked for. */
export const onRequest: readonly string[] = ["sarif", "badge"] satisfies readonly FileFormat[];

/** The files that are written when nothing is asked for. */
export const usualNames = (kind: ResultSet["kind"]): readonly string[] =>
  Object.entries(fileNames[kind]).flatMap(([format, name]) =>
    onRequest.includes(format) ? [] : [name],
  );
