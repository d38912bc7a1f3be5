import { describe, expect, it } from "vitest";
import { asExpected, gated, stale, stopped } from "../testing/gated.ts";
import { caseRow, checkRow, evidenceOf, findingOf, reportOf } from "../testing/rows.ts";
import {
  conformant,
  empty,
  hostile,
  inconclusive,
  large,
  nonConformant,
} from "../testing/sample.ts";
import { renderHtml } from "./page.ts";

it.each([
  ["conformant", conformant()],
  ["non-conformant", nonConformant()],
  ["inconclusive", inconclusive()],
  ["empty", empty()],
  ["hostile", hostile()],
  ["as-expected", asExpected()],
  ["gated", gated()],
  ["stale", stale()],
  ["stopped", stopped()],
])("%s", async (name, report) => {
  await expect(renderHtml(report)).toMatchFileSnapshot(`__golden__/report-${name}.html`);
});

describe("the page", () => {
  it("has every anchor once, and every link inside it leads to one", () => {
    const page = renderHtml(nonConformant());
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const goals = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(goals.filter((goal) => !ids.includes(goal))).toEqual([]);
  });

  it("names nothing that a browser would fetch", () => {
    expect(renderHtml(nonConformant())).not.toMatch(
      /<(link|img|iframe|object|embed)|src=|url\(|@import/,
    );
  });

  it("stays below 2 MB with 500 cases, and says where the rest is when much failed", () => {
    expect(Buffer.byteLength(renderHtml(large(500)))).toBeLessThan(2_000_000);
    expect(Buffer.byteLength(renderHtml(manyFailures(500)))).toBeLessThan(2_000_000);
    expect(renderHtml(manyFailures(500))).toContain("440 failed cases more among the");
  });

  it("shows numbers as they were sent", () => {
    const report = nonConformant();
    const reply = report.evidence["7"]?.exchange.reply;
    if (reply?.kind === "answered") reply.body = '{"amount":12.50,"id":90071992547409931}';
    expect(renderHtml(report)).toContain(
      "&quot;amount&quot;: 12.50,\n  &quot;id&quot;: 90071992547409931\n",
    );
  });

  it("does not call a requirement with a warning simply passed", () => {
    expect(renderHtml(conformant())).toMatch(
      /DR-DETACH-12[\s\S]*with a warning|with a warning[\s\S]*DR-DETACH-12/,
    );
  });

  it("tells what the target does not claim apart from causes to mend", () => {
    const cause = "the target does not claim the profile digital-river/invoices";
    const page = renderHtml({
      ...conformant(),
      causes: [{ outcome: "not-applicable", cause, cases: ["charge-a-konbini"] }],
    });
    expect(page).toContain('<h2 id="unclaimed">');
    expect(page).not.toContain('<h2 id="causes">');
  });

  it("links only to the web", () => {
    const page = renderHtml(hostile());
    expect(page).not.toMatch(/href="javascript:/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});

function manyFailures(count: number) {
  const ids = Array.from({ length: count }, (_, i) => `case-${i}`);
  const body = { text: "long ".repeat(3000) };
  return reportOf({
    evidence: ids.map((id) =>
      evidenceOf({ case: id, step: "one" }, "GET /", { status: 200, body }),
    ),
    cases: ids.map((id, i) =>
      caseRow(
        id,
        ["a", "b", "c", "d"].map((name) =>
          checkRow(name, "DR-A-1", "failed", {
            exchanges: [i + 1],
            findings: [findingOf("one", i + 1, "body.text", "short", "long ".repeat(3000))],
          }),
        ),
      ),
    ),
  });
}
