import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Problem } from "../problem.ts";
import { formats } from "../testing/suite.ts";
import { runResults } from "./model/run-results.ts";
import { writeResults } from "./write.ts";
import { conformant, empty, hostile, inconclusive, nonConformant } from "./testing/sample.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "headwater-bundle-"));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const names = async () => (await readdir(directory, { recursive: true })).toSorted();

it("writes every file of the bundle and leaves the journal alone", async () => {
  await writeFile(path.join(directory, "journal.ndjson"), "{}\n");
  const result = await writeResults({ directory, results: runResults(nonConformant()), formats });
  expect(await names()).toEqual([
    "ctrf.json",
    "journal.ndjson",
    "junit.xml",
    "replay",
    "replay/detach-single-use.sh",
    "replay/invoice-takes-credit.sh",
    "replay/refund-after-capture.type-creditcard.via-order.sh",
    "report.html",
    "report.json",
    "summary.md",
  ]);
  expect(result).toMatchObject({ ok: true });
  expect(result.ok && result.value).toContain(path.join(directory, "report.html"));
  expect(await readFile(path.join(directory, "journal.ndjson"), "utf8")).toBe("{}\n");
  const script = await stat(path.join(directory, "replay", "detach-single-use.sh"));
  expect(script.mode & 0o111).not.toBe(0);
});

it.each([conformant(), inconclusive(), empty(), hostile()])(
  "every kind of report is valid",
  async (report) => {
    expect(await writeResults({ directory, results: runResults(report), formats })).toMatchObject({
      ok: true,
    });
  },
);

it("makes the folder, and writes only what is asked for", async () => {
  const inner = path.join(directory, "a", "b");
  const result = await writeResults({
    directory: inner,
    results: runResults(conformant()),
    formats,
    chosen: ["junit", "json", "json"],
  });
  expect(result).toEqual({
    ok: true,
    value: [path.join(inner, "junit.xml"), path.join(inner, "report.json")],
  });
});

it("scripts of an earlier run go, files of others stay", async () => {
  await writeResults({ directory, results: runResults(nonConformant()), formats });
  await writeFile(path.join(directory, "replay", "notes.txt"), "mine");
  await writeResults({ directory, results: runResults(conformant()), formats });
  expect(await readdir(path.join(directory, "replay"))).toEqual(["notes.txt"]);
});

it("an unknown format is a problem with a hint, and nothing is written", async () => {
  const result = await writeResults({
    directory,
    results: runResults(conformant()),
    formats,
    chosen: ["junti", "html"],
  });
  expect(result).toEqual({
    ok: false,
    problems: [
      {
        code: "UNKNOWN_NAME",
        message: 'there is no reporter "junti"',
        hint: "did you mean junit?",
      },
    ],
  });
  expect(await names()).toEqual([]);
});

it("a writer that crashes costs its own file, which is told, and no other", async () => {
  const chosen = ["json", "junit", "markdown"];
  await writeResults({ directory, results: runResults(conformant()), formats, chosen });
  const results = Object.defineProperty(runResults(conformant()), "parts", {
    get: () => {
      throw new RangeError("Invalid string length");
    },
  });
  const lost: Problem[] = [];
  const onLost = (problem: Problem) => void lost.push(problem);
  const result = await writeResults({ directory, results, formats, chosen, onLost });
  expect(result).toMatchObject({ ok: true });
  expect(await names()).toEqual(["junit.xml", "report.json"]);
  expect(lost).toEqual([
    {
      code: "FILE_UNWRITABLE",
      at: { file: "summary.md" },
      message: "was not written (Invalid string length)",
    },
  ]);
});

it("a report that breaks its schema is never written", async () => {
  const report = { ...conformant(), suite: { ...conformant().suite, casesDigest: "no digest" } };
  const result = await writeResults({ directory, results: runResults(report), formats });
  expect(result).toMatchObject({ ok: false, problems: [{ code: "REPORT_INVALID" }] });
  expect(await names()).toEqual([]);
});

it("a folder that cannot be written is a problem", async () => {
  const file = path.join(directory, "file");
  await writeFile(file, "");
  const result = await writeResults({
    directory: path.join(file, "out"),
    results: runResults(conformant()),
    formats,
  });
  expect(result).toMatchObject({ ok: false, problems: [{ code: "FILE_UNWRITABLE" }] });
});

it("no half file is left where a write fails", async () => {
  await writeResults({ directory, results: runResults(conformant()), formats, chosen: ["json"] });
  const before = await readFile(path.join(directory, "report.json"), "utf8");
  await rm(path.join(directory, "report.json"));
  await writeResults({ directory, results: runResults(conformant()), formats, chosen: ["json"] });
  await chmod(path.join(directory, "report.json"), 0o400);
  await writeResults({ directory, results: runResults(conformant()), formats, chosen: ["json"] });
  expect(await readFile(path.join(directory, "report.json"), "utf8")).toBe(before);
  expect((await names()).filter((name) => name.endsWith(".partial"))).toEqual([]);
});
