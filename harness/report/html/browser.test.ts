import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evidence, Report } from "../../../specs/types/report.format.d.ts";
import { compareReports } from "../../baseline/compare.ts";
import { renderComparisonPage } from "../../baseline/comparison-page.ts";
import { historyOf } from "../../baseline/history.ts";
import { renderSideBySidePage } from "../../baseline/side-by-side-page.ts";
import { sideBySide } from "../../baseline/side-by-side.ts";
import { sharedChromium } from "../../testing/chromium.ts";
import { gated } from "../testing/gated.ts";
import { manyFailures } from "../testing/many-failures.ts";
import { claimed, conformant, hostile, large, nonConformant } from "../testing/sample.ts";
import { runResults } from "../model/run-results.ts";
import { renderHtml } from "./page.ts";

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-page-"));
  browser = await sharedChromium();
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

interface Opened {
  readonly page: Page;
  /** Everything that the page asked the network or the disk for. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

const open = (report: Report, javaScriptEnabled: boolean): Promise<Opened> =>
  openText(renderHtml(runResults(report)), javaScriptEnabled);

async function openText(text: string, javaScriptEnabled: boolean): Promise<Opened> {
  const file = path.join(folder, "report.html");
  await writeFile(file, text);
  const page = await browser.newPage({ javaScriptEnabled });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, complaints };
}

const searchBox = (page: Page) => page.getByRole("searchbox", { name: "Query" });

/** What a reader sees of the cases, by what became of them. */
const outcomesShown = async (page: Page): Promise<readonly string[]> => [
  ...new Set(await textsOf(page.locator("details.case:visible > summary .mark"))),
];

const textsOf = async (nodes: Locator): Promise<readonly string[]> =>
  (await nodes.allInnerTexts()).map((text) => text.trim());

describe("in a browser", () => {
  it("the way to a failure can be read without scripts", async () => {
    const { page } = await open(nonConformant(), false);
    await page.locator("article.failure a", { hasText: "detach-single-use" }).first().click();
    const card = page.locator("#case-detach-single-use");
    if ((await card.getAttribute("open")) === null) await card.locator("> summary").click();
    expect(await textsOf(card.locator(".phase"))).toEqual([
      "GIVEN card",
      "GIVEN cart",
      "STEP attach",
      "STEP detach",
      "STEP after",
      "STEP reattach",
      "STEP by-body",
    ]);
    expect((await card.locator(".values").first().innerText()).trim()).toBe("{card.id} src_9f2c71");
    await card.locator("#exchange-6 > summary").click();
    const answer = card.locator("#exchange-6 pre").nth(1);
    expect(await answer.innerText()).toContain('"state": "chargeable" expected "cancelled"');
    expect(await answer.innerText()).toContain('"id": "src_9f2c71"{card.id}');
    expect(await answer.locator("mark").allInnerTexts()).toEqual(['"chargeable"']);
    expect(await card.innerText()).toContain("sh replay/detach-single-use.sh");
    await page.locator("table.areas td.blocked a").first().click();
    expect(page.url()).toContain("#area-");
    expect(await page.locator("input").count()).toBe(0);
    await page.close();
  });

  it("a link from a finding opens its exchange, and back leads back", async () => {
    const { page } = await open(nonConformant(), true);
    await page.locator('.findings a[href="#exchange-4"]').first().click();
    await page.locator("#exchange-4 pre").first().waitFor({ state: "visible" });
    await page.locator('#case-detach-single-use .verdict a[href^="#check-"]').first().click();
    expect(await page.evaluate("location.hash")).toMatch(/^#check-detach-single-use/);
    await page.goBack();
    expect(await page.evaluate("location.hash")).toBe("#exchange-4");
    await page.goBack();
    expect(await page.evaluate("location.hash")).toBe("");
    await page.close();
  });

  it("each failure has an address of its own, and j and k go from one to the next", async () => {
    const { page } = await open(nonConformant(), true);
    const failures = page.locator("article.failure");
    const titles = await failures.locator("h3").allInnerTexts();
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThan(1);
    const place = () => page.evaluate("location.hash");
    for (const [key, want] of [
      ["j", "#failure-dr-detach-1"],
      ["j", "#failure-dr-detach-2"],
      ["k", "#failure-dr-detach-1"],
    ] as const) {
      await page.keyboard.press(key);
      expect(await place()).toBe(want);
    }
    await page.goBack();
    expect(await place()).toBe("#failure-dr-detach-2");
    await page.close();
  });

  it("what only repeats a failure is a line, and every failed case has its evidence", async () => {
    const { page } = await open(manyFailures(70), true);
    expect(await page.locator("article.failure").count()).toBe(1);
    expect(await page.locator("article.failure section.check").count()).toBe(4);
    expect(await page.locator("article.failure details.context li").count()).toBe(4 * 70 - 4);
    expect(await page.locator("details.case").count()).toBe(70);
    expect(await page.locator("details.case:has(.exchange pre mark)").count()).toBe(70);
    await page.close();
  });

  it("an outcome asked for shows it and nothing else, in an address that can be handed on", async () => {
    const { page } = await open(nonConformant(), true);
    await page.locator(".chip", { hasText: "failed" }).click();
    expect(new URL(page.url()).searchParams.get("q")).toBe("s:failed");
    expect(await searchBox(page).inputValue()).toBe("s:failed");
    expect(await outcomesShown(page)).toEqual(["failed"]);
    expect(await page.locator(".lines li:visible, article.cause:visible").count()).toBe(0);
    expect(await page.locator("article.failure:visible").count()).toBe(4);
    const kinds = await textsOf(page.locator("#requirements ~ .area tbody tr:visible .mark"));
    expect(new Set(kinds)).toEqual(new Set(["failed"]));
    const other = await browser.newPage();
    await other.goto(page.url());
    expect(await outcomesShown(other)).toEqual(["failed"]);
    await other.close();
    await page.locator(".chip", { hasText: "blocked" }).click();
    expect(await outcomesShown(page)).toEqual(["blocked"]);
    await page.goBack();
    expect(await outcomesShown(page)).toEqual(["failed"]);
    await page.goForward();
    await page.locator(".chip", { hasText: "blocked" }).click();
    expect(await page.locator(".lines li, details.case").locator("visible=true").count()).toBe(
      6 - 1,
    );
    await page.close();
  });

  it("a query has words, requirements, areas and choices; what it misses, it says", async () => {
    const { page } = await open(nonConformant(), true);
    const shown = async (query: string) => {
      await searchBox(page).fill(query);
      return page.locator('.bar-top [role="status"]').innerText();
    };
    expect(await shown("r:DR-DETACH-1")).toBe("1 of 6");
    expect(await shown("r:dr-detach")).toBe("1 of 6");
    expect(await shown("r:DR-INVOICE s:blocked")).toBe("2 of 6");
    expect(await shown("s:failed s:errored")).toBe("3 of 6");
    expect(await shown("-s:failed p:core")).toMatch(/^[1-4] of 6$/);
    expect(await shown("type:creditCard via:order")).toBe("1 of 6");
    expect(await shown("takes credit")).toMatch(/of 6$/);
    expect(await shown("s:faild")).toBe("0 of 6");
    await page.locator(".nothing a", { hasText: "s:failed" }).click();
    expect(await outcomesShown(page)).toEqual(["failed"]);
    await page.close();
  });

  it("is used by keys alone; a link to what a query hides ends the query", async () => {
    const { page } = await open(nonConformant(), true);
    await page.keyboard.press("/");
    await page.keyboard.type("s:blocked");
    expect(await outcomesShown(page)).toEqual(["blocked"]);
    await page.keyboard.press("Escape");
    expect(new URL(page.url()).search).toBe("");
    await page.keyboard.press("?");
    expect(await page.locator(".keys li").first().isVisible()).toBe(true);
    await searchBox(page).fill("s:blocked");
    await page.evaluate("location.hash = 'exchange-4'");
    await page.locator("#exchange-4 pre").first().waitFor({ state: "visible" });
    expect(new URL(page.url()).search).toBe("");
    await page.close();
  });

  it("commands are copied by a button: of a case, and of a request, where a key is a variable", async () => {
    const { page } = await open(nonConformant(), true);
    await page.evaluate(
      "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })",
    );
    await page.locator(".replay button").first().click();
    expect(await page.evaluate("window.copied")).toMatch(/^sh replay\/.*\.sh$/);
    await page.evaluate("location.hash = 'exchange-4'");
    await page.locator("#exchange-4 .curl > summary").click();
    await page.locator("#exchange-4 .curl button").click();
    const copied = String(await page.evaluate("window.copied"));
    expect(copied).toContain("curl -X DELETE https://sandbox.acme.example/checkouts/");
    expect(copied).toContain("Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}");
    await page.close();
  });

  it.each([
    { name: "much that passed", report: large(500) },
    { name: "much that failed", report: manyFailures(60) },
    { name: "failures of many requirements", report: manyFailures(180, 90) },
  ])("is printed on at most 20 pages: $name", async ({ report }) => {
    const { page } = await open(report, true);
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThanOrEqual(20);
    await page.close();
  });

  it("10,000 cases open, are asked and read", async () => {
    const { page, requests, complaints } = await open(large(10_000), true);
    await searchBox(page).fill("s:failed case-77");
    expect(await page.locator('.bar-top [role="status"]').innerText()).toBe("10 of 10000");
    expect(await page.locator("details.case:visible").count()).toBe(10);
    await searchBox(page).fill("");
    await page.evaluate("location.hash = 'case-case-9990'");
    await page.locator("#case-case-9990 .timeline").waitFor({ state: "visible" });
    expect([requests.length, complaints]).toEqual([1, []]);
    await page.close();
  });

  it("nothing is fetched and nothing complained of", async () => {
    const { page, requests, complaints } = await open(nonConformant(), true);
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("no script of a target runs, and none of its markup is markup, however long", async () => {
    const report = hostile();
    const reply = report.evidence["1"]?.exchange.reply;
    if (reply?.kind === "answered") {
      report.evidence["2"] = structuredClone(report.evidence["1"] as Evidence);
      const second = report.evidence["2"]?.exchange.reply;
      if (second?.kind === "answered")
        second.body = `{"a":"${"<script>hacked=1</script>\u202E".repeat(200_000)}"}`;
    }
    const { page, requests, complaints } = await open(report, true);
    for (const summary of await page.locator("summary").all()) {
      if (await summary.isVisible()) await summary.click();
    }
    await page.evaluate(
      "document.querySelectorAll('details').forEach((node) => { node.open = true; })",
    );
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(await page.locator("img, script").count()).toBe(1);
    expect(await page.locator("#exchange-1 pre").nth(1).innerText()).toContain(
      "<script>window.hacked = true</script>",
    );
    const text = await page.locator("#exchange-2").innerText();
    expect(text).toContain("all 5200008 characters are in journal.ndjson");
    expect(text.length).toBeLessThan(20_000);
    expect(await page.content()).not.toContain("\u202E");
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    { colorScheme: "light", report: nonConformant() },
    { colorScheme: "dark", report: nonConformant() },
    { colorScheme: "light", report: gated() },
    { colorScheme: "dark", report: gated() },
  ] as const)("every text can be read, $colorScheme", async ({ colorScheme, report }) => {
    const { page } = await open(report, true);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(
      "document.querySelectorAll('details').forEach((node) => { node.open = true; })",
    );
    expect(await page.evaluate(faintTexts)).toEqual([]);
    // What axe looks for beside contrast does not depend on colours.
    expect(colorScheme === "light" ? await violations(page) : []).toEqual([]);
    await page.close();
  });

  it("headings descend without a gap, and tables name their columns", async () => {
    const { page } = await open(nonConformant(), true);
    const levels = await page
      .locator("h1, h2, h3, h4")
      .evaluateAll((nodes) => nodes.map((node) => Number(node.nodeName.slice(1))));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 1) + 1)).toEqual([]);
    const tables = page.locator("table");
    expect(await page.locator("table:has(th[scope=col])").count()).toBe(await tables.count());
    await page.close();
  });

  it.each([360, 390])("a window of %i pixels does not scroll sideways", async (width) => {
    const { page } = await open(nonConformant(), true);
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(
      "document.querySelectorAll('details').forEach((node) => { node.open = true; })",
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.close();
  });
});

describe("runs side by side in a browser", () => {
  const reports = [nonConformant(), conformant(), hostile(), nonConformant(), claimed(), claimed()];
  const all = sideBySide(reports);
  const [before, after] = [hostile(), nonConformant()];
  const title = { product: "p", title: "t", sentence: "s", runs: false };

  it.each([
    { name: "a matrix", text: renderSideBySidePage(all, "0.1.0", title) },
    {
      name: "a comparison",
      text: renderComparisonPage(compareReports(before, after), before, after, "0.1.0"),
    },
    {
      name: "a history",
      text: renderSideBySidePage(all, "0.1.0", { ...title, runs: true }, historyOf(all)),
    },
  ])("$name can be read by everybody, at any width, and fetches nothing", async ({ text }) => {
    const { page, requests, complaints } = await openText(text, true);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.evaluate(
      "document.querySelectorAll('details').forEach((node) => { node.open = true; })",
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(faintTexts)).toEqual([]);
    }
    expect(await violations(page)).toEqual([]);
    expect(await page.locator("script").count()).toBe(0);
    expect([requests.length, complaints]).toEqual([1, []]);
    await page.close();
  });
});

/** What axe has against a page; it is run beside the page's own policy, as a browser's extension would be. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run()");
  return (found as AxeResults).violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .join(" ")
        .slice(0, 300)}`,
  );
}

/** Texts whose contrast to the ground behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3), as an expression for the page. */
const faintTexts = `(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== "");
    if (!own || node.closest("svg, script, style") || !node.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(node.nodeName + "." + node.className + ": " + node.textContent.slice(0, 30));
  }
  return [...faint];
})()`;
