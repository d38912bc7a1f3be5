import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { bundledWorkspace } from "../testing/bundled.ts";
import { must } from "../testing/must.ts";
import { publicKeyName } from "./files.ts";
import { readPublicKey } from "./key.ts";
import { openEnvelope, readStatement, whyNotAuthentic } from "./open.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const shown = `reports/headwater-reference/${version}`;

// When it fails, `npm run publish-certificate` issues it anew, and verifies the bundle that belongs to the release.
it(`the statement in ${shown} holds, is for this version, and covers the files beside it`, async () => {
  expect(readdirSync(shown).toSorted()).toEqual(["certificate.json", publicKeyName, "summary.md"]);
  const { formats, library, specs } = await bundledWorkspace();
  const opened = must(await openEnvelope({ path: path.resolve(shown), shown }, formats));
  const key = must(await readPublicKey(path.join(shown, publicKeyName), publicKeyName));
  expect(whyNotAuthentic(opened, key, shown)).toEqual([]);
  const statement = must(readStatement(opened, formats, shown));
  const { suite, target, required } = statement.predicate.headwater;
  expect(suite.version).toBe(version);
  expect(target.implementation).toMatchObject({ name: "headwater-reference", version });
  expect(required).toMatchObject({ notApplicable: 0 });
  const signed = new Map(statement.subject.map(({ name, digest }) => [name, digest.sha256]));
  expect(Object.fromEntries(signed)).toMatchObject(
    Object.fromEntries([publicKeyName, "summary.md"].map((name) => [name, digestOf(name)])),
  );
  expect([...signed.keys()]).toEqual(expect.arrayContaining(["journal.ndjson.br", "report.json"]));
  // Between releases the suites may be ahead of it.
  if (/^## Unreleased$/m.test(readFileSync("CHANGELOG.md", "utf8"))) return;
  expect(suite).toMatchObject({ casesDigest: library.digest, requirementsDigest: specs.digest });
});

const digestOf = (name: string): string =>
  createHash("sha256")
    .update(readFileSync(path.join(shown, name)))
    .digest("hex");
