import { describe, expect, it } from "vitest";
import { asExpected, gated, stale, stopped } from "../testing/gated.ts";
import { manyFailures } from "../testing/many-failures.ts";
import {
  claimed,
  conformant,
  empty,
  hostile,
  inconclusive,
  large,
  nonConformant,
} from "../testing/sample.ts";
import { runResults } from "../model/run-results.ts";
import { htmlReport, renderHtml } from "./page.ts";

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
  ["claimed", claimed()],
])("%s", async (name, report) => {
  const { body } = partsOf(renderHtml(runResults(report)));
  await expect(body).toMatchFileSnapshot(`__golden__/report-${name}.html`);
});

it("has the same frame around every body: policy, style, drawings, script", async () => {
  const { frame } = partsOf(renderHtml(runResults(conformant())));
  await expect(frame).toMatchFileSnapshot("__golden__/frame.html");
  const others = [nonConformant(), hostile(), gated()].map((report) => {
    const other = partsOf(renderHtml(runResults(report))).frame;
    return other.replace(/<title>[^<]*<\/title>/, "");
  });
  expect(new Set([frame.replace(/<title>[^<]*<\/title>/, ""), ...others]).size).toBe(1);
});

/** What differs from report to report, and what is around it. */
function partsOf(page: string): { readonly body: string; readonly frame: string } {
  const [, before = "", body = "", after = ""] =
    /^([\s\S]*?)(<header[\s\S]*<\/footer>)([\s\S]*)$/.exec(page) ?? [];
  expect(before + body + after).toBe(page);
  return { body, frame: `${before}<!-- the body -->\n${after}` };
}

describe("the page", () => {
  it("has every anchor once, and every link inside it leads to one", () => {
    const page = renderHtml(runResults(nonConformant()));
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const goals = [...page.matchAll(/href="(?:\?[^"#]*)?#([^"]+)"/g)].map(([, id]) => id);
    expect(goals.filter((goal) => !ids.includes(goal))).toEqual([]);
  });

  it("names nothing that a browser would fetch", () => {
    expect(renderHtml(runResults(nonConformant()))).not.toMatch(
      /<(link|img|iframe|object|embed)|src=|url\(|@import/,
    );
  });

  it("takes few bytes for what passed, and has evidence of every case that failed", () => {
    expect((bytesOf(1000) - bytesOf(500)) / 450).toBeLessThan(300);
    const failed = renderHtml(runResults(manyFailures(500)));
    expect(Buffer.byteLength(failed)).toBeLessThan(8_000_000);
    expect(failed.match(/id="exchange-/g)).toHaveLength(500);
  });

  it("shows numbers as they were sent", () => {
    const report = nonConformant();
    const reply = report.evidence["7"]?.exchange.reply;
    if (reply?.kind === "answered") reply.body = '{"amount":12.50,"id":90071992547409931}';
    expect(renderHtml(runResults(report))).toContain(
      "<b>&quot;amount&quot;</b>: <i>12.50</i>,\n  <b>&quot;id&quot;</b>: <i>90071992547409931</i>\n",
    );
  });

  it("does not call a requirement with a warning simply passed", () => {
    expect(renderHtml(runResults(conformant()))).toMatch(
      /DR-DETACH-12[\s\S]*with a warning|with a warning[\s\S]*DR-DETACH-12/,
    );
  });

  it("tells what the target does not claim apart from causes to mend", () => {
    const cause = "the target does not claim the profile digital-river/invoices";
    const page = renderHtml(
      runResults({
        ...conformant(),
        causes: [{ outcome: "not-applicable", cause, cases: ["charge-a-konbini"] }],
      }),
    );
    expect(page).toContain('<h2 id="unclaimed">');
    expect(page).not.toContain('<h2 id="causes">');
  });

  it("links only to the web", () => {
    const page = renderHtml(runResults(hostile()));
    expect(page).not.toMatch(/href="javascript:/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});

it("is written in pieces of which none is longer the more cases passed", () => {
  expect(longestPiece(2000)).toBe(longestPiece(200));
});

/** Of so many cases, those that failed left out. */
function passed(count: number) {
  const report = large(count);
  const cases = report.cases.filter(({ outcome }) => outcome === "passed");
  return runResults({ ...report, cases, requirements: [], causes: [], evidence: {} });
}

const longestPiece = (count: number) =>
  Math.max(...Array.from(htmlReport(passed(count)), ({ length }) => length));

const bytesOf = (count: number) => Buffer.byteLength(renderHtml(passed(count)));
