import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { documentedRules } from "../domain/rules.ts";
import { documentedWire as documentedCommerceWire } from "../commerce/wire.ts";
import { documentedWire } from "../digital-river/wire.ts";
import { faultNames, isFault } from "./faults.ts";
import type { FaultEntry } from "./list.ts";
import { unknownFault } from "./list.ts";
import { overrides } from "./overrides.ts";

const catalogue: readonly FaultEntry[] = parse(
  readFileSync(new URL("catalogue.yaml", import.meta.url), "utf8"),
);

describe("the fault catalogue", () => {
  it("names the same faults as the overrides, in the same order", () => {
    expect(catalogue.map(({ name }) => name)).toEqual(faultNames);
  });

  it("says of every fault what it breaks, and cites a requirement that is written down", () => {
    const known = requirementIds();
    expect(catalogue.filter(({ breaks, family }) => !breaks.endsWith(".") || !family)).toEqual([]);
    expect(catalogue.filter(({ requirement }) => !known.has(requirement))).toEqual([]);
  });
});

describe.each(Object.entries(overrides))("%s", (_name, fault) => {
  it("replaces only functions that exist", () => {
    const rules = Object.keys(fault.rules?.(documentedRules) ?? {});
    const wire = Object.keys(fault.wire?.(documentedWire) ?? {});
    const commerceWire = Object.keys(fault.commerceWire?.(documentedCommerceWire) ?? {});
    expect(rules.length + wire.length + commerceWire.length).toBeGreaterThan(0);
    expect(rules.filter((name) => !(name in documentedRules))).toEqual([]);
    expect(wire.filter((name) => !(name in documentedWire))).toEqual([]);
    expect(commerceWire.filter((name) => !(name in documentedCommerceWire))).toEqual([]);
  });
});

it.each([
  {
    name: "a near miss is answered with the fault that was meant",
    given: "reatach-accepted",
    want: 'unknown fault "reatach-accepted"; did you mean "reattach-accepted"?',
  },
  {
    name: "a name from nowhere is answered without a guess",
    given: "zzzzzzzzzzzzzzzz",
    want: 'unknown fault "zzzzzzzzzzzzzzzz"',
  },
  {
    name: "names of built-in members are no faults",
    given: "constructor",
    want: 'unknown fault "constructor"',
  },
])("$name", ({ given, want }) => {
  expect(isFault(given)).toBe(false);
  expect(unknownFault(given)).toBe(want);
});

function requirementIds(): ReadonlySet<string> {
  const folder = new URL("../../specs/requirements/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return new Set(
    files.flatMap((name) => {
      const { requirements } = parse(readFileSync(new URL(name, folder), "utf8")) as {
        requirements: readonly { id: string }[];
      };
      return requirements.map(({ id }) => id);
    }),
  );
}
