import { readdir, readFile } from "node:fs/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { draftKept, readKept } from "../kept-file.ts";
import { certifiable } from "../testing/certificate.ts";
import { openWorld } from "../testing/world.ts";

it("a suite that was forged where an earlier command kept it is not what certify and verify rely on", async () => {
  const world = await openWorld({ cases: 2, target: certifiable });
  await world.headwater("keygen", "own");
  vi.stubEnv("HEADWATER_CACHE", world.file("cache"));
  onTestFinished(() => void vi.unstubAllEnvs());
  await world.start("list", "checks").ended;
  for (const name of await readdir(world.file("cache"))) {
    forge(world.file(`cache/${name}`), (text) => text.replaceAll("says-why", "says-lie"));
  }
  expect((await world.start("list", "checks").ended).stdout).toContain("says-lie");

  const made = await world.start("certify", "-t", "target.yaml", "--key", "own.key", "-q").ended;
  expect([made.code, made.stderr]).toEqual([0, ""]);
  const report = await readFile(world.file("certificate/report.json"), "utf8");
  expect([report.includes("says-why"), report.includes("says-lie")]).toEqual([true, false]);
  const verified = await world.start("verify", "certificate", "--key", "own.pub").ended;
  expect([verified.code, verified.stderr]).toEqual([0, ""]);
}, 60_000);

/** Changes what is kept in a file, and makes its digests anew. */
function forge(file: string, change: (text: string) => string): void {
  const { index, texts } = readKept(file, {
    unpack: (whole, parts) => ({ index: whole, texts: textsOf(parts.read) }),
  });
  const draft = draftKept(file);
  for (const text of texts) draft.parts.add(change(text));
  draft.end(JSON.parse(change(JSON.stringify(index))));
  draft.close();
}

/** All of them: there is none behind the last. */
function textsOf(part: (number: number) => string): readonly string[] {
  const texts: string[] = [];
  try {
    for (;;) texts.push(part(texts.length));
  } catch {
    return texts;
  }
}
