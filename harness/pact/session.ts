import type { PactState } from "../../specs/types/pact.format.d.ts";
import type { Json, Values } from "../case/json.ts";
import type { Case } from "../case/types.ts";
import { provide } from "../execute/provide.ts";
import { playCase } from "./play-case.ts";
import { resolveState } from "./registry.ts";
import type { StateBuilder } from "./state-builder.ts";
import { variableOf } from "./variable.ts";

/** What became of a setup: the variables for the generators, or the status and the reason of the refusal. */
export type SetUp =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly status: 409 | 422; readonly reason: string };

/** The states of one interaction, built one after the other. */
export interface Session {
  readonly setUp: (state: PactState) => Promise<SetUp>;
}

/**
 * Begins an interaction: nothing of an earlier one is known. A refusal has status 422 when the state itself is wrong
 * (unknown, bad params, a variable that nothing returns) and 409 when its fixture could not be built on this target.
 */
export function createSession(builder: StateBuilder): Session {
  const { driver, library, newUnique, record } = builder;
  const unique = newUnique();
  let known: Record<string, Json> = {};
  return {
    setUp: async (wanted) => {
      const found = resolveState(wanted, library, new Set(Object.keys(known)));
      if (!found.ok) return { ok: false, status: 422, reason: found.reason };
      if (found.state.kind === "case") {
        const done = await playCase(found.state.played, builder, newUnique());
        if (!done.ok) return { ok: false, status: 409, reason: done.reason };
        known = { ...known, ...done.values };
        return done;
      }
      const { fixture, as, params } = found.state;
      const owner = { scope: "given", name: as } as const;
      const context = {
        ...driver,
        case: nobodysCase,
        owner,
        record,
        fixtures: library.fixtures,
        unique,
      };
      const provided = await provide(fixture.name, { params }, known, context);
      if (!provided.ok) return { ok: false, status: 409, reason: provided.cause };
      const values = Object.fromEntries(
        Object.entries(provided.values).map(([name, value]) => [
          variableOf(`${as}.${name}`),
          value,
        ]),
      );
      known = { ...known, ...values };
      return { ok: true, values };
    },
  };
}

/** Recipes run on behalf of an interaction, which is no case. */
const nobodysCase: Case = {
  id: "pact",
  base: "pact",
  title: "A provider state",
  profile: "",
  api: "digital-river",
  given: [],
  steps: [],
  checks: [],
  origin: { file: "" },
};
