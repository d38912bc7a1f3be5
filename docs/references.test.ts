import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { temporaryFolder } from "../harness/testing/files.ts";

it("the references are what the data says: npm run generate", async () => {
  const folder = await temporaryFolder();
  await promisify(execFile)(process.execPath, ["scripts/references.mjs", folder]);
  const pages = readdirSync(folder);
  expect(pages.length).toBeGreaterThanOrEqual(3);
  for (const page of pages) {
    const made = readFileSync(path.join(folder, page), "utf8");
    const isCurrent = readFileSync(path.join("docs", page), "utf8") === made;
    expect([page, isCurrent]).toEqual([page, true]);
    expect(made).not.toMatch(/undefined|\[object/);
  }
});
