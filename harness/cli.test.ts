import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  commandFile,
  type CommandOptions,
  type Ended,
  headwater as bare,
} from "./testing/command.ts";
import { commandContext } from "./testing/context.ts";
import { fewSuites } from "./testing/few-suites.ts";
import { folders } from "./testing/folders.ts";
import { once as onlyOnce } from "./testing/once.ts";
import { runCommand } from "./testing/program.ts";
import { formats } from "./testing/suite.ts";
import { loadWorkspace } from "./workspace.ts";

let folder: string;
let suites: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-cli-"));
  suites = await smallSuites();
  within = commandsOver(suites);
});

/** The command with a suite of one case: what is tested here is the command, not the bundled suite. */
const headwater = (args: readonly string[], options?: CommandOptions) =>
  bare(["--suites", suites, ...args], options);

/** The same within the test, which reads the suite once for all its commands. */
function commandsOver(own: string) {
  const data = { base: path.dirname(own), specs: folders.specs, suites: own };
  const load = onlyOnce(() => loadWorkspace(data, formats));
  return async (...args: readonly string[]): Promise<Ended> => {
    const { context, stdout, stderr } = commandContext(folder);
    const code = await runCommand({ ...context, folders: data, loadWorkspace: load }, ...args);
    return { code, stdout: stdout(), stderr: stderr() };
  };
}

let within: ReturnType<typeof commandsOver>;

const smallSuites = async () =>
  fewSuites(await mkdtemp(path.join(folder, "suites-")), ["harness/testing/cases"]);

