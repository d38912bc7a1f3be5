import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { must } from "../testing/must.ts";
import { loadWorkspace } from "../workspace.ts";
import { publicKeyName } from "./files.ts";
import { readPublicKey } from "./key.ts";
import { openEnvelope } from "./open.ts";
import { verifyCertificate } from "./verification.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const shown = `reports/headwater-reference/${version}`;

// When it fails, `npm run publish-certificate` issues it anew.
it(`the certificate in ${shown} holds, and is for this version`, { timeout: 300_000 }, async () => {
  expect(existsSync(shown)).toBe(true);
  const folder = { path: path.resolve(shown), shown };
  const folders = { base: ".", specs: "specs", suites: "suites" };
  const workspace = must(await loadWorkspace(absolute(folders)));
  const key = must(await readPublicKey(path.join(shown, publicKeyName), publicKeyName));
  const opened = must(await openEnvelope(folder, workspace.formats));
  const { statement, problems } = await verifyCertificate(opened, key, folder, workspace);
  // Between releases the suites may be ahead of it, and it says so.
  const unreleased = /^## Unreleased$/m.test(readFileSync("CHANGELOG.md", "utf8"));
  const held = problems.filter(({ code }) => !(unreleased && code === "SUITE_DIFFERS"));
  expect(held).toEqual([]);
  expect(statement?.predicate.headwater).toMatchObject({
    suite: { version },
    target: { implementation: { name: "headwater-reference", version }, claims: {} },
    required: { notApplicable: 0 },
  });
});

const absolute = <T extends Readonly<Record<string, string>>>(folders: T): T =>
  Object.fromEntries(
    Object.entries(folders).map(([name, folder]) => [name, path.resolve(folder)]),
  ) as T;
