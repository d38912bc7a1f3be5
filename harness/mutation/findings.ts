import type { Mutation } from "../../specs/types/mutation.format.d.ts";

/** Things of one kind that are left open. */
export interface Found {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Everything that is open in a proof, a line each; kinds of which there is none are left out. */
export function found({
  baseline,
  faults,
  edits,
  degenerate,
  isolation,
}: Mutation): readonly Found[] {
  const survivors = (faults?.faults ?? []).filter((fault) => !fault.killed);
  const servers = degenerate?.servers ?? [];
  const all: readonly Found[] = [
    {
      title: "Cases that do not pass on the reference implementation",
      lines: baseline.unfit.map((row) => `${row.case}: ${row.outcome}, ${row.cause}`),
    },
    {
      title: "Faults that survive",
      lines: survivors.map(
        ({ name, requirement, collateral, breaks }) =>
          `${name} breaks ${requirement}: ${breaks} ${noticedBy(collateral)}`,
      ),
    },
    { title: "Must checks that kill nothing", lines: faults?.idle ?? [] },
    { title: "Must requirements that fewer than two faults break", lines: faults?.thin ?? [] },
    { title: "Trials that ended in a fault of Headwater", lines: faults?.errored ?? [] },
    {
      title: "Vacuous demands",
      lines: (edits?.vacuous ?? []).map(
        ({ check, demand, tried }) => `${check}: ${demand}; it survived ${tried} edits`,
      ),
    },
    {
      title: "Checks that are too strict",
      lines: (edits?.strict ?? []).map(
        ({ check, edit, finding }) => `${check}: ${edit}; ${finding}`,
      ),
    },
    {
      title: "Degenerate servers that are not found out",
      lines: servers
        .filter(({ conclusion, saw }) => conclusion === "conformant" || saw === "")
        .map(({ name, about }) => `${name} ${about}`),
    },
    {
      title: "Accidental passes without a reason",
      lines: servers.flatMap(({ name, unexplained }) =>
        unexplained.map((check) => `${name}: ${check}`),
      ),
    },
    {
      title: "Reasons for what no longer passes",
      lines: servers.flatMap(({ name, stale }) => stale.map((check) => `${name}: ${check}`)),
    },
    {
      title: "Verdicts that depend on order or company",
      lines: (isolation?.orders ?? []).flatMap(({ name, differences }) =>
        differences.map(
          ({ check, expected, actual }) => `${name}: ${check} is ${actual}, was ${expected}`,
        ),
      ),
    },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function noticedBy(checks: readonly string[]): string {
  if (checks.length === 0) return "Nothing notices it.";
  return `Noticed elsewhere by ${checks.slice(0, 3).join(", ")}${checks.length > 3 ? ", ..." : ""}.`;
}
