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
  {
    name: "minimal",
    becomes: "certified",
    start: () => startMinimal(onlyThese([])),
    file: "target.yaml",
    args: ["certify", "--key", "own.key"],
    says: /must requirements that the claims left out\n[^]*\ncertified: bundle\/certificate\.json/,
  },
  // Of one round; what three of them and a signature add does not depend on the server.
  {
    name: "acme",
    becomes: "conformant",
    start: () => startAcme(),
    file: "acme.yaml",
    args: ["run"],
    says: /^conformant: /m,
  },
];

it.each(servers)(
  "the $name server is $becomes by its target file alone, and no must is blocked",
  async ({ start, file, args, says }) => {
    const { environment, stop } = await start();
    onTestFinished(stop);
    const folder = await temporaryFolder();
    const target = path.resolve("harness/testing/foreign/minimal", file);
    expect((await headwater(["keygen", "own"], { cwd: folder })).code).toBe(0);
    const line = [...args, "--target", target, "-q", "--out", "bundle"];
    const { code, stdout, stderr } = await headwater(line, { cwd: folder, environment });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(says);
    const text = await readFile(path.join(folder, "bundle/report.json"), "utf8");
    const musts = (JSON.parse(text) as Report).cases.flatMap(({ id, checks }) =>
      checks.flatMap((check) => (check.level === "must" ? [{ case: id, ...check }] : [])),
    );
    const others = musts.filter(
      ({ outcome }) => outcome !== "passed" && outcome !== "not-applicable",
    );
    expect(
      others.map((one) => `${one.case}/${one.id}: ${one.outcome}, ${one.cause ?? ""}`),
    ).toEqual([]);
    expect(musts.filter(({ outcome }) => outcome === "passed").length).toBeGreaterThan(600);
  },
  240_000,
);
