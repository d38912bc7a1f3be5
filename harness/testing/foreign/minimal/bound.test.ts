import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Report } from "../../../../specs/types/report.format.d.ts";
import { headwater } from "../../command.ts";
import { temporaryFolder } from "../../files.ts";
import { startAcme } from "./acme.ts";
import { onlyThese } from "./freedoms.ts";
import { startMinimal } from "./server.ts";

const servers = [
  { name: "minimal", start: () => startMinimal(onlyThese([])), file: "target.yaml", least: 600 },
  { name: "acme", start: () => startAcme(), file: "acme.yaml", least: 600 },
];

it.each(servers)(
  "the $name server is conformant in all that its target file claims, and no must is blocked",
  async ({ start, file, least }) => {
    const { environment, stop } = await start();
    onTestFinished(stop);
    const folder = await temporaryFolder();
    const target = path.resolve("harness/testing/foreign/minimal", file);
    const args = ["run", "--target", target, "-q", "--out", "bundle"];
    const { code } = await headwater(args, { cwd: folder, environment });
    const report = JSON.parse(
      await readFile(path.join(folder, "bundle/report.json"), "utf8"),
    ) as Report;
    const musts = report.cases.flatMap(({ id, checks }) =>
      checks.flatMap((check) => (check.level === "must" ? [{ case: id, ...check }] : [])),
    );
    const passed = musts.filter(({ outcome }) => outcome === "passed");
    const others = musts.filter(
      ({ outcome }) => outcome !== "passed" && outcome !== "not-applicable",
    );
    expect(
      others.map((one) => `${one.case}/${one.id}: ${one.outcome}, ${one.cause ?? ""}`),
    ).toEqual([]);
    expect(passed.length).toBeGreaterThan(least);
    expect(code).toBe(0);
  },
  240_000,
);
