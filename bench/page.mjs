import { readFile, writeFile } from "node:fs/promises";

const page = "docs/performance.md";
const markers = /(<!-- figures: .*? -->\n)[\s\S]*?(<!-- end of figures -->)/;

/** Writes the table into the page, between its markers. */
export async function writePage(text) {
  const old = await readFile(page, "utf8");
  if (!markers.test(old)) throw new Error(`${page} has no markers for the figures`);
  const block = `\n\`\`\`text\n${text}\n\`\`\`\n\n`;
  await writeFile(
    page,
    old.replace(markers, (_, start, end) => start + block + end),
  );
}
