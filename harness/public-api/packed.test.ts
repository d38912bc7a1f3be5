import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { optionalPackages } from "../pact/optional-package.ts";
import { fewSuites } from "../testing/few-suites.ts";
import { blocksOf, follow, type GuideBlock } from "../testing/guide.ts";
import { installPacked, type Packed } from "../testing/packed.ts";
import { makeCalls } from "../testing/sandbox-guide.ts";
import { toolFolder } from "../testing/tools.ts";

// What people install, and the guides that tell them how to use it: one installation for all of them.

const root = process.cwd();
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

let packed: Packed;
let folder: string;
/** The sandbox that the guides are about. */
let server: ChildProcess;
let port: string;
/** With it, `headwater` has a few cases: what a guide shows of a run does not depend on how many there are. */
let withFew: GuideBlock;

beforeAll(async () => {
  packed = await installPacked();
  ({ folder } = packed);
  ({ server, port } = await serve());
  const few = await fewSuites(path.join(folder, "few-suites"), fewCases);
  withFew = { commands: `headwater() { command headwater --suites ${few} "$@"; }` };
}, 240_000);

afterAll(async () => {
  server.kill("SIGINT");
  await packed.remove();
});

/** What the guides claim, one that they do not, and one that is broken. */
const fewCases = [
  "attaching/attach-primary.yaml",
  "attaching/attach-secondary.yaml",
  "customers",
  "invoices",
  "removing",
  "saving",
  "using-saved",
].map((name) => `suites/digital-river/${name}`);

const node = (...args: readonly string[]) => packed.run(process.execPath, args);

async function emptyFolder(name: string): Promise<string> {
  await mkdir(path.join(folder, name));
  return path.join(folder, name);
}

/** Starts the sandbox on a free port, which that of the guides may not be. */
async function serve(): Promise<{ server: ChildProcess; port: string }> {
  const command = path.join(folder, "node_modules/.bin/headwater");
  const child = spawn(command, ["serve", "--port", "0"], { env: packed.environment });
  let output = "";
  return new Promise((resolve, reject) => {
    child.on("exit", () => reject(new Error(`the server ended: ${output}`)));
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
      const found = /^Headwater sandbox http:\/\/127\.0\.0\.1:(\d+)\n/.exec(output)?.[1];
      if (found !== undefined) resolve({ server: child, port: found });
    });
  });
}

describe("the packed package", () => {
  it("holds no tests, and no maps", () => {
    const home = path.join(folder, "node_modules/headwater");
    const files = readdirSync(home, { recursive: true, encoding: "utf8" });
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => /\.test\.|\/testing\/|\.map$/.test(file))).toEqual([]);
  });

  it("is as publint wants it", async () => {
    const { buffer, byteOffset, byteLength } = packed.tarball;
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    const { messages } = await publint({ strict: true, pack: { tarball: bytes } });
    expect(messages.filter(({ code }) => code !== "USE_TYPE")).toEqual([]);
  });

  it("has types that resolve, as are-the-types-wrong finds", async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(packed.tarball)));
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
    const options = [
      "--noEmit",
      "--skipDefaultLibCheck",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2023",
    ];
    const { stdout } = await node(tsc, ...options, "--types", "node", "use.ts");
    expect(stdout).toBe("");
  });

  it("is the command", async () => {
    const { stdout } = await packed.run("headwater", ["--version"]);
    expect(stdout).toBe(`${manifest.version}\n`);
  });

  it("has its suite compiled, so that the first command need not do it", async () => {
    const cache = path.join(folder, "cache");
    const { code } = await packed.run("headwater", ["list", "cases"], {
      variables: { HEADWATER_CACHE: cache },
    });
    expect([code, existsSync(cache)]).toEqual([0, false]);
  });
});

/** The script of the action, as a runner starts it. */
async function act(inputs: Readonly<Record<string, string>>) {
  const { runs } = parse(readFileSync("action.yml", "utf8")) as {
    runs: { steps: readonly { run?: string }[] };
  };
  const script = runs.steps[0]?.run ?? "";
  const output = path.join(folder, "github-output");
  await writeFile(output, "");
  const usual = { LEVEL: "must", BASELINE: "", OUT: "reports/action", GITHUB_OUTPUT: output };
  const flags = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  const { code } = await packed.run("bash", flags, { variables: { ...usual, ...inputs } });
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

/** The programs that a guide shows, in a language. */
const programs = (page: string, language: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, found, text = ""]) => (found === language ? [text] : []),
  );

