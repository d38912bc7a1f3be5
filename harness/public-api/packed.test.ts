import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { cacheFolder } from "../testing/folders.ts";

// The package as it would be published, in an empty folder, with nothing beside it but what it depends on.

const root = process.cwd();
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  name: string;
  version: string;
  dependencies: Record<string, string>;
};

let folder = "";
let tarball: Buffer;

const run = (
  file: string,
  args: readonly string[],
  cwd = folder,
  variables: Readonly<Record<string, string>> = {},
) =>
  promisify(execFile)(file, args, {
    cwd,
    env: { ...process.env, ...variables, HEADWATER_CACHE: cacheFolder, CI: "true", NO_COLOR: "1" },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

const node = (...args: readonly string[]) => run(process.execPath, args);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-packed-"));
  await run(process.execPath, ["scripts/declarations.mjs"], root);
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], root);
  const file = path.join(folder, `${manifest.name}-${manifest.version}.tgz`);
  tarball = await readFile(file);
  const home = path.join(folder, "node_modules/headwater");
  await mkdir(home, { recursive: true });
  await run("tar", ["-xzf", file, "-C", home, "--strip-components", "1"]);
  const beside = [...Object.keys(manifest.dependencies), "vitest", "typescript", "@types/node"];
  for (const name of beside) {
    const link = path.join(folder, "node_modules", name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(root, "node_modules", name), link);
  }
  await writeFile(path.join(folder, "package.json"), '{ "type": "module", "private": true }');
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the packed package", () => {
  it("holds no tests, and no maps", () => {
    const home = path.join(folder, "node_modules/headwater");
    const files = readdirSync(home, { recursive: true, encoding: "utf8" });
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => /\.test\.|\/testing\/|\.map$/.test(file))).toEqual([]);
  });

  it("is as publint wants it", async () => {
    const { buffer, byteOffset, byteLength } = tarball;
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    const { messages } = await publint({ strict: true, pack: { tarball: bytes } });
    expect(messages.filter(({ code }) => code !== "USE_TYPE")).toEqual([]);
  });

  it("has types that resolve, as are-the-types-wrong finds", async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    const problems = result.types === false ? ["no types"] : result.problems;
    // It is ESM alone: neither require() nor a resolution that knows no "exports" is a way in.
    const told = problems.filter(
      (one) =>
        typeof one === "string" ||
        !(
          one.kind === "CJSResolvesToESM" ||
          ("resolutionKind" in one && one.resolutionKind === "node10")
        ),
    );
    expect(told).toEqual([]);
  });

  it("type-checks where it is used, without skipping its declarations", async () => {
    await writeFile(
      path.join(folder, "use.ts"),
      `import { loadSuite, loadTarget, run, judge, compile, type Report } from "headwater";
import { conformance } from "headwater/vitest";
import { createSandbox } from "headwater/sandbox";
type IsAny<T> = 0 extends 1 & T ? true : false;
const typed: [IsAny<Report>, IsAny<ReturnType<typeof judge>>] = [false, false];
const suite = await loadSuite();
const { cases } = await compile("", "mine.yaml", suite);
const report = await run(suite, await loadTarget("reference", suite), { level: "should" });
const conclusion: "conformant" | "non-conformant" | "inconclusive" = report.conclusion;
// @ts-expect-error: there is no such level.
await conformance({ target: "reference", level: "shall" });
console.log(typed, cases[0]?.checks[0]?.requirement, conclusion, (await createSandbox()).url);
`,
    );
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
    const { stdout } = await node(tsc, ...options, "--types", "node", "use.ts");
    expect(stdout).toBe("");
  });

  it("is the command", async () => {
    const { stdout } = await node("node_modules/headwater/dist/harness/cli.js", "--version");
    expect(stdout).toBe(`${manifest.version}\n`);
  });
});

const blocks = [...readFileSync("docs/library.md", "utf8").matchAll(/^```js\n([\s\S]*?)^```$/gm)];

const printed = async (index: number) => {
  await writeFile(path.join(folder, `block-${index}.js`), blocks[index]?.[1] ?? "");
  return node(`block-${index}.js`);
};

