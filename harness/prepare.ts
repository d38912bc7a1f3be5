import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import standaloneModule from "ajv/dist/standalone/index.js";
import { built } from "./built.ts";
import { digestOfFormats } from "./read/built-formats.ts";
import { formatId, formatsAjv } from "./read/compile-formats.ts";
import { apiFiles } from "./requirements/api-schemas.ts";
import { apiJson } from "./requirements/built-apis.ts";
import { readDocument } from "./requirements/schemas.ts";
import { keptFiles, loadPlainSpecs, loadWorkspace } from "./workspace.ts";

const standalone = standaloneModule.default;

/**
 * The last step of a build: compiles the package's own data, each beside a digest of what it was made from. Throws what is wrong
 * with that data.
 *
 * @param root Absolute path of the package.
 * @param cache Absolute path of the folder in which compiled suites are kept from one build to the next.
 * @returns Absolute paths of modules, CommonJS, that are still to be bundled.
 */
export async function prepare(root: string, cache: string): Promise<readonly string[]> {
  const folders = {
    base: root,
    specs: path.join(root, "specs"),
    suites: path.join(root, "suites"),
    cache,
  };
  if (built === undefined) throw new Error("nothing was built");
  mkdirSync(built.folder, { recursive: true });
  for (const file of Object.values(apiFiles(folders.specs))) {
    const json = apiJson(readFileSync(file, "utf8"), readDocument(file));
    writeFileSync(path.join(built.folder, `${path.basename(file, ".yaml")}.json`), json);
  }
  const workspace = await loadWorkspace(folders);
  if (!workspace.ok) throw new Error(JSON.stringify(workspace.problems, null, 2));
  await loadPlainSpecs(folders, workspace.value.formats);
  for (const file of keptFiles(folders)) {
    const shipped = path.join(built.folder, path.basename(file));
    copyFileSync(file, shipped);
    // The cache is its user's alone; a package is everybody's.
    chmodSync(shipped, 0o644);
  }
  return writeFormats(path.join(folders.specs, "formats"), path.join(built.folder, "formats"));
}

/** The validators as code; the digest of their schemas stands beside it. */
function writeFormats(from: string, to: string): readonly string[] {
  mkdirSync(to, { recursive: true });
  const ajv = formatsAjv(from, { source: true });
  const modules = readdirSync(from).map((name) => {
    const format = path.basename(name, ".schema.json");
    const file = path.join(to, `${format}.cjs`);
    const validate = ajv.getSchema(formatId(format));
    if (validate === undefined) throw new Error(`${name} has another id than its name says`);
    writeFileSync(file, standalone(ajv, validate));
    return file;
  });
  writeFileSync(path.join(to, "digest"), digestOfFormats(from));
  return modules;
}
