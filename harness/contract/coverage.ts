import { groupBy } from "../group.ts";
import type { Generated, Omission } from "./generate.ts";

/** How much of the cases the pacts hold, in one sentence. */
export const coverageSentence = ({ counts: { steps, cases } }: Pick<Generated, "counts">): string =>
  `${steps.held} of ${steps.of} judged steps have an interaction; ${cases.held} of ${cases.of} cases have at least one.`;

/** A page about what the pacts hold and what Pact cannot express, with the reasons. */
export function renderCoverage(generated: Generated): string {
  const grouped = groupBy(generated.omissions, (omission) => omission.reason);
  const groups = [...grouped]
    .map(([reason, omissions]) => ({ reason, omissions }))
    .toSorted((a, b) => b.omissions.length - a.omissions.length);
  const rows = groups.map(({ reason, omissions }) => `| ${omissions.length} | ${reason} |`);
  const lists = groups.map(({ reason, omissions }) => listed(reason, omissions));
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
    ...rows,
    ...lists,
  ].join("\n")}\n`;
}

function listed(reason: string, omissions: readonly Omission[]): string {
  const names = omissions.map(({ name }) => `- \`${name}\``);
  return ["", `## ${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}`, "", ...names].join("\n");
}
