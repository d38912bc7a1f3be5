import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { documentedWire as documentedCommerceWire } from "../commerce/wire.ts";
import { documentedWire } from "../digital-river/wire.ts";
import { isOperation } from "../domain/operation.ts";
import { documentedRules } from "../domain/rules.ts";
import { areas } from "./areas.ts";
import { faultNames, isFault } from "./faults.ts";
import type { FaultEntry } from "./list.ts";
import { listFaults, unknownFault } from "./list.ts";

const written = requirementsByArea();

describe.each(Object.entries(areas))("the catalogue of %s", (area, table) => {
  const entries: readonly FaultEntry[] = parse(
    readFileSync(new URL(`${area}/faults.yaml`, import.meta.url), "utf8"),
  );

  it("names the same faults as the overrides beside it", () => {
    expect(entries.map(({ name }) => name).toSorted()).toEqual(Object.keys(table).toSorted());
  });

  it("says of every fault what it breaks, and cites a requirement of its area", () => {
    expect(entries.filter(({ breaks }) => !breaks.endsWith("."))).toEqual([]);
    expect(entries.filter(({ requirement }) => !written[area]?.has(requirement))).toEqual([]);
  });

  it.each(Object.entries(table))("%s replaces only what exists", (_name, fault) => {
    for (const { rules, wraps = new Map(), wire, commerceWire, library } of [fault].flat()) {
      const names = [
        [rules?.(documentedRules), documentedRules],
        [wire?.(documentedWire), documentedWire],
        [commerceWire?.(documentedCommerceWire), documentedCommerceWire],
      ].map(([replaced = {}, documented = {}]) => ({
        replaced: Object.keys(replaced),
        unknown: Object.keys(replaced).filter((name) => !(name in documented)),
      }));
      const inLibrary = library === undefined ? 0 : 1;
      expect(
        names.flatMap(({ replaced }) => replaced).length + wraps.size + inLibrary,
      ).toBeGreaterThan(0);
      expect(names.flatMap(({ unknown }) => unknown)).toEqual([]);
      expect([...wraps.keys()].every(isOperation)).toBe(true);
    }
  });
});

it("is read as a whole from its folder", async () => {
  const entries = await listFaults(new URL(".", import.meta.url).pathname);
  expect(entries.map(({ name }) => name).toSorted()).toEqual(faultNames.toSorted());
  expect(new Set(faultNames).size).toBe(faultNames.length);
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

function requirementsByArea(): Readonly<Record<string, ReadonlySet<string>>> {
  const folder = new URL("../../specs/requirements/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  const catalogue = files.map(
    (name) =>
      parse(readFileSync(new URL(name, folder), "utf8")) as {
        area: string;
        requirements: readonly { id: string; testable: string }[];
      },
  );
  const byArea = catalogue.map(
    ({ area, requirements }) => [area, new Set(requirements.map(({ id }) => id))] as const,
  );
  // What the library does is said in many places, and the faults of it are in one.
  const ofLibrary = catalogue
    .flatMap(({ requirements }) => requirements)
    .filter(({ testable }) => testable === "browser");
  return {
    ...Object.fromEntries(byArea),
    "browser-library": new Set(ofLibrary.map(({ id }) => id)),
  };
}
