import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { gated } from "../testing/gated.ts";
import { manyFailures } from "../testing/many-failures.ts";
import { hostile, large, nonConformant } from "../testing/sample.ts";
import { runResults } from "../model/run-results.ts";
import { renderHtml } from "./page.ts";

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-page-"));
  // The package unpacks the libraries that Chromium needs only where it believes to be in such a function.
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs20.x";
  const { default: bundled } = await import("@sparticuz/chromium");
  browser = await chromium.launch({
    executablePath: await bundled.executablePath(),
    args: bundled.args.filter((arg) => !["--single-process", "--no-zygote"].includes(arg)),
  });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Everything that the page asked the network or the disk for. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

async function open(report: Report, javaScriptEnabled: boolean): Promise<Opened> {
  const file = path.join(folder, "report.html");
  await writeFile(file, renderHtml(runResults(report)));
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

describe("in a browser", () => {
  it("the proof of a failure can be read without scripts", async () => {
    const { page } = await open(nonConformant(), false);
    const body = page.locator("#exchange-7 pre").last();
    expect(await body.isVisible()).toBe(false);
    await page.locator("#exchange-7 > summary").click();
    expect(await body.isVisible()).toBe(true);
    expect(await body.innerText()).toContain('"state": "chargeable"');
    const failure = page.locator("article.failure").first();
    expect(await failure.innerText()).toContain("sh replay/detach-single-use.sh");
    expect(await page.locator("input").count()).toBe(0);
    await page.close();
  });

  it("a link from a finding opens its exchange", async () => {
    const { page } = await open(nonConformant(), true);
    await page.locator('.findings a[href="#exchange-4"]').first().click();
    await page.locator("#exchange-4 pre").first().waitFor({ state: "visible" });
    expect(await page.locator("#exchange-4").getAttribute("open")).not.toBeNull();
    await page.close();
  });

  it("what one mends in one go is one article, and j and k go from one to the next", async () => {
    const { page } = await open(nonConformant(), true);
    const failures = page.locator("article.failure");
    const titles = await failures.locator("h3").allInnerTexts();
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThan(1);
    const place = () => page.evaluate("location.hash");
    for (const [key, want] of [
      ["j", "#failure-1"],
      ["j", "#failure-2"],
      ["k", "#failure-1"],
    ] as const) {
      await page.keyboard.press(key);
      expect(await place()).toBe(want);
    }
    await page.goBack();
    expect(await place()).toBe("#failure-2");
    await page.close();
  });

  it("what only repeats a failure is folded, with its own evidence", async () => {
    const { page } = await open(manyFailures(3), true);
    expect(await page.locator("article.failure").count()).toBe(1);
    const folded = page.locator("details.context", { hasText: "more of the same" });
    const shown = await page.locator("article.failure .exchange").count();
    expect(shown).toBe(3);
    expect(await folded.count()).toBeLessThanOrEqual(1);
    await page.close();
  });

  it("the command that repeats a case is copied by a button", async () => {
    const { page } = await open(nonConformant(), true);
    await page.evaluate(
      "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })",
    );
    await page.locator(".replay button").first().click();
    expect(await page.evaluate("window.copied")).toMatch(/^sh replay\/.*\.sh$/);
    await page.close();
  });

  it.each([
    { name: "much that passed", report: large(500) },
    { name: "much that failed", report: manyFailures(60) },
  ])("is printed on at most 20 pages: $name", async ({ report }) => {
    const { page } = await open(report, true);
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThanOrEqual(20);
    await page.close();
  });

  it("nothing is fetched and nothing complained of", async () => {
    const { page, requests, complaints } = await open(nonConformant(), true);
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("no script of a target runs, and none of its markup is markup", async () => {
    const { page, requests, complaints } = await open(hostile(), true);
    for (const summary of await page.locator("summary").all()) {
      if (await summary.isVisible()) await summary.click();
    }
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(await page.locator("img, script").count()).toBe(1);
    expect(await page.locator("#exchange-1 pre").last().innerText()).toContain(
      "<script>window.hacked = true</script>",
    );
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("the filter leaves what matches", async () => {
    const { page } = await open(nonConformant(), true);
    await page.getByRole("searchbox", { name: "Filter cases" }).fill("invoice blocked");
    expect(await page.locator("details.case:visible").count()).toBe(2);
    expect(await page.locator('#cases [role="status"]').innerText()).toBe("2 of 6");
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

  it("a narrow window does not scroll sideways", async () => {
    const { page } = await open(nonConformant(), true);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.evaluate(
      "document.querySelectorAll('details').forEach((node) => { node.open = true; })",
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    await page.close();
  });
});

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
