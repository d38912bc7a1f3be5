import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { runResults } from "../model/run-results.ts";
import { formats } from "../../testing/suite.ts";
import { renderJson } from "./json.ts";
import { hostile, nonConformant } from "../testing/sample.ts";

it("is the report, written for people too", async () => {
  await expect(renderJson(runResults(nonConformant()), formats)).toMatchFileSnapshot(
    "__golden__/report.json",
  );
});

it.each([nonConformant(), hostile()])("loses nothing", (report) => {
  expect(JSON.parse(renderJson(runResults(report), formats))).toEqual(report);
});

it("keeps the order of the schema, whatever order the report was built in", async () => {
  const written = readBack(sortedKeys(nonConformant()));
  expect(orders(written)).toEqual(orders(readBack(nonConformant())));
  const schema: unknown = JSON.parse(await readFile("specs/formats/report.schema.json", "utf8"));
  const names = keysAt(schema, "properties");
  expect(Object.keys(written)).toEqual(names.filter((key) => key in written));
  const order = keysAt(schema, "properties", "cases", "items", "properties");
  const first = written.cases[0] ?? {};
  expect(Object.keys(first)).toEqual(order.filter((key) => key in first));
});

const readBack = (report: Report): Report =>
  JSON.parse(renderJson(runResults(report), formats)) as Report;

/** The report as text, but for maps, whose order is that of the run. */
function orders(report: Report): string {
  return JSON.stringify(report, (key, member: unknown) => (key === "headers" ? "" : member));
}

function keysAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value);
  return Object.keys(found as object);
}

/** The same value with the keys of every object in alphabetical order. */
function sortedKeys(report: Report): Report {
  const sorted = JSON.stringify(report, (_key, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
  return JSON.parse(sorted) as Report;
}
