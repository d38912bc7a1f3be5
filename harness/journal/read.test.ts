import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { withFolder } from "../testing/files.ts";
import { seal, start } from "./hash-chain.ts";
import { readJournal } from "./read.ts";

const read = (text: string) =>
  withFolder({ "journal.ndjson": text }, (folder) =>
    readJournal(path.join(folder, "journal.ndjson"), "journal.ndjson"),
  );

/** The lines as a journal, each chained to the one before. */
function chained(...lines: readonly object[]): string {
  let before = start;
  return lines
    .map((line) => {
      const { bytes, digest } = seal(line, before);
      before = digest;
      return String(bytes);
    })
    .join("");
}

const header = { kind: "header", format: 1, run: { startedAt: "2026-01-01T10:00:00Z" } };
const gap = (name: string, round = 1) => ({
  case: name,
  ...(round > 1 && { round }),
  kind: "gap",
  scope: "given",
  name: "case",
  outcome: "blocked",
  cause: "why",
});
const verdict = { kind: "verdict", case: "a", outcome: "blocked", durationMs: 5, verdicts: [] };
const stopped = { kind: "stopped", by: "interrupted", why: "the run was interrupted", at: "" };
const resumed = { kind: "resumed", id: "2", at: "" };
const footer = { kind: "footer", conclusion: "inconclusive" };

describe("a journal read back", () => {
  it("has each case's entries in their order, its verdict and the footer", async () => {
    const journal = await read(chained(header, gap("a"), gap("b"), gap("a"), verdict, footer));
    if (!journal.ok) throw new Error("the journal is not read");
    const { transcripts, verdicts, unfinished } = journal.value;
    expect([...transcripts].map(([name, { entries }]) => [name, entries.length])).toEqual([
      ["a", 2],
    ]);
    expect(transcripts.get("a")).toMatchObject({ case: "a", durationMs: 5 });
    expect(verdicts.get("a")).toMatchObject({ outcome: "blocked" });
    expect(unfinished).toMatchObject([{ round: 1, transcript: { case: "b", entries: [{}] } }]);
    expect(journal.value).toMatchObject({
      header: { format: 1 },
      footer: { conclusion: "inconclusive" },
      end: { state: "whole", why: "" },
    });
  });

  it("keeps the rounds of a case apart", async () => {
    const second = { ...verdict, round: 2 };
    const lines = [header, gap("a"), gap("a", 2), gap("a", 2), second, verdict, footer];
    const journal = await read(chained(...lines));
    if (!journal.ok) throw new Error("the journal is not read");
    const { transcripts } = journal.value;
    expect([...transcripts].map(([name, { entries }]) => [name, entries.length])).toEqual([
      ["a#2", 2],
      ["a", 1],
    ]);
  });

  it("forgets what was not finished when the run was resumed", async () => {
    const lines = [header, gap("a"), gap("a"), stopped, resumed, gap("a"), verdict, footer];
    const journal = await read(chained(...lines));
    if (!journal.ok) throw new Error("the journal is not read");
    expect(journal.value.transcripts.get("a")?.entries).toHaveLength(1);
    expect(journal.value.end.state).toBe("whole");
  });

  it.each([
    { name: "without a footer", text: chained(header, gap("a")), state: "unfinished" },
    {
      name: "whose last line was cut",
      text: chained(header, gap("a"), gap("b")).slice(0, -20),
      state: "cut",
    },
    {
      name: "whose last line lacks its line break",
      text: chained(header, footer).slice(0, -1),
      state: "cut",
    },
    { name: "in which nothing happened yet", text: chained(header), state: "unfinished" },
    { name: "of a stopped run", text: chained(header, gap("a"), stopped), state: "stopped" },
    { name: "of a resumed run", text: chained(header, stopped, resumed), state: "unfinished" },
  ])("$name is not whole", async ({ text, state }) => {
    const journal = await read(text);
    expect(journal).toMatchObject({ ok: true, value: { end: { state } } });
    expect(journal).not.toHaveProperty("value.footer");
  });

  it.each([
    { name: "empty", text: "", line: undefined, message: "the journal is empty" },
    {
      name: "cut within its header",
      text: chained(header).slice(0, 20),
      line: undefined,
      message: "the journal ends within its header",
    },
    {
      name: "without a header",
      text: chained(gap("a")),
      line: 1,
      message: "a journal starts with its header",
    },
    {
      name: "with a second header",
      text: chained(header, header),
      line: 2,
      message: "a journal has one header",
    },
    {
      name: "with a line of a kind that there is not",
      text: chained(header, { kind: "toString" }, footer),
      line: 2,
      message: "this is no line of a journal",
    },
    {
      name: "that goes on after its footer",
      text: chained(header, footer, gap("a")),
      line: 3,
      message: "nothing may follow the footer",
    },
    {
      name: "that goes on after it was stopped",
      text: chained(header, stopped, gap("a")),
      line: 3,
      message: "the run was stopped before",
    },
    {
      name: "with a case that was finished twice",
      text: chained(header, verdict, verdict),
      line: 3,
      message: "the case a was finished before",
    },
  ])("$name is none", async ({ text, line, message }) => {
    const at = { file: "journal.ndjson", ...(line === undefined ? {} : { line }) };
    expect(await read(text)).toMatchObject({
      ok: false,
      problems: [{ code: "FORMAT", at, message }],
    });
  });

  it("that is not there", async () => {
    expect(await readJournal("/nowhere/journal.ndjson", "journal.ndjson")).toMatchObject({
      ok: false,
      problems: [{ code: "FILE_UNREADABLE", at: { file: "journal.ndjson" } }],
    });
  });
});

