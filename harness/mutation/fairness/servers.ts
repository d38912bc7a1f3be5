import type { Api } from "../../requirements/types.ts";
import type { Freedom } from "./freedom.ts";
import { pairwise } from "./pairwise.ts";

/** One correct server: what it takes of the freedoms that there are. */
export interface FairServer {
  readonly name: string;
  readonly api: Api;
  readonly taken: readonly Freedom[];
  /** all: every combination of every case. each: one combination of each. area: of the cases near what the fault breaks. */
  readonly meets: "all" | "each" | "area";
}

/**
 * The servers on which no must may fail. In each API: one that takes every freedom at once; then few in which every two
 * of them meet in every way (both, either, neither); one for each fault alone; and one for each freedom that claims
 * less, alone and with everything else.
 */
export function fairServers(freedoms: readonly Freedom[]): readonly FairServer[] {
  return (["digital-river", "commerce"] as const).flatMap((api) => serversOf(api, freedoms));
}

function serversOf(api: Api, freedoms: readonly Freedom[]): readonly FairServer[] {
  const own = freedoms.filter(({ apis }) => apis.includes(api));
  const usual = own.filter(({ target }) => target === undefined);
  const less = own.filter(({ target }) => target !== undefined);
  const faults = usual.filter(({ kind }) => kind === "fault");
  const [everything = [], ...rows] = pairwise(usual);
  const server = (
    name: string,
    taken: readonly Freedom[],
    meets: FairServer["meets"],
  ): FairServer => ({ name: `${name}, ${api}`, api, taken, meets });
  return [
    server("all at once", everything, "all"),
    ...rows.map((taken, row) => server(`mixed ${row + 1}`, taken, "each")),
    ...faults.map((fault) => server(`${fault.name} alone`, [fault], "area")),
    ...less.map((one) => server(`${one.name} alone`, [one], "each")),
    ...less.map((one) => server(`${one.name} and all`, [one, ...usual], "all")),
  ];
}
