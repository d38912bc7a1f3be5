import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { headwater } from "../testing/command.ts";

const committed = path.resolve("suites/contracts/pacts");

it("writes the pacts that are committed, and the README says how much they hold", async () => {
  const fresh = await mkdtemp(path.join(tmpdir(), "headwater-pacts-"));
  const { code, stdout } = await headwater(["pact", "generate", "--out", fresh]);
  expect(code).toBe(0);
  for (const name of [
    "headwater-cases-digital-river.json",
    "headwater-cases-commerce.json",
    "coverage.md",
  ]) {
    const [now, then] = await Promise.all(
      [fresh, committed].map((folder) => readFile(path.join(folder, name), "utf8")),
    );
    expect(now === then, `${name} is stale: headwater pact generate writes it anew`).toBe(true);
  }
  expect(await readFile("suites/contracts/README.md", "utf8")).toContain(stdout.trim());
}, 240_000);

it("writes pacts that the reference implementation keeps", async () => {
  const { code, stdout } = await headwater(["pact", "verify", "--pact", committed, "--json"]);
  const report = JSON.parse(stdout) as { interactions: { outcome: string }[] };
  expect(report.interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(code).toBe(0);
}, 240_000);

it("writes expressions that compile", async () => {
  const pacts = await Promise.all(
    ["digital-river", "commerce"].map((api) =>
      readFile(path.join(committed, `headwater-cases-${api}.json`), "utf8"),
    ),
  );
  const found = pacts.flatMap((text) => [...text.matchAll(/"regex": ("(?:[^"\\]|\\.)*")/g)]);
  expect(found.length).toBeGreaterThan(100);
  for (const [, regex = '""'] of found) {
    expect(() => new RegExp(JSON.parse(regex) as string)).not.toThrow();
  }
});
