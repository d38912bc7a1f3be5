import { compileCase } from "../case/compile.ts";
import type { Values } from "../case/json.ts";
import { differsFrom } from "../check/expect.ts";
import type { Difference } from "../check/types.ts";
import type { Exchange } from "../http/types.ts";
import { parseYaml } from "../read/yaml.ts";
import { must } from "./must.ts";
import { formats, specs } from "./suite.ts";

const shared = { axes: new Map(), settled: new Map() };

/**
 * In what an exchange differs from an expectation in YAML, whose references have these values.
 * `aaa` is known by name and has no value.
 */
export function differencesOf(
  expectation: string,
  exchange: Exchange,
  values: Values = {},
): readonly Difference[] {
  const takes = ["aaa", ...Object.keys(values)].map((name) => `${name}: $.${name}`);
  const text = `case: look
title: One look at one response
profile: digital-river/core
steps:
  - id: before
    call: GET /before
    take: { ${takes.join(", ")} }
  - id: look
    call: GET /look
checks:
  - id: sees
    must: DR-BOOK-1
    on: look
    expect: ${expectation}
`;
  const document = must(parseYaml({ file: "case.yaml", text }));
  const [one] = must(compileCase(document, { formats, specs, fixtures: new Map(), shared }));
  const [check] = one?.checks ?? [];
  if (check === undefined) throw new Error("the case has no check");
  return differsFrom(check.expect, exchange, values, specs.schemas["digital-river"]);
}
