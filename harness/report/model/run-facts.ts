import type { Report } from "../../../specs/types/report.format.d.ts";
import { claimsText } from "../../implementation/claims-text.ts";
import { duration } from "../../text/duration.ts";
import type { Fact } from "./result-set.ts";

/** Target and run: what was tested, when, and what of it. */
export function runFacts({ target, run, suite }: Report): readonly Fact[] {
  const { implementation, claims } = target;
  return [
    ...(implementation === undefined ? [] : [implementationFact(implementation)]),
    ...Object.entries(target.baseUrls).map(([api, url]): Fact => ({
      name: `${api} at`,
      text: url,
      code: true,
      shown: "summary",
    })),
    {
      name: "Claims",
      text: claimsText(claims),
      shown: "page",
    },
    {
      name: "Started",
      text: `${moment(run.startedAt)}, took ${duration(run.durationMs)}`,
      shown: "summary",
    },
    { name: "Selection", text: selection(run.selection), shown: "page" },
    { name: "Seed", text: String(run.seed), code: true, shown: "everywhere" },
    {
      name: "Exchanges",
      text: `${run.exchanges}, ${run.concurrency} cases at once`,
      shown: "page",
    },
    ...(run.faults.length === 0
      ? []
      : [
          {
            name: "Faults",
            text: run.faults.join(", "),
            strong: true,
            shown: "everywhere",
          } as const,
        ]),
    { name: "Run", text: run.id, code: true, shown: "summary" },
    {
      name: "Headwater",
      text: `${suite.version}, cases ${suite.casesDigest.slice(0, 12)}, requirements ${suite.requirementsDigest.slice(0, 12)}`,
      shown: "summary",
    },
  ];
}

function implementationFact({
  name,
  version = "",
  url,
}: NonNullable<Report["target"]["implementation"]>): Fact {
  const text = `${name} ${version}`.trim();
  return { name: "Implementation", text, ...(url !== undefined && { url }), shown: "summary" };
}

const moment = (time: string): string => time.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");

function selection({
  patterns,
  profiles,
  requirements,
  sourceTypes,
  level,
}: Report["run"]["selection"]): string {
  const parts = [
    ...named("cases", patterns),
    ...named("profiles", profiles),
    ...named("requirements", requirements),
    ...named("source types", sourceTypes),
  ];
  return `${parts.length === 0 ? "everything" : parts.join("; ")}; counts from level ${level}`;
}

const named = (name: string, values: readonly string[]): readonly string[] =>
  values.length === 0 ? [] : [`${name} ${values.join(", ")}`];
