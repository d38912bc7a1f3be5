import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headwater } from "../testing/command.ts";

const manifest = JSON.parse(await readFile("package.json", "utf8")) as Readonly<
  Record<
    "dependencies" | "devDependencies" | "peerDependencies" | "peerDependenciesMeta",
    Readonly<Record<string, unknown>>
  >
>;

const core = "@pact-foundation/pact-core@19.2.0";
const comparator = "@pactflow/openapi-pact-comparator@1.7.0";
const store = "classic-level@3.0.0";

it("are optional peers, and the versions that messages name are those that are tested", () => {
  const named = [core, comparator, store].map((each) => each.split(/@(?=\d)/));
  for (const [name = "", version] of named) {
    expect(manifest.dependencies).not.toHaveProperty([name]);
    expect(manifest.devDependencies[name]).toBe(version);
    expect(manifest.peerDependencies[name]).toBe(`^${version}`);
    expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
  }
});

/** The package as it is without what is optional: its own files, of the cases only some, and the packages that it depends on. */
let installed: string;
beforeAll(async () => {
  installed = await mkdtemp(path.join(tmpdir(), "headwater-installed-"));
  for (const name of ["dist", "package.json", "specs", "suites", "reference-impl/faults"]) {
    await cp(name, path.join(installed, name), { recursive: true, filter: isNeeded });
  }
  for (const name of Object.keys(manifest.dependencies)) await link(name);
});
afterAll(() => rm(installed, { recursive: true, force: true }));

/** Of the cases those of one area do, and they compile quickly. */
const isNeeded = (file: string): boolean =>
  !/^suites.(commerce|digital-river.(?!detach))/.test(file);

async function link(name: string): Promise<void> {
  const place = path.join(installed, "node_modules", name);
  await mkdir(path.dirname(place), { recursive: true });
  await symlink(path.resolve("node_modules", name), place, "junction");
}

const command = (line: string) =>
  headwater(line.split(" "), {
    cwd: installed,
    file: path.join(installed, "dist/harness/cli.js"),
    environment: { HEADWATER_CACHE: path.join(installed, "cache") },
  });

const consumer = "suites/contracts/consumer/pacts";

// The first of them compiles the suite.
describe("an installation without the optional packages", { timeout: 180_000 }, () => {
  it.each([
    { line: `pact verify --pact ${consumer}`, missing: core },
    { line: `pact verify --pact ${consumer} --openapi`, missing: comparator },
    { line: "pact generate -o pacts", missing: comparator },
    { line: "serve --state kept", missing: store },
  ])("refuses $line, and says how to install what it needs", async ({ line, missing }) => {
    const { code, stdout, stderr } = await command(line);
    const [name] = missing.split(/@(?=\d)/);
    expect(stderr).toContain(`needs the package ${name}, which is not installed\n`);
    expect(stderr).toContain(`npm install --save-dev --save-exact ${missing} `);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("tells programs so, too", async () => {
    const { code, stdout } = await command(`pact verify --pact ${consumer} --openapi --json`);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: "PACKAGE_MISSING" }] });
  });

  it.each(["pact states", "run detach-single-use -q --out run", "rejudge run"])(
    "does %s as ever",
    async (line) => {
      expect(await command(line)).toMatchObject({ code: 0 });
    },
  );

  it("has every module at hand", async () => {
    const built = await readdir("dist/harness", { recursive: true });
    const modules = built
      .map((name) => name.replaceAll("\\", "/"))
      // The command itself starts when it is loaded; the adapter of vitest is loaded by vitest.
      .filter(
        (name) =>
          name.endsWith(".js") && !/^cli\.js$|^parts\/main-|^public-api\/|panel-thread/.test(name),
      );
    expect(modules.length).toBeGreaterThan(50);
    const file = path.join(installed, "every-module.js");
    const imports = modules.map((name) => `import "./dist/harness/${name}";`);
    await writeFile(file, imports.join("\n"));
    expect(await headwater([], { file })).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

it("a core without its native library is told apart from none", async () => {
  const place = path.join(installed, "node_modules/@pact-foundation/pact-core");
  await mkdir(place, { recursive: true });
  await writeFile(path.join(place, "package.json"), '{ "main": "index.js" }');
  await writeFile(
    path.join(place, "index.js"),
    'throw new Error("Couldn\'t find npm package of this platform \\n with a tip");',
  );
  const { code, stderr } = await command(`pact verify --pact ${consumer}`);
  expect(stderr).toContain("which cannot be loaded: Couldn't find npm package of this platform\n");
  expect(code).toBe(2);
});
