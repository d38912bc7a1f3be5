import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Ended } from "./command.ts";
import { commandCache } from "./folders.ts";

/** The package as it would be published, in an empty folder, with nothing beside it but what it depends on. */
export interface Packed {
  readonly folder: string;
  readonly tarball: Buffer;
  /** Runs a program there, or in a folder below it. */
  readonly run: Run;
  /** The variables of whoever has installed it: `headwater` is the packed one. */
  readonly environment: NodeJS.ProcessEnv;
  /** Installs another package, with a link to what is here already. */
  readonly install: (name: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

type Run = (
  program: string,
  args: readonly string[],
  options?: { readonly cwd?: string; readonly variables?: Readonly<Record<string, string>> },
) => Promise<Ended>;

const root = process.cwd();

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};

/** Packs the package and installs it, as npm does, with links to what is here already. */
export async function installPacked(): Promise<Packed> {
  const folder = await mkdtemp(path.join(tmpdir(), "headwater-packed-"));
  const modules = path.join(folder, "node_modules");
  const environment = {
    ...process.env,
    PATH: [path.join(modules, ".bin"), process.env["PATH"]].join(path.delimiter),
    HEADWATER_CACHE: commandCache,
    CI: "true",
    NO_COLOR: "1",
  };
  const run: Run = (program, args, { cwd = folder, variables = {} } = {}) =>
    promisify(execFile)(program, args, { cwd, env: { ...environment, ...variables } }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: Ended) => error,
    );
  await run(process.execPath, ["scripts/declarations.mjs"], { cwd: root });
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  const file = path.join(folder, `${manifest.name}-${manifest.version}.tgz`);
  const home = path.join(modules, manifest.name);
  await mkdir(home, { recursive: true });
  await run("tar", ["-xzf", file, "-C", home, "--strip-components", "1"]);
  const install = (name: string) =>
    link(path.join(root, "node_modules", name), path.join(modules, name));
  for (const name of [...Object.keys(manifest.dependencies), "vitest", "typescript", "@types/node"])
    await install(name);
  const command = path.join(home, "dist/harness/cli.js");
  await chmod(command, 0o755);
  await link(command, path.join(modules, ".bin", manifest.name));
  await writeFile(path.join(folder, "package.json"), '{ "type": "module", "private": true }');
  return {
    folder,
    tarball: await readFile(file),
    run,
    environment,
    install,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function link(target: string, file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await symlink(target, file);
}
