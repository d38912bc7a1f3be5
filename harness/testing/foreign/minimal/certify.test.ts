import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { headwater } from "../../command.ts";
import { temporaryFolder } from "../../files.ts";
import { startAcme } from "./acme.ts";
import { onlyThese } from "./freedoms.ts";
import { startMinimal } from "./server.ts";

const servers = [
  { name: "minimal", start: () => startMinimal(onlyThese([])), file: "target.yaml" },
  { name: "acme", start: () => startAcme(), file: "acme.yaml" },
];

it.each(servers)(
  "the $name server is certified by its target file alone",
  async ({ start, file }) => {
    const { environment, stop } = await start();
    onTestFinished(stop);
    const folder = await temporaryFolder();
    const target = path.resolve("harness/testing/foreign/minimal", file);
    expect((await headwater(["keygen", "own"], { cwd: folder })).code).toBe(0);
    const args = ["certify", "--target", target, "--key", "own.key", "-q"];
    const { code, stdout, stderr } = await headwater(args, { cwd: folder, environment });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/certified: certificate\/certificate\.json/);
  },
  240_000,
);
