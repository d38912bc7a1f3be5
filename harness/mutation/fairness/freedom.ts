import type { Target } from "../../implementation/types.ts";
import type { Api, SpecBook } from "../../requirements/types.ts";
import type { Case } from "../../case/types.ts";
import { failure, ok, type Result } from "../../result.ts";
import { type AccountOptions, sandboxUrl } from "../account.ts";
import { askSandbox } from "../ask-sandbox.ts";
import { type Fault, verifies } from "../fault.ts";
import type { GeneratedFault } from "../run-generated.ts";

/** Something that a server may do otherwise without breaking a must. */
export interface Freedom {
  readonly name: string;
  readonly about: string;
  /** A fault of the catalogue that breaks only a should or may, or a legal variation of the reference implementation. */
  readonly kind: "fault" | "variation";
  /** The APIs in which it may be taken. */
  readonly apis: readonly Api[];
  readonly account: AccountOptions;
  /** The requirement that a fault breaks. */
  readonly requirement?: string;
  /** Of generated faults: there are so many that they come in groups. */
  readonly generated?: true;
  /** The target file that claims what such a server does; absent where it can all. */
  readonly target?: string;
}

/** The faults that break no must, as freedoms of the APIs whose cases verify what they break. */
export function freedomsOfFaults(
  faults: readonly Fault[],
  cases: readonly Case[],
  { requirements }: SpecBook,
): readonly Freedom[] {
  return faults
    .filter(({ requirement }) => requirements.get(requirement)?.level !== "must")
    .map((fault) => freedomOf(fault, cases));
}

/** In the APIs whose cases verify what it breaks. */
const freedomOf = (fault: Fault, cases: readonly Case[]): Freedom => ({
  name: fault.name,
  about: fault.breaks,
  requirement: fault.requirement,
  kind: "fault",
  apis: [...new Set(cases.filter((each) => verifies(each, fault)).map(({ api }) => api))],
  account: { faults: [fault.name] },
});

/**
 * The generated faults that break no must. Those about strangers need an address of their own, and are left aside; so are
 * those that take an ability away, which the server would have to claim.
 */
export function freedomsOfGenerated(
  faults: readonly GeneratedFault[],
  cases: readonly Case[],
  { requirements }: SpecBook,
): readonly Freedom[] {
  const breaksMust = ({ level, requirement }: GeneratedFault) =>
    (level ?? requirements.get(requirement)?.level) === "must";
  return faults
    .filter((fault) => !breaksMust(fault) && fault.whoever !== true && fault.ability === undefined)
    .map((fault) => ({ ...freedomOf(fault, cases), generated: true }));
}

/**
 * The legal variations that the sandbox offers.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function variationsOf(sandbox: Target): Promise<Result<readonly Freedom[]>> {
  const { status, text } = await askSandbox(`${sandboxUrl(sandbox)}/variations`);
  if (status !== 200) {
    const message = `the sandbox lists no variations: ${status} ${text}`;
    return failure([{ code: "REFERENCE_SERVER", message }]);
  }
  const listed = JSON.parse(text) as readonly Omit<Freedom, "kind">[];
  return ok(listed.map((variation) => ({ ...variation, kind: "variation" })));
}

/** What an account is asked for that takes all of these; of two values for one thing the last holds. */
export function together(freedoms: readonly Freedom[]): AccountOptions {
  return freedoms.reduce<AccountOptions>(
    (all, { account }) => ({
      ...all,
      ...account,
      faults: [...(all.faults ?? []), ...(account.faults ?? [])],
      variations: { ...all.variations, ...account.variations },
    }),
    {},
  );
}
