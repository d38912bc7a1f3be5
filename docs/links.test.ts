import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "reports/README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
];

/** Targets of Markdown links that stay within the repository. */
function localLinks(page: string): readonly string[] {
  const text = readFileSync(page, "utf8");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? "")
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors that a page's headings get. */
function anchors(page: string): readonly string[] {
  const headings = readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}

describe("links in the documentation", () => {
  it.each(pages)("of %s lead somewhere", (page) => {
    const broken = localLinks(page).filter((link) => {
      const [file, anchor] = link.split("#");
      const target = file === "" || file === undefined ? page : path.join(path.dirname(page), file);
      if (statSync(target, { throwIfNoEntry: false }) === undefined) return true;
      return anchor !== undefined && !anchors(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});
