import path from "node:path";
import type { Folders } from "../workspace.ts";

const root = process.cwd();

/** Where compiled suites are kept between tests. */
export const cacheFolder = path.join(root, "node_modules/.cache/headwater");

/** The data of the product. */
export const folders: Folders = {
  base: root,
  specs: path.join(root, "specs"),
  suites: path.join(root, "suites"),
  cache: cacheFolder,
};
