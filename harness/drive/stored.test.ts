import path from "node:path";
import { describe, expect, it } from "vitest";
import { withFolder } from "../testing/files.ts";
import { readJournal } from "./stored.ts";

const read = (text: string) =>
  withFolder({ "journal.ndjson": text }, (folder) =>
    readJournal(path.join(folder, "journal.ndjson"), "journal.ndjson"),
  );

const header = '{"kind":"header","format":1}\n';
const gap = (name: string) =>
  `{"case":"${name}","kind":"gap","scope":"given","name":"case","outcome":"blocked","cause":"why"}\n`;
const verdict = '{"kind":"verdict","case":"a","outcome":"blocked","durationMs":5,"verdicts":[]}\n';
const footer = '{"kind":"footer","conclusion":"inconclusive"}\n';

describe("a journal read back", () => {
  it("has each case's entries in their order, its verdict and the footer", async () => {
    const journal = await read(`${header}${gap("a")}${gap("b")}${gap("a")}${verdict}${footer}`);
    if (!journal.ok) throw new Error("the journal is not read");
    const { transcripts, verdicts } = journal.value;
    expect(
      [...transcripts.values()].map(({ case: name, durationMs, entries }) => [
        name,
        durationMs,
        entries.length,
      ]),
    ).toEqual([
      ["a", 5, 2],
      ["b", 0, 1],
    ]);
    expect(verdicts.get("a")).toMatchObject({ outcome: "blocked" });
    expect(journal.value).toMatchObject({
      header: { format: 1 },
      footer: { conclusion: "inconclusive" },
    });
  });

  it.each([
    { name: "without a footer: the run did not end", text: `${header}${gap("a")}` },
    { name: "whose last line was cut", text: `${header}${gap("a")}${gap("b").slice(0, 20)}` },
    { name: "of a run in which nothing happened yet", text: header },
  ])("$name", async ({ text }) => {
    const journal = await read(text);
    expect(journal).toMatchObject({ ok: true });
    expect(journal).not.toHaveProperty("value.footer");
  });

  it.each([
    { name: "empty", text: "", line: undefined, message: "the journal is empty" },
    {
      name: "without a header",
      text: gap("a"),
      line: 1,
      message: "a journal starts with its header",
    },
    {
      name: "with a second header",
      text: `${header}${header}`,
      line: 2,
      message: "this is no line of a journal",
    },
    {
      name: "with a cut line in its midst",
      text: `${header}${gap("a").slice(0, 20)}\n${footer}`,
      line: 2,
      message: "this is no line of a journal",
    },
    {
      name: "with a line that is no object",
      text: `${header}7\n${footer}`,
      line: 2,
      message: "this is no line of a journal",
    },
  ])("$name is none", async ({ text, line, message }) => {
    const at = { file: "journal.ndjson", ...(line === undefined ? {} : { line }) };
    expect(await read(text)).toEqual({ ok: false, problems: [{ code: "FORMAT", at, message }] });
  });

  it("that is not there", async () => {
    expect(await readJournal("/nowhere/journal.ndjson", "journal.ndjson")).toMatchObject({
      ok: false,
      problems: [{ code: "FILE_UNREADABLE", at: { file: "journal.ndjson" } }],
    });
  });
});
