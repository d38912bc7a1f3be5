import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import { renderJson } from "../report/json/json.ts";
import { renderCtrf } from "../report/ctrf/ctrf.ts";
import { renderMarkdown } from "../report/markdown/markdown.ts";
import { conformant } from "../report/testing/sample.ts";
import { temporaryFolder } from "../testing/files.ts";
import { formats } from "../testing/suite.ts";
import { renderHtml } from "../report/html/page.ts";
import { renderJunit } from "../report/junit/junit.ts";
import { codeOfResults } from "../commands/exit-codes.ts";
import { runResults } from "../report/model/run-results.ts";
import { refreshPage } from "../report/refresh.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { writeResults } from "../report/write.ts";
import { mutationResults } from "./results.ts";
import { proofs, proved } from "./testing/proofs.ts";

const unproved: Mutation = {
  ...proved,
  conclusion: "unproved",
  reasons: ["1 demand is vacuous: true whatever the answer is."],
  edits: {
    ...proofs.edits,
    vacuous: [
      { check: "a/b", level: "must", demand: "body: <script>\u001b[2J</script>", tried: 9 },
    ],
  },
};

const write = (mutation: Mutation, directory: string) =>
  writeResults({
    directory,
    results: mutationResults(mutation),
    formats,
    chosen: ["json", "html"],
  });

describe("writing a proof", () => {
  it("makes a JSON file and a page", async () => {
    const folder = await temporaryFolder();
    expect(await write(proved, folder)).toMatchObject({ ok: true });
    expect((await readdir(folder)).toSorted()).toEqual(["mutation.html", "mutation.json"]);
    const text = await readFile(path.join(folder, "mutation.json"), "utf8");
    expect(JSON.parse(text)).toEqual(proved);
  });

  it("links it with the report of a run in the same folder", async () => {
    const folder = await temporaryFolder({
      "report.json": renderJson(runResults(conformant()), formats),
    });
    await write(proved, folder);
    await refreshPage(folder, formats);
    const page = await readFile(path.join(folder, "report.html"), "utf8");
    expect(page).toContain('<a href="mutation.html">');
    const proof = await readFile(path.join(folder, "mutation.html"), "utf8");
    expect(proof).toContain('<a href="report.html">');
    expect(renderHtml(mutationResults(proved))).not.toContain("report.html");
  });

  it("writes nothing when the proof does not fit its format", async () => {
    const folder = await temporaryFolder();
    const wrong = { ...proved, conclusion: "perhaps" } as unknown as Mutation;
    const written = await write(wrong, folder);
    expect(written).toMatchObject({ ok: false, problems: [{ code: "REPORT_INVALID" }] });
    expect(await readdir(folder)).toEqual([]);
  });

  it("leaves the folder of a certificate alone", async () => {
    const folder = await temporaryFolder({ "certificate.json": "{}" });
    const written = await write(proved, folder);
    expect(written).toMatchObject({ ok: false, problems: [{ code: "USAGE" }] });
    expect(await readdir(folder)).toEqual(["certificate.json"]);
  });

  it("says when the folder is none", async () => {
    const folder = await temporaryFolder({ file: "" });
    const written = await write(proved, path.join(folder, "file"));
    expect(written).toMatchObject({ ok: false, problems: [{ code: "FILE_UNWRITABLE" }] });
  });
});

describe("the page", () => {
  it("shows every part", () => {
    const page = renderHtml(mutationResults(proved));
    for (const text of [
      "Requirements",
      "removal-answers-200",
      "Edited transcripts",
      "always-404",
      "the last case first",
      "The answer is 200 &amp; a body.",
      "The words are &lt;others&gt;.",
      "It says &lt;nothing&gt; of secrets.",
    ]) {
      expect(page).toContain(text);
    }
  });

  it("escapes what is not its own, and names nothing that a browser would fetch or run", () => {
    const page = renderHtml(mutationResults(unproved));
    expect(page).toContain("&lt;script&gt;\\u001b[2J&lt;/script&gt;");
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed)|src=|url\(|@import/);
  });

  it("leaves out the parts that were not asked for", () => {
    const { edits: _edits, degenerate: _degenerate, isolation: _isolation, ...some } = proved;
    const page = renderHtml(
      mutationResults({ ...some, run: { ...proved.run, parts: ["faults"] } }),
    );
    expect(page).not.toContain("Edited transcripts");
  });
});

describe("the terminal", () => {
  const files = ["mutation.json", "mutation.html"];
  const options = { colour: false, width: 100, out: "reports/latest", files };

  it("sums up, and ends with the conclusion", () => {
    expect(renderTerminal(mutationResults(proved), options)).toBe(`\
baseline    1 of 1 cases pass on the reference implementation
fairness    0 of 1 musts fail for what no must forbids (1 freedom in 2 servers, 2 trials, 700 ms)
sharpness   3 of 3 faults killed: 2 hand-written, 1 generated
faults      2 of 2 killed on their own requirement; 1 of 1 must checks kill (own matrix, 2 trials, 900 ms)
generated   1 of 1 generated fault killed by a check of the level that they break (3 trials, 800 ms)
edits       0 of 2 demands vacuous, 0 checks too strict (4000 judgements, 1.0 s, 4000 a second)
degenerate  0 of 1 server taken for conformant, 1 accidental pass (2.0 s)
isolation   1 case in 1 order, 0 verdicts differ (3.0 s)

report  reports/latest/mutation.html
        mutation.json

proved (7.0 s)
`);
  });

  it("shows first what is open, with control characters as escapes", () => {
    const text = renderTerminal(mutationResults(unproved), options);
    expect(text).toMatch(
      /^Vacuous demands \(1\)\n {2}a\/b: body: <script>\\u001b\[2J<\/script>; it survived 9 edits\n/,
    );
    expect(text).toMatch(
      /unproved: 1 demand is vacuous: true whatever the answer is. \(7\.0 s\)\n$/,
    );
  });
});

it("says how sharp it is only where all faults were tried", () => {
  const { generated: _generated, ...some } = proved;
  const [all, part] = [proved, some].map((proof) =>
    Object.fromEntries(mutationResults(proof).parts),
  );
  expect(all).toHaveProperty("sharpness", "3 of 3 faults killed: 2 hand-written, 1 generated");
  expect(part).not.toHaveProperty("sharpness");
});

describe("fairness stands in every format", () => {
  const results = mutationResults(proved);
  const options = { colour: false, width: 200, out: "reports/latest" };
  it.each([
    { name: "terminal", text: renderTerminal(results, options) },
    { name: "JUnit", text: renderJunit(results) },
    { name: "CTRF", text: renderCtrf(results) },
    { name: "Markdown", text: renderMarkdown(results) },
    { name: "HTML", text: renderHtml(results) },
  ])("$name", ({ text }) => {
    expect(text).toContain("0 of 1 musts fail for what no must forbids");
  });
});

describe("as tests", () => {
  it.each([
    { name: "a part without findings passes", mutation: proved, code: 0, failures: 0 },
    { name: "what survives is a failure", mutation: unproved, code: 1, failures: 1 },
  ])("$name", ({ mutation, code, failures }) => {
    const results = mutationResults(mutation);
    expect(codeOfResults(results.conclusion)).toBe(code);
    expect(renderJunit(results)).toContain(
      `<testsuites name="headwater mutation" tests="7" failures="${failures}" errors="0" skipped="0"`,
    );
  });
});
