// Bundles the browser side of the sandbox: what a build needs beyond tsc.
import { build } from "esbuild";

const client = "reference-impl/browser/client";

await build({
  entryPoints: [
    { in: `${client}/library/main.ts`, out: "library" },
    { in: `${client}/frame/main.ts`, out: "frame" },
    { in: `${client}/shop/main.ts`, out: "shop" },
    { in: `${client}/library.css`, out: "library" },
    { in: `${client}/frame.css`, out: "frame" },
    { in: `${client}/shop.css`, out: "shop" },
  ],
  outdir: "dist/reference-impl/browser/assets",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2023",
  logLevel: "warning",
});
