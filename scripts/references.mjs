// Writes the pages of docs/ that follow from specs/: run by `npm run generate`. The text around the markers of a page is
// written by hand.
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { formatReference } from "./format-reference.mjs";
import { requirementReference, untestedReference } from "./requirement-reference.mjs";

const [out = "docs"] = process.argv.slice(2);

const namesIn = async (folder, ending) =>
  (await readdir(folder)).filter((file) => file.endsWith(ending)).toSorted();

const formats = await Promise.all(
  (await namesIn("specs/formats", ".schema.json")).map(async (file) => [
    file.replace(".schema.json", ""),
    JSON.parse(await readFile(`specs/formats/${file}`, "utf8")),
  ]),
);
const areas = await Promise.all(
  (await namesIn("specs/requirements", ".yaml")).map(async (file) =>
    parse(await readFile(`specs/requirements/${file}`, "utf8")),
  ),
);
const requirements = areas.flatMap((area) => area.requirements);
const pages = parse(await readFile("specs/pages.yaml", "utf8"));

await fill("formats.md", formatReference(new Map(formats)));
await fill("requirements.md", requirementReference(requirements, pages));
await fill("not-tested.md", untestedReference(requirements));

/** Puts what is generated between the markers of a page. */
async function fill(file, text) {
  const page = await readFile(`docs/${file}`, "utf8");
  const between = /(?<=<!-- generated: npm run generate -->\n)[\s\S]*(?=<!-- end of generated -->)/;
  if (!between.test(page)) throw new Error(`docs/${file} lacks its markers`);
  await writeFile(
    path.join(out, file),
    page.replace(between, () => `\n${text}\n\n`),
  );
}