describe("a journal that was edited", () => {
  const text = chained(header, gap("a"), gap("a"), verdict, footer);
  const lines = text.split("\n").slice(0, -1);

  it.each([
    { name: "in a word", text: text.replace("why", "wny"), line: 2 },
    { name: "in its footer", text: text.replace("inconclusive", "conformant"), line: 5 },
    { name: "by a line less", text: joined(lines.toSpliced(2, 1)), line: 3 },
    { name: "by a line twice", text: joined(lines.toSpliced(1, 0, lines[1] ?? "")), line: 3 },
    { name: "by two lines in another order", text: joined(moved(lines)), line: 2 },
    { name: "at its beginning", text: joined(lines.slice(1)), line: 1 },
    { name: "by a line without a digest", text: `${text}{"kind":"footer"}\n`, line: 6 },
    { name: "by an empty line", text: text.replace("\n", "\n\n"), line: 2 },
    {
      name: "by a footer put on a cut one",
      text: `${text.slice(0, -150)}\n${text.slice(-150)}`,
      line: 4,
    },
  ])("$name is found out, with the line", async ({ text: changed, line }) => {
    expect(await read(changed)).toMatchObject({
      ok: false,
      problems: [{ code: "JOURNAL_EDITED", at: { file: "journal.ndjson", line } }],
    });
  });

  it("anywhere, or cut anywhere, is never whole", async () => {
    const flips = Array.from(text, (sign, at) => {
      const other = sign === "0" ? "1" : "0";
      return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
    });
    const cuts = Array.from(text, (_, at) => text.slice(0, at));
    await withFolder({}, async (folder) => {
      const file = path.join(folder, "journal.ndjson");
      for (const changed of [...flips, ...cuts]) {
        writeFileSync(file, changed);
        const journal = await readJournal(file);
        expect(journal.ok && journal.value.end.state === "whole").toBe(false);
      }
    });
  });
});

const joined = (some: readonly string[]) => `${some.join("\n")}\n`;

const moved = ([first = "", second = "", third = "", ...rest]: readonly string[]) => [
  first,
  third,
  second,
  ...rest,
];
