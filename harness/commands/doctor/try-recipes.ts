import type { Values } from "../../case/json.ts";
import type { Alternative, FixtureDefinition } from "../../case/types.ts";
import { ownSteps } from "../../implementation/recipes.ts";
import type { Api } from "../../requirements/types.ts";
import type { Patient } from "./ask.ts";
import { warning } from "./diagnosis.ts";
import { type Scalar, tryFixture } from "./try-fixture.ts";

/** Tries each recipe of the target file that nothing has tried yet, and each of its alternatives. */
export async function tryRecipes(api: Api, patient: Patient): Promise<void> {
  const { target } = patient.driver;
  for (const name of ownSteps(target).keys()) {
    const fixture = patient.workspace.library.fixtures.get(name);
    if (fixture?.api !== api) continue;
    const alternatives = target.choices?.get(name) ?? [{ when: {} }];
    for (const when of alternatives.flatMap(waysOf)) {
      if (wasTried(name, when, patient)) continue;
      const given = await givenTo(fixture, when, patient);
      const tried = [name, ...Object.entries(when).map((pair) => pair.join(" "))].join(" ");
      patient.tell(
        given.ok
          ? (await tryFixture(name, given.values, patient)).finding
          : warning(tried, "this recipe was not tried", given.why),
      );
    }
  }
}

/** `when: { type: [a, b], outcome: first }` is two ways to ask. */
const waysOf = ({ when }: Pick<Alternative, "when">): readonly Readonly<Record<string, Scalar>>[] =>
  Object.entries(when).reduce<readonly Readonly<Record<string, Scalar>>[]>(
    (ways, [param, values]) =>
      ways.flatMap((way) => values.map((value) => ({ ...way, [param]: value }))),
    [{}],
  );

const wasTried = (name: string, when: Values, { tried }: Patient): boolean =>
  tried.some(
    (one) =>
      one.name === name &&
      Object.entries(when).every(([param, value]) => one.params[param] === value),
  );

type Given =
  | { readonly ok: true; readonly values: Readonly<Record<string, Scalar>> }
  | { readonly ok: false; readonly why: string };

/** A value for each param that has none of its own: an amount, or what another fixture provides. */
async function givenTo(
  { params }: FixtureDefinition,
  when: Readonly<Record<string, Scalar>>,
  patient: Patient,
): Promise<Given> {
  const values = { ...when };
  for (const [name, { default: value, optional, sourceTypes }] of Object.entries(params)) {
    if (value !== undefined || optional || sourceTypes !== undefined || name === "type") continue;
    if (values[name] !== undefined) continue;
    const giver = givers[name];
    const made =
      giver === undefined
        ? amounts[name]
        : (await tryFixture(giver.fixture, {}, patient)).values?.[giver.value];
    if (typeof made !== "string" && typeof made !== "number") {
      return { ok: false, why: `it takes {${name}}, for which the doctor has nothing: ${lookAt}` };
    }
    values[name] = made;
  }
  return { ok: true, values };
}

const lookAt = "claim a source type that it is for, or run a case that uses it";

const amounts: Readonly<Record<string, number>> = { amount: 5, credit: 5, creditAmount: 5 };

const givers: Readonly<Record<string, { readonly fixture: string; readonly value: string }>> = {
  checkout: { fixture: "checkout.payable", value: "id" },
  customer: { fixture: "customer.new", value: "id" },
  source: { fixture: "shopper.source", value: "id" },
  token: { fixture: "shopper.authenticated", value: "token" },
};