describe("the command line", () => {
  it.each([
    { args: ["--version"], code: 0, stdout: /^\d+\.\d+\.\d+\n$/ },
    { args: ["--help"], code: 0, stdout: /Exit codes: 0 conformant/ },
    { args: ["run", "--help"], code: 0, stdout: /--target <name>/ },
    { args: [], code: 2, stderr: /Usage: headwater/ },
    { args: ["rnu"], code: 2, stderr: /unknown command 'rnu'\n\(Did you mean run\?\)/ },
    {
      args: ["run", "--tagret", "x"],
      code: 2,
      stderr: /unknown option '--tagret'\n\(Did you mean --target\?\)/,
    },
    { args: ["run", "--level", "most"], code: 2, stderr: /Allowed choices are must, should, may/ },
    { args: ["run", "--concurrency", "0"], code: 2, stderr: /a whole number from 1/ },
    { args: ["run", "--shard", "3/2"], code: 2, stderr: /i\/n with i from 1 to n/ },
    { args: ["run", "no-such-*"], code: 3, stderr: /"no-such-\*" matches no case/ },
    { args: ["list", "nothing"], code: 2, stderr: /one of cases, checks/ },
  ])("headwater $args ends with $code", async ({ args, code, stdout, stderr }) => {
    const ended = await headwater(args, { cwd: folder });
    expect(ended.stdout).toMatch(stdout ?? /^/);
    expect(ended.stderr).toMatch(stderr ?? /^/);
    expect(ended.code).toBe(code);
  });

  it.each<{ args: string[]; code: number; stdout?: RegExp; stderr?: RegExp }>([
    {
      args: ["run", "--reporter", "jnuit"],
      code: 2,
      stderr: /no reporter "jnuit"\n {2}hint: did you mean junit\?/,
    },
    {
      args: ["run", "--fault", "detach-answers-20"],
      code: 2,
      stderr: /no fault "detach-answers-20"\n {2}hint: did you mean/,
    },
    {
      args: ["run", "--fault", "x", "--target", "http://127.0.0.1:1"],
      code: 2,
      stderr: /--fault breaks the bundled/,
    },
    { args: ["run", "--target", "http://127.0.0.1:1/?a=b"], code: 2, stderr: /is no base URL/ },
    {
      args: ["run", "--profile", "digital-river/coer"],
      code: 2,
      stderr: /did you mean digital-river\/core\?/,
    },
    {
      args: ["run", "--requirement", "DR-DETACH-1111"],
      code: 2,
      stderr: /no requirement "DR-DETACH-1111"/,
    },
    { args: ["explain", "DR-DETACH-1"], code: 0, stdout: /detach-answers-204/ },
    { args: ["explain", "DR-DETACH-l"], code: 2, stderr: /did you mean DR-DETACH-1\?/ },
    {
      args: ["run", "--target", "missing.yaml"],
      code: 2,
      stderr: /missing\.yaml: there is no such file/,
    },
    {
      args: ["list", "requirements"],
      code: 0,
      stdout: /DR-DETACH-1 /,
      stderr: /a check verifies \d+ of \d+ musts/,
    },
    { args: ["lint"], code: 2, stderr: /no check verifies DR-ATTACH-1: .* is collateral/ },
    { args: ["lint", "nowhere"], code: 2, stderr: /there is no such file or folder/ },
  ])("$args come to $code", async ({ args, code, stdout, stderr }) => {
    const ended = await within(...args);
    expect(ended.stdout).toMatch(stdout ?? /^/);
    expect(ended.stderr).toMatch(stderr ?? /^/);
    expect(ended.code).toBe(code);
  });

  it.each([
    "cases",
    "checks",
    "requirements",
    "fixtures",
    "actions",
    "axes",
    "settled",
    "profiles",
    "faults",
  ])("list %s --json is a JSON list", async (what) => {
    const { code, stdout } = await within("list", what, "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as unknown[]).length).toBeGreaterThan(0);
  });

  it("refuses suites that are no folder", async () => {
    const { code, stderr } = await bare(["--suites", "package.json", "run"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("package.json")]);
    expect(stderr).not.toContain("crashed");
  });

  it("ends with 3 when it crashes itself, and takes the blame", async () => {
    const crash = "Array.prototype.toSorted = () => { throw new RangeError('by accident'); }";
    const environment = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}`,
    };
    const { code, stderr } = await headwater(["list", "cases"], { environment });
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/^Headwater itself crashed.*\nRangeError: by accident/),
    ]);
  });

  it("gives problems as JSON where it is asked to", async () => {
    const { code, stdout } = await headwater(["run", "no-such-case", "--json"], { cwd: folder });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: "NOTHING_SELECTED" }] });
  });
});

const brokenRun = onlyOnce(async () => {
  const out = path.join(folder, "fault");
  const args = ["run", "detach-*", "--fault", "detach-answers-200", "-o", out];
  return { out, ...(await headwater(args)) };
});

describe("a run against the bundled reference implementation", () => {
  it("is conformant, writes the whole bundle, and ends with 0", async () => {
    const out = path.join(folder, "conformant");
    const { code, stdout, stderr } = await headwater(["run", "detach-*", "--seed", "5", "-o", out]);
    expect(stdout).toMatch(/conformant: (\d+) of \1 checks passed/);
    expect(stdout).toMatch(/seed +5/);
    expect(stderr).toMatch(/of \d+ cases/);
    expect((await readdir(out)).toSorted()).toEqual([
      "ctrf.json",
      "journal.ndjson",
      "junit.xml",
      "report.html",
      "report.json",
      "summary.md",
    ]);
    expect(code).toBe(0);
  });

  it("names the broken requirement and ends with 1 when a fault is put in", async () => {
    const { out, code, stdout } = await brokenRun();
    expect(stdout).toMatch(/DR-DETACH-1/);
    expect(stdout).toMatch(/non-conformant/);
    expect(code).toBe(1);
    expect((await readdir(path.join(out, "replay"))).length).toBeGreaterThan(0);
    const [, command = ""] = /replay {3}headwater (replay .*)$/m.exec(stdout) ?? [];
    const again = await headwater(command.replaceAll("'", "").split(" "));
    expect(again.stdout).toMatch(
      /failed -> failed {2}MUST DR-DETACH-1 .*\n.*expected 204, was 200\nthe failure came back: 1 of 1/,
    );
    expect(again.code).toBe(1);
  });
});

describe("a run against a bare URL", () => {
  it("works against headwater serve", async () => {
    const server = spawn(process.execPath, [commandFile, "serve", "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    while (!text.includes("Stop it")) {
      const [chunk] = (await once(server.stdout, "data")) as [Buffer];
      text += String(chunk);
    }
    const url = /Headwater sandbox (\S+)/.exec(text)?.[1] ?? "";
    const { code, stdout } = await headwater([
      "run",
      "detach-*",
      "--target",
      url,
      "-o",
      path.join(folder, "url"),
    ]);
    const { out: broken } = await brokenRun();
    const played = ["--case", "detach-single-use", "--run"];
    const elsewhere = await within("replay", broken, ...played, "--target", url);
    expect(elsewhere.stdout).toMatch(/the failure did not come back: 1 failed check passed now/);
    const own = await within("replay", path.join(folder, "url"), ...played, "--json");
    expect([elsewhere.code, own.code]).toEqual([0, 0]);
    expect(JSON.parse(own.stdout)).toMatchObject({ target: url, recurrence: "none", faults: [] });
    server.kill("SIGINT");
    const [serverCode] = (await once(server, "exit")) as [number | null];
    expect(stdout).toMatch(/conformant:/);
    expect([code, serverCode]).toEqual([0, 0]);
  });

  it("is inconclusive with exit 3 where nothing listens, in one clear line, with a bundle", async () => {
    const out = path.join(folder, "nothing");
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, stdout } = await within("run", "--target", url, "-o", out);
    expect(stdout).toContain(`cannot connect to ${url}: connection refused`);
    expect(stdout).toMatch(/inconclusive/);
    expect(code).toBe(3);
    const report = JSON.parse(await readFile(path.join(out, "report.json"), "utf8")) as {
      conclusion: string;
      causes: unknown[];
    };
    expect(report.conclusion).toBe("inconclusive");
    expect(report.causes).toHaveLength(1);
  });

  it("does not take an old bundle's verdicts for its own when it finds nothing", async () => {
    const out = path.join(folder, "nothing");
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    await within("run", "--target", url, "-o", out, "--reporter", "markdown");
    expect(await readdir(out)).not.toContain("report.json");
  });
});

describe("a mistake in a case", () => {
  const mistakes = [
    { name: "an unknown key", from: "profile:", to: "profil:", code: "UNKNOWN_KEY" },
    {
      name: "an unknown reference",
      from: "{cart.id}/sources",
      to: "{crat.id}/sources",
      code: "UNKNOWN_REFERENCE",
    },
    {
      name: "an unknown fixture",
      from: "fixture: checkout.payable",
      to: "fixture: checkout.payble",
      code: "UNKNOWN_FIXTURE",
    },
    { name: "a tab", from: "  - id: attach", to: "\t- id: attach", code: "YAML_SYNTAX" },
    {
      name: "an unknown requirement",
      from: "must: DR-DETACH-1\n",
      to: "must: DR-DETACH-1x\n",
      code: "UNKNOWN_REQUIREMENT",
    },
    {
      name: "an anchor bomb",
      from: "steps:",
      to: "about: &a [x, x]\nbomb: &b [*a, *a, *a]\nmore: [*b, *b, *b]\nsteps:",
      code: "YAML_ALIAS",
    },
  ];

  it.each(mistakes)(
    "$name ends with 2, says where, and sends nothing",
    async ({ from, to, code }) => {
      const wrong = await smallSuites();
      const file = path.join(wrong, "digital-river/cases/example.yaml");
      const text = await readFile(file, "utf8");
      expect(text).toContain(from);
      await writeFile(file, text.replace(from, to));
      const requests = await countRequests(async (url) => {
        const args = ["run", "--target", url, "-o", path.join(wrong, "out")];
        const command = commandsOver(wrong);
        const json = await command(...args, "--json");
        const { problems } = JSON.parse(json.stdout) as {
          problems: { code: string; at: { line: number; column: number } }[];
        };
        const found = problems.find((problem) => problem.code === code);
        expect(found).toMatchObject({
          at: { line: expect.any(Number), column: expect.any(Number) },
        });
        const plain = await command(...args);
        expect(plain.stderr).toMatch(
          /digital-river\/cases\/example\.yaml:\d+:\d+: .+\n +\d+ \| .+\n +\| *\^/,
        );
        expect(plain.code).toBe(2);
      });
      expect(requests).toBe(0);
    },
  );
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function countRequests(during: (url: string) => Promise<void>): Promise<number> {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  await during(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
  return requests;
}
