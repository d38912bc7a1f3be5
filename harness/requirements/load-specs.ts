import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PagesFile } from "../../specs/types/pages.format.d.ts";
import type { RequirementEntry } from "../../specs/types/requirement.format.d.ts";
import type { Problem } from "../problem.ts";
import { digest } from "../read/digest.ts";
import { readText, readYamlFolder } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { parseYaml, type YamlDocument } from "../read/yaml.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import { readAbilities } from "./abilities.ts";
import { apiFiles, loadApiSchemas } from "./api-schemas.ts";

import type { Abilities, Citation, Requirement, SpecBook } from "./types.ts";

/**
 * The specification from its folder: requirements with their citations, and the OpenAPI schemas.
 *
 * Problems: those of the files; DUPLICATE_ID; UNKNOWN_PAGE; LEVEL for a must that no seed page states.
 *
 * @param folder Absolute path of specs/; problems name files relative to `base`.
 */
export async function loadSpecs(
  folder: string,
  base: string,
  formats: Formats,
): Promise<Result<SpecBook>> {
  const pages = await loadPages(path.join(folder, "pages.yaml"), base, formats);
  if (!pages.ok) return pages;
  const texts = readYamlFolder(path.join(folder, "requirements"), base);
  if (!texts.ok) return texts;
  const files = collect(
    texts.value.map((text) => {
      const document = parseYaml(text);
      return document.ok ? readRequirements(document.value, pages.value, formats) : document;
    }),
  );
  if (!files.ok) return files;
  const requirements = files.value.flat();
  const problems = duplicates(requirements);
  if (problems.length > 0) return failure(problems);
  const abilities = await loadAbilities(
    path.join(folder, "abilities.yaml"),
    base,
    pages.value,
    formats,
  );
  if (abilities?.ok === false) return abilities;
  return ok({
    ...(abilities && { abilities: abilities.value }),
    requirements: new Map(requirements.map((requirement) => [requirement.id, requirement])),
    digest: digest([
      requirements.map(({ origin: _origin, ...facts }) => facts),
      ...Object.values(apiFiles(folder)).map((file) =>
        existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : null,
      ),
    ]),
    schemas: loadApiSchemas(folder),
  });
}

/** Undefined where there is no such file: then no case needs anything. */
async function loadAbilities(
  file: string,
  base: string,
  pages: PagesFile,
  formats: Formats,
): Promise<Result<Abilities> | undefined> {
  if (!existsSync(file)) return undefined;
  const text = readText(file, path.relative(base, file));
  if (!text.ok) return text;
  const document = parseYaml(text.value);
  return document.ok ? readAbilities(document.value, pages, formats) : document;
}

async function loadPages(file: string, base: string, formats: Formats): Promise<Result<PagesFile>> {
  const text = readText(file, path.relative(base, file));
  if (!text.ok) return text;
  const document = parseYaml(text.value);
  return document.ok ? formats.check("pages", document.value) : document;
}

function readRequirements(
  document: YamlDocument,
  pages: PagesFile,
  formats: Formats,
): Result<readonly Requirement[]> {
  const file = formats.check("requirement", document);
  if (!file.ok) return file;
  return collect(
    file.value.requirements.map((entry, index) =>
      readRequirement(entry, index, file.value.area, document, pages),
    ),
  );
}

function readRequirement(
  entry: RequirementEntry,
  index: number,
  area: string,
  document: YamlDocument,
  pages: PagesFile,
): Result<Requirement> {
  const cited = citation(entry, index, document, pages);
  if (!cited.ok) return cited;
  return ok({
    id: entry.id,
    area,
    level: entry.level,
    statement: entry.statement,
    citation: cited.value,
    testable: entry.testable,
    ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    ...(entry.note === undefined ? {} : { note: entry.note }),
    origin: document.placeOf(["requirements", index, "id"]),
  });
}

function citation(
  entry: RequirementEntry,
  index: number,
  document: YamlDocument,
  pages: PagesFile,
): Result<Citation> {
  const page = pages[entry.cite.page];
  const at = document.placeOf(["requirements", index, "cite", "page"]);
  if (page === undefined) {
    const message = `${entry.id} cites the unknown page "${entry.cite.page}"`;
    return failure([
      { code: "UNKNOWN_PAGE", at, message, ...hinted(entry.cite.page, Object.keys(pages)) },
    ]);
  }
  if (entry.level === "must" && page.authority !== "seed") {
    const message = `${entry.id} is a must, but "${page.title}" is not a seed page`;
    return failure([
      { code: "LEVEL", at, message, hint: "what only the wider documentation says is a should" },
    ]);
  }
  return ok({ page: page.title, heading: entry.cite.heading, url: page.url });
}

function duplicates(requirements: readonly Requirement[]): readonly Problem[] {
  const seen = new Map<string, Requirement>();
  return requirements.flatMap((requirement) => {
    const first = seen.get(requirement.id);
    seen.set(requirement.id, first ?? requirement);
    if (first === undefined) return [];
    const hint = `the other stands in ${first.origin.file}:${String(first.origin.line)}`;
    const message = `the requirement id ${requirement.id} is given twice`;
    return [{ code: "DUPLICATE_ID", at: requirement.origin, message, hint } as const];
  });
}
