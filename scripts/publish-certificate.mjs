// Certifies the bundled reference implementation anew: the whole bundle into reports/release/, for the release, and what the
// repository keeps of it into reports/headwater-reference/<version>/.
// Usage: npm run publish-certificate [-- --key FILE]
// Without --key, a key is made for the purpose and thrown away: the certificate then shows that nothing was changed since.
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { key: { type: "string" } } });
const { version } = JSON.parse(await readFile("package.json", "utf8"));
const bundle = `reports/release/headwater-reference-${version}`;
const kept = `reports/headwater-reference/${version}`;
const own = await mkdtemp(path.join(tmpdir(), "headwater-key-"));

const headwater = (...args) =>
  execFileSync(process.execPath, ["dist/harness/cli.js", ...args], { stdio: "inherit" });

try {
  if (values.key === undefined) headwater("keygen", path.join(own, "published"));
  const fresh = path.join(own, "certificate");
  headwater("certify", "--key", values.key ?? path.join(own, "published.key"), "--out", fresh);
  await replace(bundle, fresh, [""]);
  headwater("verify", bundle, "--key", path.join(bundle, "certificate.pub"));
  await replace(kept, bundle, ["certificate.json", "certificate.pub", "summary.md"]);
  process.stdout.write(`\nfor the release   ${bundle}\nfor the commit    ${kept}\n`);
} catch (error) {
  process.exitCode = typeof error.status === "number" ? error.status : 1;
  process.stderr.write(`not published: ${error.message}\n`);
} finally {
  await rm(own, { recursive: true, force: true });
}

/** A folder that holds these files of another, and nothing else. */
async function replace(folder, from, names) {
  await rm(folder, { recursive: true, force: true });
  for (const name of names) {
    await cp(path.join(from, name), path.join(folder, name), { recursive: true });
  }
}
