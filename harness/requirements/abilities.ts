import type { AbilitiesFile } from "../../specs/types/abilities.format.d.ts";
import type { PagesFile } from "../../specs/types/pages.format.d.ts";
import type { Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Abilities, Ability } from "./types.ts";

/** The catalogue of what a server may lack. Problems: those of the format; UNKNOWN_PAGE. */
export function readAbilities(
  document: YamlDocument,
  pages: PagesFile,
  formats: Formats,
): Result<Abilities> {
  const file = formats.check("abilities", document);
  if (!file.ok) return file;
  const problems: Problem[] = [];
  const abilities = new Map<string, Ability>();
  for (const [id, entry] of Object.entries(file.value.abilities)) {
    const page = pages[entry.cite.page];
    if (page === undefined) {
      problems.push(unknownPage(id, entry.cite.page, document, pages));
      continue;
    }
    const citation = { page: page.title, heading: entry.cite.heading, url: page.url };
    const { title, operations = [], members = [], answers = [] } = entry;
    const origin = document.placeOfKey(["abilities", id]);
    abilities.set(id, { id, title, citation, operations, members, answers, origin });
  }
  return problems.length > 0 ? failure(problems) : ok({ stated: file.value.stated, abilities });
}

const unknownPage = (
  id: string,
  page: AbilitiesFile["abilities"][string]["cite"]["page"],
  document: YamlDocument,
  pages: PagesFile,
): Problem => ({
  code: "UNKNOWN_PAGE",
  at: document.placeOf(["abilities", id, "cite", "page"]),
  message: `the ability ${id} cites the unknown page "${page}"`,
  ...hinted(page, Object.keys(pages)),
});
