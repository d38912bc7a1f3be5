import { expect, it } from "vitest";
import { isBrowserStep } from "./case/browser.ts";
import type { Place } from "./problem.ts";
import { compiledPacking } from "./kept-workspace.ts";
import { folders } from "./testing/folders.ts";
import { must } from "./testing/must.ts";
import { formats } from "./testing/suite.ts";
import { loadWorkspace } from "./workspace.ts";

it("every case, fixture and requirement is kept as it was compiled", async () => {
  const { library, specs } = must(await loadWorkspace({ ...folders, cache: undefined }, formats));
  const { schemas: _schemas, ...facts } = specs;
  const { index, parts: texts } = compiledPacking.pack({ ...facts, library });
  const parts = [...texts];
  const kept = compiledPacking.unpack(
    JSON.parse(JSON.stringify(index)),
    (number) => parts[number] ?? "",
  );
  expect(library.cases.length).toBeGreaterThan(1000);
  // Steps are told apart by being the same objects, whenever they are asked for.
  const before = kept.library.cases.map(({ steps }) => steps[0]);
  expect(kept.library.cases.every(({ steps }, at) => steps[0] === before[at])).toBe(true);
  const cases = kept.library.cases.map(({ uses, verifies, pages, ...testCase }) => {
    expect(pages).toBe(testCase.steps.some(isBrowserStep));
    expect(uses).toEqual(testCase.steps.filter((step) => step.kind === "use"));
    expect(testCase.checks).toMatchObject(verifies ?? []);
    expect(verifies).toHaveLength(testCase.checks.length);
    return testCase;
  });
  expect({ ...kept, library: { ...kept.library, cases } }).toEqual({
    ...facts,
    library: { ...library, cases: withoutExcerpts(library.cases) },
  });
});

/** A problem quotes the line of a place; a case that is kept has no problem. */
function withoutExcerpts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExcerpts);
  if (value instanceof Map)
    return new Map([...value].map(([key, one]) => [key, withoutExcerpts(one)]));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== ("excerpt" satisfies keyof Place) || !("column" in value))
      .map(([key, one]) => [key, withoutExcerpts(one)]),
  );
}
