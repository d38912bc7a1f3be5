import { isUnable } from "../../check/ability.ts";
import type { Exchange } from "../../http/types.ts";
import type { Ability, Api } from "../../requirements/types.ts";
import { describe } from "./advice.ts";
import { call, type Patient } from "./ask.ts";
import { type Diagnosis, fine, warning } from "./diagnosis.ts";
import { tryFixture } from "./try-fixture.ts";

/**
 * Holds the claimed abilities against what the server answers to a call that needs each. Only calls without an id say
 * something: not found may be the id's fault. Those that have no such call are named, since nobody else looks for them.
 */
export async function tryAbilities(api: Api, patient: Patient): Promise<void> {
  const abilities: ReadonlyMap<string, Ability> =
    patient.workspace.specs.abilities?.abilities ?? new Map();
  const claimed = patient.driver.target.claims.abilities;
  const untold = [...abilities.values()].filter((ability) => isUntold(ability, api));
  const open = untold.filter(({ id }) => claimed?.has(id) !== true).map(({ id }) => id);
  if (claimed !== undefined && open.length > 0) patient.tell(untried(open));
  let token: string | undefined;
  for (const ability of abilities.values()) {
    const operation = ability.operations.find((one) => apiOf(one) === api && saysSomething(one));
    if (operation === undefined) continue;
    const asShopper = operation.includes(shoppers);
    if (asShopper) token ??= await shopperToken(patient);
    if (asShopper && token === undefined) return;
    const asked = operation.replace(/\?(\w+)$/, "?$1=headwater-doctor");
    const exchange = await call(api, asked, patient, asShopper ? token : undefined);
    const finding = exchange && saidOf(ability.id, asked, exchange, claimed);
    if (finding !== undefined) patient.tell(finding);
  }
}

const shoppers = "/v1/shoppers/";

const apiOf = (operation: string): Api =>
  operation.includes(shoppers) || operation.includes(" /payments/") ? "commerce" : "digital-river";

const saysSomething = (operation: string): boolean =>
  /^(?:GET|POST) /.test(operation) && !operation.includes("{}");

/** Nothing that could be called shows it: it has no call of its own, or only such as need an id, or take something away. */
const isUntold = ({ operations }: Ability, api: Api): boolean =>
  apiOf(operations[0] ?? "") === api && !operations.some(saysSomething);

const untried = (ids: readonly string[]): Diagnosis => ({
  ...fine(`the abilities ${ids.join(", ")}`, "not tried: no call without an id shows them"),
  todo: "name those that the server has in claims.abilities; headwater explain tells what each is",
});

async function shopperToken(patient: Patient): Promise<string | undefined> {
  const { values } = await tryFixture("shopper.authenticated", {}, patient);
  const token = values?.["token"];
  return typeof token === "string" ? token : undefined;
}

/** What a refused key or a server in trouble says is nothing. */
function saidOf(
  id: string,
  asked: string,
  { reply }: Exchange,
  claimed: ReadonlySet<string> | undefined,
): Diagnosis | undefined {
  if (reply.kind === "silent") return undefined;
  const tried = `the ability ${id}, by ${asked}`;
  const isClaimed = claimed?.has(id) ?? true;
  if (isUnable(reply.status)) {
    if (!isClaimed) return undefined;
    const todo =
      claimed === undefined
        ? `write claims.abilities without ${id}, if the server has no such call`
        : `take ${id} out of claims.abilities, if the server has no such call`;
    return warning(tried, describe(reply), todo);
  }
  if (isClaimed || [401, 403, 429].includes(reply.status) || reply.status >= 500) return undefined;
  const todo = `the server seems to have it: claims.abilities may name ${id}`;
  return { ...fine(tried, describe(reply)), todo };
}
