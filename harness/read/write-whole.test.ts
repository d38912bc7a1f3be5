import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../testing/files.ts";
import { replaceFile, writeWhole } from "./write-whole.ts";

it("writes a file in place of another, with the folder that it needs and its mode", async () => {
  const folder = await temporaryFolder({ "deep/a.sh": "old" });
  for (const name of ["deep/a.sh", "new/b.sh"]) {
    const file = path.join(folder, name);
    await writeWhole(file, "new", { mode: 0o755 });
    expect(await readFile(file, "utf8")).toBe("new");
    expect((await stat(file)).mode & 0o777).toBe(0o755);
    expect(await readdir(path.dirname(file))).toEqual([path.basename(file)]);
  }
});

it("leaves what was there when the writing fails, and nothing beside it", async () => {
  const folder = await temporaryFolder({ "a.txt": "old" });
  const file = path.join(folder, "a.txt");
  const half = replaceFile(file, async (partial) => {
    await writeWhole(partial, "half");
    throw new Error("the disk is full");
  });
  await expect(half).rejects.toThrow("the disk is full");
  expect([await readdir(folder), await readFile(file, "utf8")]).toEqual([["a.txt"], "old"]);
});
