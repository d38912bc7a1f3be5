import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import { renderJson } from "../report/json/json.ts";
import { conformant } from "../report/testing/sample.ts";
import { temporaryFolder } from "../testing/files.ts";
import { formats } from "../testing/suite.ts";
import { renderMutationHtml } from "./html/page.ts";
import { renderMutation } from "./terminal.ts";
import { proofs, proved } from "./testing/proofs.ts";
import { writeMutation } from "./write.ts";

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

describe("writing a proof", () => {
  it("makes a JSON file and a page", async () => {
    const folder = await temporaryFolder();
    expect(await writeMutation(proved, folder, formats)).toMatchObject({ ok: true });
    expect((await readdir(folder)).toSorted()).toEqual(["mutation.html", "mutation.json"]);
    const text = await readFile(path.join(folder, "mutation.json"), "utf8");
    expect(JSON.parse(text)).toEqual(proved);
  });

  it("links it with the report of a run in the same folder", async () => {
    const folder = await temporaryFolder({ "report.json": renderJson(conformant()) });
    await writeMutation(proved, folder, formats);
    const page = await readFile(path.join(folder, "report.html"), "utf8");
    expect(page).toContain('<a href="mutation.html">');
    const proof = await readFile(path.join(folder, "mutation.html"), "utf8");
    expect(proof).toContain('<a href="report.html">');
    expect(renderMutationHtml(proved)).not.toContain("report.html");
  });

  it("writes nothing when the proof does not fit its format", async () => {
    const folder = await temporaryFolder();
    const wrong = { ...proved, conclusion: "perhaps" } as unknown as Mutation;
    const written = await writeMutation(wrong, folder, formats);
    expect(written).toMatchObject({ ok: false, problems: [{ code: "REPORT_INVALID" }] });
    expect(await readdir(folder)).toEqual([]);
  });

  it("leaves the folder of a certificate alone", async () => {
    const folder = await temporaryFolder({ "certificate.json": "{}" });
    const written = await writeMutation(proved, folder, formats);
    expect(written).toMatchObject({ ok: false, problems: [{ code: "USAGE" }] });
    expect(await readdir(folder)).toEqual(["certificate.json"]);
  });

  it("says when the folder is none", async () => {
    const folder = await temporaryFolder({ file: "" });
    const written = await writeMutation(proved, path.join(folder, "file"), formats);
    expect(written).toMatchObject({ ok: false, problems: [{ code: "FILE_UNWRITABLE" }] });
  });
});

describe("the page", () => {
  it("shows every part", () => {
    const page = renderMutationHtml(proved);
    for (const text of [
      "Requirements",
      "removal-answers-200",
      "Edited transcripts",
      "always-404",
      "the last case first",
      "The answer is 200 &amp; a body.",
      "It says &lt;nothing&gt; of secrets.",
    ]) {
      expect(page).toContain(text);
    }
  });

  it("escapes what is not its own, and names nothing that a browser would fetch or run", () => {
    const page = renderMutationHtml(unproved);
    expect(page).toContain("&lt;script&gt;\\u001b[2J&lt;/script&gt;");
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed)|src=|url\(|@import/);
  });

  it("leaves out the parts that were not asked for", () => {
    const { edits: _edits, degenerate: _degenerate, isolation: _isolation, ...some } = proved;
    const page = renderMutationHtml({ ...some, run: { ...proved.run, parts: ["faults"] } });
    expect(page).not.toContain("Edited transcripts");
  });
});

describe("the terminal", () => {
  const options = { colour: false, out: "reports/latest" };

  it("sums up, and ends with the conclusion", () => {
    expect(renderMutation(proved, options)).toBe(`\
baseline    1 of 1 cases pass on the reference implementation
faults      2 of 2 killed on their own requirement; 1 of 1 must checks kill (own matrix, 2 trials, 900 ms)
edits       0 of 2 demands vacuous, 0 checks too strict (4000 judgements, 1.0 s, 4000 a second)
degenerate  0 of 1 servers taken for conformant, 1 accidental passes (2.0 s)
isolation   1 cases in 1 orders, 0 verdicts differ (3.0 s)

report  reports/latest/mutation.html
        reports/latest/mutation.json

proved (7.0 s)
`);
  });

  it("shows first what is open, with control characters as escapes", () => {
    const text = renderMutation(unproved, options);
    expect(text).toMatch(
      /^Vacuous demands \(1\)\n {2}a\/b: body: <script>\\u001b\[2J<\/script>; it survived 9 edits\n/,
    );
    expect(text).toMatch(
      /unproved: 1 demand is vacuous: true whatever the answer is. \(7\.0 s\)\n$/,
    );
  });
});
