// Writes dist/: the modules of harness and reference implementation, each as it is, and the browser side of the sandbox,
// bundled. Nothing is type-checked here (`npm run check` does it); declarations are made when the package is packed.
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const client = "reference-impl/browser/client";
const isTest = (file) => /\.test\.ts$|\/testing\//.test(file);

/** Imports keep their place, so that every module stays a file: only `.ts` becomes `.js`. */
const keepImports = {
  name: "keep-imports",
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: name }) =>
      kind === "entry-point" ? undefined : { path: name.replace(/\.ts$/, ".js"), external: true },
    );
  },
};

await rm("dist", { recursive: true, force: true });
await Promise.all([
  build({
    entryPoints: [...(await modulesIn("harness")), ...(await modulesIn("reference-impl"))],
    outdir: "dist",
    outbase: ".",
    bundle: true,
    packages: "external",
    plugins: [keepImports],
    format: "esm",
    platform: "node",
    target: "node20.19",
    logLevel: "warning",
  }),
  build({
    entryPoints: ["library", "frame", "shop"].flatMap((name) => [
      { in: `${client}/${name}/main.ts`, out: name },
      { in: `${client}/${name}.css`, out: name },
    ]),
    outdir: "dist/reference-impl/browser/assets",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2023",
    logLevel: "warning",
  }),
]);

async function modulesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => path.posix.join(entry.parentPath, entry.name))
    .filter((file) => !isTest(file) && !file.startsWith(client));
}