it("docs/library.md shows a run in nine lines", async () => {
  const [program = ""] = programs("docs/library.md", "js");
  expect(program.trim().split("\n")).toHaveLength(9);
  await writeFile(path.join(folder, "nine-lines.js"), program);
  const { stdout, stderr } = await node("nine-lines.js");
  expect(stderr + stdout).toBe("[]\nconformant\n");
  expect(readdirSync(path.join(folder, "reports/mine"))).toContain("report.html");
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

it("vitest runs cases as tests whose failures point to their checks, and all that docs/library.md shows", async () => {
  const tests = await emptyFolder("tests");
  await mkdir(path.join(tests, "my"));
  await writeFile(path.join(tests, "my/mine.yaml"), mine);
  await writeFile(
    path.join(tests, "own.test.js"),
    `import { conformance } from "headwater/vitest";
await conformance({
  target: "reference",
  faults: ["detach-answers-200"],
  cases: ["my"],
  patterns: ["my", "detach-single-use*", "attach-primary"],
});
`,
  );
  const shown = programs("docs/library.md", "ts");
  for (const program of shown) {
    const [, name = ""] = /^\/\/ (\S+)\n/.exec(program) ?? [];
    await writeFile(path.join(tests, name), program);
  }
  await writeFile(path.join(tests, "my-target.yaml"), acme());
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const filter = ["-t", "mine|detach-single-use|404"];
  const { stdout } = await packed.run(
    process.execPath,
    [vitest, "run", "--reporter=json", ...filter],
    { cwd: tests, variables: keys },
  );
  const { testResults } = JSON.parse(stdout) as {
    testResults: { name: string; assertionResults: TestOutcome[] }[];
  };
  const of = (file: string) =>
    testResults.find(({ name }) => path.basename(name) === file)?.assertionResults ?? [];
  const own = of("own.test.js");
  const failed = own.filter(({ status }) => status === "failed");
  const told = failed.map(({ title, failureMessages: [text = ""] }) => [
    title,
    /\(?([^\s(]+\.yaml:\d+:\d+)/.exec(text)?.[1]?.replace(tests, "."),
  ]);
  expect(told).toContainEqual(["never", "./my/mine.yaml:15:5"]);
  expect(JSON.stringify(told)).toMatch(/detach-answers-204.*detach-single-use\.yaml:\d+:\d+/);
  expect(own.find(({ title }) => title === "attached")?.status).toBe("passed");
  const others = own.filter(({ ancestorTitles }) => ancestorTitles[0] === "attach-primary");
  expect(others.map(({ status }) => status)).not.toContain("passed");
  for (const program of shown) {
    const [, name = ""] = /^\/\/ (\S+)\n/.exec(program) ?? [];
    const outcomes = of(name).map(({ status }) => status);
    expect([name, outcomes.includes("passed"), outcomes.includes("failed")]).toEqual([
      name,
      true,
      false,
    ]);
  }
});

interface TestOutcome {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

const keys = { ACME_SECRET_KEY: "sk_test_headwater", ACME_PUBLIC_KEY: "pk_test_headwater" };

/** The target file of docs/certify.md, with other profiles where they are named. */
function acme(profiles = "digital-river/core"): string {
  const page = readFileSync("docs/certify.md", "utf8");
  const [, file = ""] = /cat > acme\.yaml <<'END'\n([\s\S]*?)END\n/.exec(page) ?? [];
  return file.replace("8765", port).replace("digital-river/core", profiles);
}

/** Keys of an account of the sandbox that is broken in a way, as the target file names them. */
async function brokenAccount(fault: string): Promise<Readonly<Record<string, string>>> {
  const body = JSON.stringify({ faults: [fault] });
  const answer = await fetch(`http://127.0.0.1:${port}/_sandbox/accounts`, {
    method: "POST",
    body,
  });
  const { keys: own } = (await answer.json()) as {
    keys: { confidential: string; public: string };
  };
  return { ACME_SECRET_KEY: own.confidential, ACME_PUBLIC_KEY: own.public };
}

const asShown = { code: 0, different: [] };

/** The page shows what another server led to. */
const withoutOutput = ({ commands }: GuideBlock): GuideBlock => ({ commands });

describe("whoever follows the guide, from an empty folder", { timeout: 240_000 }, () => {
  it("writes a first case, sees it pass and fail, and runs it among others", async () => {
    const own = await emptyFolder("write-cases");
    const blocks = blocksOf("docs/write-cases.md");
    expect(blocks.length).toBeGreaterThan(3);
    expect(await follow(blocks, own, packed.environment)).toMatchObject(asShown);
  });

  it("gates on a baseline, compares runs and puts shards together", async () => {
    const own = await emptyFolder("gate");
    await writeFile(path.join(own, "target.yaml"), acme("digital-river/invoices"));
    const variables = {
      ...packed.environment,
      ...(await brokenAccount("invoice-takes-one-source")),
    };
    const blocks = blocksOf("docs/gate.md");
    expect(blocks.length).toBeGreaterThan(7);
    const followed = await follow([withFew, ...blocks.map(withoutOutput)], own, variables);
    expect(followed).toMatchObject(asShown);
    expect(followed.output).toContain("non-conformant, as the baseline expects");
    expect(readFileSync(path.join(own, "comment.md"), "utf8")).toContain("0 regressions");
    const comparison = JSON.parse(
      readFileSync(path.join(own, "comparison.json"), "utf8"),
    ) as object;
    expect(comparison).toHaveProperty("regressions", []);
  });

  it("writes a target file, and checks, tries and runs one", async () => {
    const own = await emptyFolder("targets");
    const guide = "docs/targets.md";
    const written = await follow(blocksOf(guide, "1. Write the file"), own, packed.environment);
    expect(written).toMatchObject(asShown);
    await writeFile(path.join(own, "my-target.yaml"), acme());
    const steps = [
      "3. Check the file",
      "4. Make the first calls",
      "5. See what would run",
      "6. Run",
    ];
    const blocks = steps.flatMap((step) => blocksOf(guide, step)).map(withoutOutput);
    expect(blocks).toHaveLength(steps.length);
    const followed = await follow(blocks, own, { ...packed.environment, ...keys });
    expect(followed).toMatchObject(asShown);
    expect(followed.output).toContain("conformant: ");
  });

  it("makes pacts and verifies them, with the optional packages of contracts", async () => {
    for (const name of Object.keys(optionalPackages)) await packed.install(name);
    const guide = readFileSync("docs/contracts.md", "utf8");
    const lines =
      guide.match(/(?<=^\$ )headwater pact (?:generate|verify --pact pacts).*$/gm) ?? [];
    expect(lines).toHaveLength(2);
    const commands = ["headwater pact states", ...lines].join("\n");
    const followed = await follow([{ commands }], await emptyFolder("pacts"), packed.environment);
    expect(followed).toMatchObject(asShown);
    expect(followed.output).toMatch(/^source\.credit$/m);
    expect(followed.output).toMatch(/^verified: 3 of 3 interactions passed/m);
  });

  it("makes every call of the guide to the sandbox, on both APIs to an order", async () => {
    const page = readFileSync("docs/sandbox.md", "utf8");
    const made = await makeCalls(page, `http://127.0.0.1:${port}`);
    expect(made.map(({ status }) => status)).toEqual(expect.arrayContaining(["404", "201"]));
    for (const { line, status, answer, body } of made) {
      const isSo = status === undefined ? answer.ok : answer.status === Number(status);
      const told = isSo ? "as shown" : `${answer.status} ${JSON.stringify(body)}`;
      expect([line, told]).toEqual([line, "as shown"]);
    }
    const orders = made.filter(({ line }) => /\/orders |submit-cart/.test(line));
    expect(orders.map(({ body }) => body)).toMatchObject([
      { state: "accepted", payment: { charges: [{ state: "capturable" }] } },
      { submitCart: { order: { orderState: "Submitted" } } },
    ]);
  });

  it("goes from a failure to its reason, and hands it on", async () => {
    const own = await emptyFolder("reports-of-mine");
    await writeFile(path.join(own, "my-target.yaml"), acme());
    const variables = { ...packed.environment, ...(await brokenAccount("detach-answers-200")) };
    const run = { commands: "headwater run 'detach-*' --target my-target.yaml # exits with 1" };
    const tools = await toolFolder(path.join(folder, "tools"));
    const PATH = [variables.PATH, tools].join(path.delimiter);
    const blocks = blocksOf("docs/reports.md");
    expect(blocks).toHaveLength(4);
    const followed = await follow([run, ...blocks], own, { ...variables, PATH });
    expect(followed).toMatchObject(asShown);
    expect(followed.output).toMatch(/HTTP 200 {2}\(recorded: 200/);
  });

  it("certifies a server, and has the certificate verified", async () => {
    const [, ...blocks] = blocksOf("docs/certify.md");
    const own = await emptyFolder("certify");
    const followed = await follow([withFew, ...blocks], own, packed.environment, port);
    expect(followed).toMatchObject(asShown);
  });
});
