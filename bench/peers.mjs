import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * Programs of other tools, by name: those that are named as `name=path`, hurl on the PATH, and vitest, which the
 * repository has. None is a dependency of Headwater's.
 */
export function findPeers(named) {
  const given = named
    .map((text) => text.split("=", 2))
    .map(([name, file]) => [name, path.resolve(file)]);
  const hurl = onPath("hurl");
  const manifest = createRequire(import.meta.url).resolve("vitest/package.json");
  return {
    vitest: path.join(path.dirname(manifest), "vitest.mjs"),
    ...(hurl && { hurl }),
    ...Object.fromEntries(given),
  };
}

function onPath(name) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
