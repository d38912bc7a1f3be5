import { groupBy } from "../group.ts";
import { plural } from "../text/plural.ts";
import type { Generated } from "./generate.ts";

/** How much of the cases the pacts hold, in two sentences. */
export function coverageSentence({
  counts: { steps, cases },
  pacts,
}: Pick<Generated, "counts" | "pacts">): string {
  const count = pacts.reduce((sum, { interactions }) => sum + interactions.length, 0);
  return `${steps.held} of ${plural(steps.of, "judged step")} can be said in Pact, by ${plural(count, "distinct interaction")}. Of ${plural(cases.of, "case")} ${cases.held} ${cases.held === 1 ? "has" : "have"} at least one.`;
}

/** A pact among the files that were written. */
export interface PactRow {
  readonly name: string;
  readonly interactions: number;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly digest: string;
}

/** A page about what the pacts hold, and how many steps Pact cannot express, by reason. */
export function renderCoverage(generated: Generated, pacts: readonly PactRow[]): string {
  return `${[
    "# What the pacts of the cases hold",
    "",
    "`headwater pact generate` writes this page, the pacts, and a list of what they leave out.",
    "",
    coverageSentence(generated),
    "",
    "| pact | interactions | SHA-256 |",
    "| ---- | -----------: | ------- |",
    ...pacts.map(
      ({ name, interactions, digest }) => `| ${name} | ${interactions} | \`${digest}\` |`,
    ),
    "",
    "What they leave out is verified by `headwater run`:",
    "",
    "| judged steps | why Pact cannot express them |",
    "| -----------: | ---------------------------- |",
    ...omissionsByReason(generated).map(({ reason, names }) => `| ${names.length} | ${reason} |`),
  ].join("\n")}\n`;
}

/** Every judged step without an interaction of its own: which other stands for it, or why Pact cannot express it. */
export function renderOmissions(generated: Generated): string {
  const alike = [...groupBy(generated.alike, ({ by }) => by)].map(
    ([by, left]) => `- \`${by}\` for ${left.map(({ name }) => `\`${name}\``).join(", ")}`,
  );
  return `${[
    "# What the pacts leave out",
    "",
    "## Interactions that stand for several steps",
    "",
    "It is the same call, answered with the same status and the same demands on the body, of Pact and of checks.",
    "",
    ...alike,
    ...omissionsByReason(generated).map(({ reason, names }) =>
      ["", `## ${capital(reason)}`, "", ...names.map((name) => `- \`${name}\``)].join("\n"),
    ),
  ].join("\n")}\n`;
}

const omissionsByReason = ({ omissions }: Generated) =>
  [...groupBy(omissions, ({ reason }) => reason)]
    .map(([reason, left]) => ({ reason, names: left.map(({ name }) => name) }))
    .toSorted((a, b) => b.names.length - a.names.length || (a.reason < b.reason ? -1 : 1));

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
