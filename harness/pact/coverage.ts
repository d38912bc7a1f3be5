import { groupBy } from "../group.ts";
import type { Generated } from "./generate.ts";

/** How much of the cases the pacts hold, in two sentences. */
export function coverageSentence({
  counts: { steps, cases },
  pacts,
}: Pick<Generated, "counts" | "pacts">): string {
  const count = pacts.reduce((sum, { interactions }) => sum + interactions.length, 0);
  return `${steps.held} of ${steps.of} judged steps can be said in Pact, by ${count} distinct interactions. ${cases.held} of ${cases.of} cases have at least one.`;
}

/** A page about what the pacts hold and what Pact cannot express, with the reasons. */
export function renderCoverage(generated: Generated): string {
  const grouped = groupBy(generated.omissions, (omission) => omission.reason);
  const groups = [...grouped]
    .map(([reason, omissions]) => ({ reason, names: omissions.map(({ name }) => name) }))
    .toSorted((a, b) => b.names.length - a.names.length || (a.reason < b.reason ? -1 : 1));
  const alike = [...groupBy(generated.alike, ({ by }) => by)].map(
    ([by, left]) => `- \`${by}\` for ${left.map(({ name }) => `\`${name}\``).join(", ")}`,
  );
  return `${[
    "# What the pacts hold",
    "",
    "Written by `headwater pact generate`, as the pacts beside it.",
    "",
    coverageSentence(generated),
    "",
    "What they leave out is verified by `headwater run`:",
    "",
    "| judged steps | why Pact cannot express them |",
    "| -----------: | ---------------------------- |",
    ...groups.map(({ reason, names }) => `| ${names.length} | ${reason} |`),
    "",
    "## Interactions that stand for several steps",
    "",
    "It is the same call, answered with the same status and the same demands on the body.",
    "",
    ...alike,
    ...groups.map(({ reason, names }) =>
      ["", `## ${capital(reason)}`, "", ...names.map((name) => `- \`${name}\``)].join("\n"),
    ),
  ].join("\n")}\n`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
