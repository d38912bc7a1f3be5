import { differsFrom } from "../check/expect.ts";
import type { Difference } from "../check/types.ts";
import type { Values } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import { caseOf, specs } from "./suite.ts";

/** In what an exchange differs from an expectation in YAML, whose references have these values. */
export async function differencesOf(
  expectation: string,
  exchange: Exchange,
  values: Values = {},
): Promise<readonly Difference[]> {
  const takes = Object.keys(values).map((name) => `${name}: $.${name}`);
  const { one } = await caseOf(`case: look
title: One look at one response
profile: digital-river/core
steps:
  - id: before
    call: GET /before
    take: { ${["aaa: $.aaa", ...takes].join(", ")} }
  - id: look
    call: GET /look
checks:
  - id: sees
    must: DR-BOOK-1
    on: look
    expect: ${expectation}
`);
  const [check] = one.checks;
  if (check === undefined) throw new Error("the case has no check");
  return differsFrom(check.expect, exchange, values, specs.schemas["digital-river"]);
}
