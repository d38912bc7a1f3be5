import { expect, it } from "vitest";
import { runResults } from "../model/run-results.ts";
import { conformant, hostile, inconclusive, nonConformant } from "../testing/sample.ts";
import { annotationsOf } from "./annotations.ts";

const of = (report: Parameters<typeof runResults>[0]) => annotationsOf(runResults(report));

it("is an error for each failure, at its file and line", () => {
  expect(of(nonConformant())[0]).toMatch(
    /^::error file=\S+\.yaml,line=\d+,title=must DR-[A-Z]+-\d+ failed::\S+\/\S+: .*expected/,
  );
});

it("is a warning for what does not count, and nothing for what passed", () => {
  expect(of(conformant()).map((line) => line.slice(0, 10))).toEqual(["::warning "]);
});

it("is no more than GitHub shows", () => {
  expect(of(inconclusive()).length).toBeLessThanOrEqual(20);
});

it("stays one line, and one command, whatever a target wrote", () => {
  const lines = of(hostile());
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => /[\r\n]/.test(line) || !/^::(error|warning) /.test(line))).toEqual(
    [],
  );
  expect(lines.join("\n").match(/^::/gm)).toHaveLength(lines.length);
});
