import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Report } from "../../../../specs/types/report.format.d.ts";
import { headwater } from "../../command.ts";
import { fewSuites } from "../../few-suites.ts";
import { temporaryFolder } from "../../files.ts";
import { startAcme } from "./acme.ts";
import { onlyThese } from "./freedoms.ts";
import { startMinimal } from "./server.ts";

const files = "harness/testing/foreign/minimal";

const servers = [
  { name: "minimal", start: () => startMinimal(onlyThese([])), file: "target.yaml" },
  { name: "acme", start: () => startAcme(), file: "acme.yaml" },
];

it.each(servers)(
  "the $name server is conformant by its target file alone, and no must is blocked",
  async ({ start, file }) => {
    const { environment, stop } = await start();
    onTestFinished(stop);
    const folder = await temporaryFolder();
    const line = ["run", "--target", path.resolve(files, file), "-q", "--out", "bundle"];
    const { code, stdout, stderr } = await headwater(line, { cwd: folder, environment });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^conformant: /m);
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

// What three rounds and a signature add does not depend on how many cases there are.
it("the minimal server is certified, and what its claims leave out is named", async () => {
  const { environment, stop } = await startMinimal(onlyThese([]));
  onTestFinished(stop);
  const claims = await readFile(path.join(files, "target.yaml"), "utf8");
  const fewer = claims.replace("[USD, EUR]", "[USD]").replace("[payment-sessions]", "[]");
  const folder = await temporaryFolder({ "target.yaml": fewer });
  const suites = await fewSuites(path.join(folder, "suites"), [
    "suites/commerce/carts",
    "suites/digital-river/attaching",
    "suites/digital-river/customers",
  ]);
  expect((await headwater(["keygen", "own"], { cwd: folder })).code).toBe(0);
  const line = ["certify", "--target", "target.yaml", "--key", "own.key", "-q", "--out", "bundle"];
  const ended = await headwater(["--suites", suites, ...line], { cwd: folder, environment });
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  expect(ended.stdout).toMatch(
    /must requirements that the claims left out\n[^]*\ncertified: bundle\/certificate\.json/,
  );
});
