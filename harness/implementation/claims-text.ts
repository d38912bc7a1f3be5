import type { HeaderLine } from "../../specs/types/journal.format.d.ts";

type ClaimFacts = HeaderLine["target"]["claims"];

/** What a target claims, in a sentence: `digital-river/core; creditCard (saved: true); USD, JPY; abilities skus`. */
export function claimsText(claims: ClaimFacts): string {
  const { profiles, sourceTypes, currencies, abilities } = claims;
  const nothing = { profiles, sourceTypes, currencies, abilities };
  if (Object.values(nothing).every((list) => list === undefined)) return "everything";
  return [
    listed(profiles, "", "every profile"),
    listed(
      sourceTypes?.map((type) => withAbilities(type, claims.can)),
      "",
      "every source type",
    ),
    ...(currencies === undefined ? [] : [listed(currencies, "currencies ", "")]),
    ...(abilities === undefined ? [] : [listed(abilities, "abilities ", "")]),
  ].join("; ");
}

const listed = (names: readonly string[] | undefined, what: string, absent: string): string =>
  names === undefined ? absent : `${what}${names.length === 0 ? "none" : names.join(", ")}`;

function withAbilities(type: string, can: ClaimFacts["can"]): string {
  const told = Object.entries(can?.[type] ?? {}).map(
    ([name, value]) => `${name}: ${String(value)}`,
  );
  return told.length === 0 ? type : `${type} (${told.join(", ")})`;
}
