// Writes dist/: the command, the library and the reference implementation, each with the packages that it imports, in files that
// are loaded when they are needed; and the browser side of the sandbox. Nothing is type-checked here (`npm run check` does it);
// declarations are made when the package is packed.
import { createHash } from "node:crypto";
import { cp, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { rolldown } from "rolldown";
import { cheapSpread } from "./spread.mjs";
import { loadedTogether } from "./together.mjs";

const client = "reference-impl/browser/client";
const assets = "dist/reference-impl/browser/assets";
/** What a user installs beside us. */
const external = [
  /^@pact-foundation\//,
  /^@pactflow\//,
  /^@sparticuz\//,
  "classic-level",
  "playwright-core",
  "vitest",
];

/** Names stay, so that a crash tells where. */
const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };

/** Of what is imported under a path, the part that is needed there, or that is read late. */
const light = {
  "/harness/http/": { undici: "undici.mjs" },
  "/harness/text/": { "string-width": "string-width.mjs", "wrap-ansi": "wrap-ansi.mjs" },
  "/node_modules/": { "node:process": "process.cjs" },
};

const lightPackages = {
  name: "light-packages",
  resolveId: (name, importer) => {
    const [file] = Object.entries(light).flatMap(([from, files]) =>
      importer?.includes(from) && Object.hasOwn(files, name) ? [files[name]] : [],
    );
    return file && path.resolve("scripts/light", file);
  },
};

const transform = { define: { builtFrom: JSON.stringify(await digestOfSources()) } };

/**
 * What any command loads, what all that read the suites load, and what runs load. No module is among them that awaits what it
 * imports itself: nobody could import the others until it is done.
 */
const harnessFiles = loadedTogether(
  modulesOf({
    version: ["package-root"],
    main: ["commands/program", "text/guard-output"],
    files: ["read/files", "read/write-whole", "certificate/key"],
    data: [
      "workspace",
      "commands/own-cases",
      "commands/list",
      "commands/listings",
      "commands/explain",
      "commands/explanations",
      "implementation/faults",
      "text/columns",
    ],
    run: [
      "commands/run",
      "commands/earlier-run",
      "commands/measure",
      "commands/write-report",
      "implementation/open-target",
      "implementation/load-target",
      "baseline/gate",
      "report/json/json",
      "report/junit/junit",
    ],
    reports: [
      "report/ctrf/ctrf",
      "report/markdown/markdown",
      "report/html/page",
      "report/replay/scripts",
    ],
  }),
);

await rm("dist", { recursive: true, force: true });
await Promise.all([
  bundleHarness({
    cli: "harness/cli.ts",
    index: "harness/index.ts",
    "public-api/vitest": "harness/public-api/vitest.ts",
    "pact/verifier": "harness/pact/verifier.ts",
    "mutation/degenerate/panel-thread": "harness/mutation/degenerate/panel-thread.ts",
    prepare: "harness/prepare.ts",
  }),
  bundle("dist/reference-impl", {
    main: "reference-impl/main.ts",
    "create-sandbox": "reference-impl/create-sandbox.ts",
  }),
  ...["library", "frame", "shop", "console"].flatMap((name) => [
    bundleForPages(name),
    cp(`${client}/${name}.css`, `${assets}/${name}.css`),
  ]),
]);

/** Then compiles the data of the package, by the code that was just bundled. */
async function bundleHarness(input) {
  await bundle("dist/harness", input, harnessFiles);
  const { prepare } = await import("../dist/harness/prepare.js");
  const modules = await prepare(process.cwd(), path.resolve("node_modules/.cache/headwater"));
  const made = await rolldown({ input: modules, platform: "node", logLevel: "warn" });
  const names = { entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs" };
  await made.write({
    dir: path.dirname(modules[0]),
    format: "cjs",
    exports: "auto",
    minify,
    ...names,
  });
  await made.close();
}

async function bundle(dir, input, { plugin, codeSplitting } = {}) {
  const made = await rolldown({
    input,
    platform: "node",
    external,
    transform,
    plugins: [lightPackages, cheapSpread, plugin],
    logLevel: "warn",
    // What is loaded together is asked for by itself, too; and how long plugins take is no warning.
    checks: { ineffectiveDynamicImport: false, bundlerTimings: false },
  });
  await made.write({
    dir,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "parts/[name]-[hash].js",
    minify,
    codeSplitting,
  });
  await made.close();
}

function modulesOf(files) {
  return Object.fromEntries(
    Object.entries(files).map(([file, names]) => [
      file,
      names.map((name) => path.resolve(`harness/${name}.ts`)),
    ]),
  );
}

/** Of all that the harness is bundled from; its packages by the file that pins them. */
async function digestOfSources() {
  const entries = await readdir("harness", { recursive: true, withFileTypes: true });
  const files = entries
    .filter(({ name }) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .toSorted();
  const hash = createHash("sha256");
  for (const file of [...files, "package-lock.json"]) hash.update(await readFile(file));
  return hash.digest("hex");
}

async function bundleForPages(name) {
  const made = await rolldown({ input: `${client}/${name}/main.ts`, logLevel: "warn" });
  await made.write({ file: `${assets}/${name}.js`, format: "iife", minify: true });
  await made.close();
}
