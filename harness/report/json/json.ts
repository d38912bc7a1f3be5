import type { Report } from "../../../specs/types/report.format.d.ts";

/** report.json: the report itself, indented, its keys in the order of specs/formats/report.schema.json. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(arrange(report, reportKeys), null, 2)}\n`;
}

/** Keys in their order, each with the order of what it holds; `*` stands for the members of a map or a list. */
type Order = { readonly [key: string]: Order };

function arrange(value: unknown, order: Order): unknown {
  if (Array.isArray(value)) return value.map((item) => arrange(item, order["*"] ?? {}));
  if (value === null || typeof value !== "object") return value;
  const known = Object.keys(order).filter((key) => key !== "*" && key in value);
  const others = Object.keys(value).filter((key) => !known.includes(key));
  const members: Readonly<Record<string, unknown>> = { ...value };
  return Object.fromEntries(
    [...known, ...others].map((key) => [
      key,
      arrange(members[key], order[key] ?? order["*"] ?? {}),
    ]),
  );
}

function keys(names: string, inner: Order = {}): Order {
  return Object.fromEntries(names.split(" ").map((name) => [name, inner[name] ?? {}]));
}

const counts = keys("passed failed blocked untestable not-applicable errored");

const finding = keys("step exchange at expected actual");

const check = keys("id level requirement outcome cause findings exchanges baseline", {
  findings: { "*": finding },
  baseline: keys("standing reason owner expires issue"),
});

const exchange = keys("request sentAt durationMs reply", {
  request: keys("method url headers body"),
  reply: keys("kind status reason headers body message"),
});

const reportKeys = keys(
  "format suite target run conclusion reasons baseline totals causes unstable requirements cases evidence",
  {
    suite: keys("version casesDigest requirementsDigest"),
    target: keys("name baseUrls implementation claims", {
      implementation: keys("name version url"),
      claims: keys("profiles sourceTypes"),
    }),
    run: keys(
      "id startedAt finishedAt durationMs seed selection shard repeat concurrency faults exchanges resumed stopped",
      {
        selection: keys("patterns profiles requirements sourceTypes level"),
        shard: keys("index count"),
        stopped: keys("by why"),
      },
    ),
    totals: keys("cases checks requirements warnings", {
      cases: counts,
      checks: counts,
      requirements: counts,
    }),
    baseline: keys("gate expected regressions expired stale"),
    causes: { "*": keys("outcome cause cases") },
    unstable: { "*": keys("check level requirement outcomes", { outcomes: counts }) },
    requirements: {
      "*": keys("id level statement citation outcome checks", {
        citation: keys("page heading url"),
      }),
    },
    cases: {
      "*": keys("id title profile file line outcome cause durationMs checks", {
        checks: { "*": check },
      }),
    },
    evidence: { "*": keys("case step exchange", { exchange }) },
  },
);