/** The script of the action, as a runner starts it. */
async function act(inputs: Readonly<Record<string, string>>) {
  const bin = path.join(folder, "node_modules/.bin");
  await mkdir(bin, { recursive: true });
  const command = path.join(bin, "headwater");
  if (!existsSync(command)) {
    await symlink("../headwater/dist/harness/cli.js", command);
    await chmod(command, 0o755);
  }
  const { runs } = parse(readFileSync("action.yml", "utf8")) as {
    runs: { steps: readonly { run?: string }[] };
  };
  const script = runs.steps[0]?.run ?? "";
  const output = path.join(folder, "github-output");
  await writeFile(output, "");
  const usual = { LEVEL: "must", BASELINE: "", OUT: "reports/action", GITHUB_OUTPUT: output };
  const flags = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  const { code } = await run("bash", flags, folder, { ...usual, ...inputs });
  return { code, output: readFileSync(output, "utf8") };
}

describe("the action", () => {
  it("runs what it is asked for, and hands the exit code on", async () => {
    const good = await act({ TARGET: "reference", CASES: "detach-single-use attach-primary" });
    expect(good).toEqual({ code: 0, output: "exit-code=0\n" });
    expect(readdirSync(path.join(folder, "reports/action"))).toContain("report.html");
    expect(await act({ TARGET: "none.yaml", CASES: "" })).toEqual({
      code: 2,
      output: "exit-code=2\n",
    });
  });

  it("takes what a caller passes for data", async () => {
    const { code } = await act({ TARGET: "reference", CASES: "$(touch pwned) ;touch${IFS}pwned" });
    expect(code).toBe(3);
    expect(readdirSync(folder)).not.toContain("pwned");
  });
});

describe("what docs/library.md shows", () => {
  it("is nine lines for a run", async () => {
    expect(blocks[0]?.[1]?.trim().split("\n")).toHaveLength(9);
    const { stdout, stderr } = await printed(0);
    expect(stderr + stdout).toBe("[]\nconformant\n");
    expect(readdirSync(path.join(folder, "reports/mine"))).toContain("report.html");
  });

  it("is a sandbox on a free port, with accounts and faults", async () => {
    const { stdout, stderr } = await printed(1);
    expect(stderr + stdout).toBe("404 pk_test_headwater\n");
  });
});

it("a sandbox answers without a socket, and an account may be broken", async () => {
  await writeFile(
    path.join(folder, "handler.js"),
    `import { createSandboxHandler } from "headwater/sandbox";
const { fetch, keys, createAccount } = createSandboxHandler();
const ask = (key) => fetch(new Request("http://shop.test/sources/none", { headers: { authorization: \`Bearer \${key}\` } }));
console.log((await ask(keys.confidential)).status, (await ask((await createAccount()).confidential)).status);
await createAccount({ faults: ["none-such"] }).catch((error) => console.log(error.message.includes("none-such")));
`,
  );
  const { stdout, stderr } = await node("handler.js");
  expect(stderr + stdout).toBe("404 404\ntrue\n");
});

const mine = `case: mine
title: A source that was attached is there
profile: digital-river/core
given:
  cart: { fixture: checkout.payable }
  card: { fixture: source.single-use, type: creditCard }
steps:
  - id: attach
    call: POST /checkouts/{cart.id}/sources/{card.id}
checks:
  - id: attached
    must: DR-ATTACH-1
    on: attach
    expect: { status: 2xx }
  - id: never
    must: DR-ATTACH-1
    on: attach
    expect: { status: 418 }
`;

it("the cases run as vitest tests, and a failure points to the line of its check", async () => {
  await mkdir(path.join(folder, "my"));
  await writeFile(path.join(folder, "my/mine.yaml"), mine);
  await writeFile(
    path.join(folder, "conformance.test.js"),
    `import { conformance } from "headwater/vitest";
await conformance({
  target: "reference",
  faults: ["detach-answers-200"],
  cases: ["my"],
  patterns: ["my", "detach-single-use*", "attach-primary"],
});
`,
  );
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const filter = ["-t", "mine|detach-single-use"];
  const { stdout } = await node(vitest, "run", "--root", folder, "--reporter=json", ...filter);
  const { testResults } = JSON.parse(stdout) as {
    testResults: { assertionResults: TestOutcome[] }[];
  };
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === "failed");
  const told = failed.map(({ title, failureMessages: [text = ""] }) => [
    title,
    /\(?([^\s(]+\.yaml:\d+:\d+)/.exec(text)?.[1]?.replace(folder, "."),
  ]);
  expect(told).toContainEqual(["never", "./my/mine.yaml:15:5"]);
  expect(JSON.stringify(told)).toMatch(/detach-answers-204.*detach-single-use\.yaml:\d+:\d+/);
  expect(tests.find(({ title }) => title === "attached")?.status).toBe("passed");
  const others = tests.filter(({ ancestorTitles }) => ancestorTitles[0] === "attach-primary");
  expect(others.map(({ status }) => status)).not.toContain("passed");
});

interface TestOutcome {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}
