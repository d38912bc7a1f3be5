import type { Values } from "../../case/json.ts";
import type { Flow } from "../../case/types.ts";
import { parseBody } from "../../check/body.ts";
import { flowOf } from "../../implementation/source-types.ts";
import { ownSteps } from "../../implementation/recipes.ts";
import type { Api } from "../../requirements/types.ts";
import { ask, type Patient } from "./ask.ts";
import { problem } from "./diagnosis.ts";
import { tryFixture } from "./try-fixture.ts";

/** What goes on from the first state of a flow, and the state that it leads to. */
interface Way {
  readonly action: string;
  readonly flow: Flow;
  /** Absent: to none. Who declined may try again, so the source is only not chargeable. */
  readonly to?: "chargeable" | "failed";
}

const ways: Readonly<Record<Api, { readonly create: string; readonly on: readonly Way[] }>> = {
  "digital-river": {
    create: "source.create",
    on: [
      { action: "source.approve", flow: "redirect", to: "chargeable" },
      { action: "source.decline", flow: "redirect" },
      { action: "source.confirm-funds", flow: "receiver", to: "chargeable" },
      { action: "source.expire", flow: "receiver", to: "failed" },
    ],
  },
  commerce: {
    create: "shopper.create-source",
    on: [
      { action: "shopper.approve-source", flow: "redirect", to: "chargeable" },
      { action: "shopper.decline-source", flow: "redirect" },
      { action: "shopper.send-funds", flow: "receiver", to: "chargeable" },
    ],
  },
};

/**
 * Makes a source of every claimed type, chargeable and in its first state, and tries each recipe that goes on from there.
 * A recipe whose source is not in the state that was asked for is a problem of the file.
 */
export async function tryTypes(api: Api, patient: Patient): Promise<void> {
  const { target } = patient.driver;
  const { create, on } = ways[api];
  const own = new Set(ownSteps(target).keys());
  if (!own.has(create)) return;
  const triedActions = new Set<string>();
  for (const type of target.claims.sourceTypes ??
    typesOf(on.filter((way) => own.has(way.action)))) {
    await made(type, "chargeable", "chargeable");
    const flow = flowOf(type, target.claims.can);
    if (flow === undefined || flow === "standard") continue;
    await made(type, "first", "waiting");
    for (const { action, to, flow: of } of on) {
      if (of !== flow || !own.has(action) || triedActions.has(action)) continue;
      triedActions.add(action);
      await goesOn(type, action, to);
    }
  }

  async function made(type: string, outcome: string, state: string): Promise<void> {
    const { finding, values } = await tryFixture(create, { type, outcome }, patient);
    const seen = values === undefined ? undefined : await stateOf(idOf(values));
    const right = state === "waiting" ? seen !== "chargeable" : seen === state;
    if (seen === undefined || right) return patient.tell(finding);
    patient.tell(
      problem(
        "file",
        finding.tried,
        `the source is ${seen}, so the recipe of ${create} does not do what outcome ${outcome} asks for`,
        outcome === "first"
          ? `let the recipe use {outcome}, or write alternatives with when: { outcome: first }`
          : `let the recipe wait until it is chargeable, or make the first state alone, with when: { outcome: first }`,
      ),
    );
  }

  async function goesOn(type: string, action: string, to: Way["to"]): Promise<void> {
    const { values } = await tryFixture(create, { type, outcome: "first" }, patient);
    const id = values === undefined ? undefined : idOf(values);
    if (id === undefined || (await stateOf(id)) === "chargeable") return;
    const { finding, values: done } = await tryFixture(action, { id }, patient);
    const seen = done === undefined ? undefined : await stateOf(id, to);
    const right = to === undefined ? seen !== "chargeable" : seen === to;
    if (seen === undefined || right) return patient.tell(finding);
    const came = `the source of type ${type} is ${seen} after it${to === undefined ? "" : `, not ${to}`}`;
    const todo =
      to === undefined
        ? `let the recipe of ${action} do what its customer does who declines`
        : `let the recipe of ${action} wait until it is`;
    patient.tell(problem("file", finding.tried, came, todo));
  }

  /** Its state as the API shows it; where another is wanted, it is given a moment. */
  async function stateOf(id: string, wanted?: string): Promise<string | undefined> {
    for (let tries = 1; ; tries += 1) {
      const { reply } = await ask(api, "confidential", patient, true, id);
      const body = reply.kind === "answered" ? parseBody(reply) : undefined;
      const state = body?.ok
        ? (body.data as { readonly state?: unknown } | null)?.state
        : undefined;
      if (typeof state !== "string") return undefined;
      if (wanted === undefined || state === wanted || tries === mostReads) return state;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Where every type is claimed, those that the recipes of the file go on with. */
const typesOf = (found: readonly Way[]): readonly string[] =>
  ["payPal", "wireTransfer"].filter((type) =>
    found.some(({ flow }) => flow === flowOf(type, undefined)),
  );

const mostReads = 20;

const idOf = ({ id }: Values): string => (typeof id === "string" ? id : JSON.stringify(id ?? ""));
