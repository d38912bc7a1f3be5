// Bundles the browser side of the sandbox: what a build needs beyond tsc.
import { build } from "esbuild";

const client = "reference-impl/browser/client";

await build({
  entryPoints: {
    library: `${client}/library/main.ts`,
    frame: `${client}/frame/main.ts`,
    shop: `${client}/shop/main.ts`,
    "library.css": `${client}/library.css`,
    "frame.css": `${client}/frame.css`,
    "shop.css": `${client}/shop.css`,
  },
  outdir: "dist/reference-impl/browser/assets",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2023",
  logLevel: "warning",
});
