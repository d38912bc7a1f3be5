import path from "node:path";
import type { Folders } from "../workspace.ts";

const root = process.cwd();

/** Where commands keep compiled suites between tests: apart from the whole one, which their many small ones would push out. */
export const commandCache = path.join(root, "node_modules/.cache/headwater-commands");

/** The data of the product. */
export const folders: Folders = {
  base: root,
  specs: path.join(root, "specs"),
  suites: path.join(root, "suites"),
  cache: path.join(root, "node_modules/.cache/headwater"),
};
