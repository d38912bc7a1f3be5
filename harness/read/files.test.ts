import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { readText, readYamlFolder } from "./files.ts";

describe("the YAML files of a folder", () => {
  it("come in the order of their names, sub-folders too, named from the base", async () => {
    const folder = await temporaryFolder({
      "suites/b.yaml": "b",
      "suites/a/z.yml": "z",
      "suites/a/notes.md": "no YAML",
      "suites/c.yaml.orig": "no YAML",
    });
    const texts = must(readYamlFolder(path.join(folder, "suites"), folder));
    expect(texts).toEqual([
      { file: "suites/a/z.yml", text: "z" },
      { file: "suites/b.yaml", text: "b" },
    ]);
  });

  it("of a folder that is not there", async () => {
    const folder = await temporaryFolder();
    expect(readYamlFolder(path.join(folder, "suites"), folder)).toEqual({
      ok: false,
      problems: [
        {
          code: "FILE_UNREADABLE",
          at: { file: "suites" },
          message: "there is no such file or folder",
        },
      ],
    });
  });
});

describe("a text file", () => {
  it("is not read when it is no page any more", async () => {
    const folder = await temporaryFolder({ "a.yaml": "x".repeat(1_048_577) });
    expect(readText(path.join(folder, "a.yaml"), "a.yaml")).toEqual({
      ok: false,
      problems: [
        {
          code: "FILE_TOO_LARGE",
          at: { file: "a.yaml" },
          message: "the file has 1048577 bytes; at most 1048576 are read",
          hint: "split it into several files",
        },
      ],
    });
  });

  it("is none when it is a folder", async () => {
    expect(readText(await temporaryFolder(), "a")).toMatchObject({
      ok: false,
      problems: [{ code: "FILE_UNREADABLE", message: "cannot be read (EISDIR)" }],
    });
  });
});
