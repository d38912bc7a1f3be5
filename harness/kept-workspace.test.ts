import path from "node:path";
import { expect, it } from "vitest";
import { isBrowserStep } from "./case/browser.ts";
import { compileCase } from "./case/compile.ts";
import { withNeeds } from "./case/needs.ts";
import type { Library } from "./case/types.ts";
import type { Place } from "./problem.ts";
import { compiledPacking } from "./kept-workspace.ts";
import { folders } from "./testing/folders.ts";
import { must } from "./testing/must.ts";
import { readYamlFolder } from "./read/files.ts";
import { partsInMemory } from "./read/parts.ts";
import { parseYaml } from "./read/yaml.ts";
import type { SpecBook } from "./requirements/types.ts";
import { formats } from "./testing/suite.ts";
import { loadWorkspace } from "./workspace.ts";

it("every case, fixture and requirement is kept as it was compiled", async () => {
  const { library, specs } = must(await loadWorkspace({ ...folders, cache: undefined }, formats));
  const { schemas: _schemas, ...facts } = specs;
  const parts = partsInMemory();
  const index = compiledPacking.pack({ ...facts, library }, parts);
  const kept = compiledPacking.unpack(JSON.parse(JSON.stringify(index)), parts);
  expect(library.cases.length).toBeGreaterThan(1000);
  // Steps are told apart by being the same objects, whenever they are asked for.
  const before = kept.library.cases.map(({ steps }) => steps[0]);
  expect(kept.library.cases.every(({ steps }, at) => steps[0] === before[at])).toBe(true);
  const compiled = compiledCases(library, specs);
  const cases = kept.library.cases.map(({ uses, verifies, pages, ...testCase }) => {
    expect(pages).toBe(testCase.steps.some(isBrowserStep));
    expect(uses).toEqual(testCase.steps.filter((step) => step.kind === "use"));
    expect(testCase.checks).toMatchObject(verifies ?? []);
    expect(verifies).toHaveLength(testCase.checks.length);
    return testCase;
  });
  expect({ ...kept, library: { ...kept.library, cases } }).toEqual({
    ...facts,
    library: { ...library, cases: withoutExcerpts(compiled) },
  });
});

/** Every case as compiling gives it, before anything is kept of it. */
function compiledCases({ fixtures, shared }: Library, specs: SpecBook) {
  const read = ["digital-river", "commerce", "browser"].map((api) =>
    readYamlFolder(path.join(folders.suites, api), folders.base),
  );
  const texts = read.flatMap(must);
  const context = { formats, specs, fixtures, shared };
  const compiled = texts.flatMap((text) => must(compileCase(must(parseYaml(text)), context)));
  const { cases } = must(withNeeds({ cases: compiled, fixtures }, specs.abilities));
  return cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

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
