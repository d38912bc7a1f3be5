import type {
  DegenerateProof,
  EditProof,
  IsolationProof,
  Mutation,
} from "../../../specs/types/mutation.format.d.ts";
import { html, type Markup, safe } from "../../report/html/markup.ts";
import { duration } from "../../text/duration.ts";
import { type Cell, names, tableSection } from "./table.ts";

/** Edited transcripts, degenerate servers, orders. */
export function otherSections({ edits, degenerate, isolation }: Mutation): readonly Markup[] {
  return [
    ...(edits === undefined ? [] : [editRows(edits)]),
    ...(degenerate === undefined ? [] : [serverRows(degenerate), reasonRows(degenerate)]),
    ...(isolation === undefined ? [] : [orderRows(isolation)]),
  ];
}

function editRows({ edits, demands, checks, judgements }: EditProof): Markup {
  return tableSection(
    "Edited transcripts",
    `${demands} demands of ${checks} checks in ${judgements} judgements. An answer is edited until each demand on it was noticed once.`,
    ["Edit", "May a server answer so?", "Tried", "Noticed"],
    edits.map(({ kind, legal, tried, noticed }) => [kind, legal ? "yes" : "no", tried, noticed]),
  );
}

function serverRows({ servers, checks }: DegenerateProof): Markup {
  return tableSection(
    "Degenerate servers",
    `Servers that implement nothing; ${checks} must checks against each.`,
    [
      "Server",
      "What it does",
      "Exit code",
      "What the report names first",
      "Accidental passes",
      "Took",
    ],
    servers.map((row) => [
      html`<code>${row.name}</code>`,
      row.about,
      row.exitCode,
      safe(row.saw),
      row.passes.length,
      duration(row.durationMs),
    ]),
  );
}

function reasonRows({ servers }: DegenerateProof): Markup {
  const rows = servers.flatMap(({ name, passes }) => {
    const reasons = new Set(passes.map(({ reason }) => reason));
    return [...reasons].map((reason): readonly Cell[] => [
      html`<code>${name}</code>`,
      reason === undefined ? html`<strong>none</strong>` : safe(reason),
      names(passes.flatMap((pass) => (pass.reason === reason ? [pass.check] : []))),
    ]);
  });
  return tableSection(
    "Accidental passes",
    "Must checks that cannot tell such a server from a conforming one, and why that is no fault of theirs.",
    ["Server", "Reason", "Checks"],
    rows,
  );
}

function orderRows({ orders, cases }: IsolationProof): Markup {
  return tableSection(
    "Order and company",
    `${cases} cases, each time with the verdicts of the baseline to compare with.`,
    ["Order", "What is done", "Verdicts that differ", "Took"],
    orders.map(({ name, about, differences, durationMs }) => [
      name,
      about,
      differences.length,
      duration(durationMs),
    ]),
  );
}
