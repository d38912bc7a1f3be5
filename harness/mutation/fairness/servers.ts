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
  /** So much is wrong with it that much cannot be decided: only what fails is looked at. */
  readonly rough?: true;
}

/**
 * The servers on which no must may fail. In each API: one that takes every freedom at once; then few in which every two
 * of them meet in every way (both, either, neither); one for each fault alone; one for each freedom that claims less,
 * alone and with everything else; and one for each group of generated faults.
 */
export function fairServers(freedoms: readonly Freedom[]): readonly FairServer[] {
  return (["digital-river", "commerce"] as const).flatMap((api) => serversOf(api, freedoms));
}

function serversOf(api: Api, freedoms: readonly Freedom[]): readonly FairServer[] {
  const own = freedoms.filter(({ apis }) => apis.includes(api));
  const generated = own.filter((freedom) => freedom.generated === true);
  const usual = own.filter((freedom) => !freedom.generated && freedom.target === undefined);
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
    ...dealt(generated, groupSize).map((group, turn) => ({
      ...server(`generated ${turn + 1}`, group, "each"),
      rough: true as const,
    })),
  ];
}

/** Generated faults on one server. More hide each other: what is missing is not wrong as well. */
const groupSize = 70;

/** Groups of about this size; neighbours, which edit the same member, come into different ones. */
function dealt<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, turn) =>
    items.filter((_item, index) => index % count === turn),
  );
}
