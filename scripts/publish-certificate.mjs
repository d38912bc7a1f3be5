// Certifies the bundled reference implementation anew, into reports/headwater-reference/<version>/.
// Usage: npm run publish-certificate [-- --key FILE]
// Without --key, a key is made for the purpose and thrown away: the certificate then shows that nothing was changed since.
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { key: { type: "string" } } });
const { version } = JSON.parse(await readFile("package.json", "utf8"));
const folder = `reports/headwater-reference/${version}`;
const own = await mkdtemp(path.join(tmpdir(), "headwater-key-"));

const headwater = (...args) =>
  execFileSync(process.execPath, ["dist/harness/cli.js", ...args], { stdio: "inherit" });

try {
  if (values.key === undefined) headwater("keygen", path.join(own, "published"));
  const fresh = path.join(own, "certificate");
  headwater("certify", "--key", values.key ?? path.join(own, "published.key"), "--out", fresh);
  headwater("verify", fresh, "--key", path.join(fresh, "certificate.pub"));
  await rm(folder, { recursive: true, force: true });
  await cp(fresh, folder, { recursive: true });
} catch (error) {
  process.exitCode = typeof error.status === "number" ? error.status : 1;
  process.stderr.write(`not published: ${error.message}\n`);
} finally {
  await rm(own, { recursive: true, force: true });
}
