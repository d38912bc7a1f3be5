import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { type OpenDriver, openDriver } from "../execute/driver.ts";
import type { Record as Recorder } from "../journal/transcript.ts";
import { providerStates } from "./registry.ts";
import { createSession } from "./session.ts";
import { startStateServer, type StateServer } from "./state-server.ts";

let sandbox: Sandbox;
let open: OpenDriver;
let states: StateServer;
const record: Recorder = (entry) => (entry.kind === "exchange" ? { ...entry, number: 0 } : entry);

beforeAll(async () => {
  sandbox = await startSandbox();
  const target = await sandbox.account({});
  open = openDriver({ target, specs: sandbox.workspace.specs });
  const { library } = sandbox.workspace;
  let count = 0;
  const newUnique = () => `pact${(count += 1)}`;
  const builder = { driver: open.driver, library, newUnique, record };
  states = await startStateServer(() => createSession(builder));
});
afterAll(async () => {
  await states.close();
  await open.close();
  sandbox.stop();
});

async function change(body: unknown): Promise<{ status: number; data: Record<string, unknown> }> {
  const response = await fetch(states.url, { method: "POST", body: JSON.stringify(body) });
  return {
    status: response.status,
    data: (await response.json()) as Record<string, unknown>,
  };
}

const setUp = (state: string, params: object = {}) => change({ action: "setup", state, params });
const tearDown = (state: string) => change({ action: "teardown", state, params: {} });

describe("the state server", () => {
  it("builds a fixture and returns its variables under the name of the state", async () => {
    const built = await setUp("checkout.payable", { price: 7 });
    expect(built.status).toBe(200);
    expect(Object.keys(built.data)).toEqual(["checkoutId", "checkoutTotal", "checkoutSession"]);
    expect(built.data["checkoutTotal"]).toBe(14);
    expect(await tearDown("checkout.payable")).toEqual({ status: 200, data: {} });
  });

  it("names variables as the state asks, and lets a state refer to those before it", async () => {
    const customer = await setUp("customer.new", { as: "buyer" });
    expect(Object.keys(customer.data)).toEqual(["buyerId"]);
    const saved = await setUp("source.saved", { as: "card", customer: "{buyerId}" });
    expect(Object.keys(saved.data)).toEqual(["cardId"]);
    await tearDown("source.saved");
  });

  it("knows nothing of an earlier interaction, with or without a teardown", async () => {
    await setUp("customer.new", { as: "buyer", _interaction: "#1" });
    const other = { as: "card", customer: "{buyerId}", _interaction: "#2" };
    expect((await setUp("source.saved", other)).status).toBe(422);
    await setUp("customer.new", { as: "buyer" });
    await tearDown("customer.new");
    const late = await setUp("source.saved", { customer: "{buyerId}" });
    expect(late.data["reason"]).toMatch(/refers to \{buyerId\}, which no state before it returns/);
  });

  it.each([
    {
      name: "an unknown state",
      state: "checkout.payble",
      want: /did you mean checkout\.payable\?/,
    },
    {
      name: "an unknown param",
      state: "checkout.payable",
      params: { prize: 7 },
      want: /no param "prize"; did you mean price/,
    },
    {
      name: "a param of the wrong type",
      state: "checkout.payable",
      params: { price: "seven" },
      want: /price is "seven"; it must be a number/,
    },
    { name: "a missing param", state: "source.saved", want: /it needs the param "customer"/ },
    { name: "a bad name", state: "sku.digital", params: { as: "a b" }, want: /as must be a name/ },
    {
      name: "a missing variable",
      state: "source.saved",
      params: { customer: "{nobodyId}" },
      want: /\{nobodyId\}, which no state before it returns/,
    },
  ])("answers 422 to $name, with the reason", async ({ state, params = {}, want }) => {
    const { status, data } = await setUp(state, params);
    expect(status).toBe(422);
    expect(data["reason"]).toMatch(want);
    expect(states.refusals.at(-1)).toMatchObject({ state, reason: data["reason"] });
  });

  it("answers 409 when the fixture cannot be built here, with the reason", async () => {
    const built = await setUp("source.saved", { customer: "nobody" });
    expect(built.status).toBe(409);
    expect(built.data["reason"]).toMatch(/^source\.saved: POST \/customers\/\{customer\}\/sources/);
  });

  it("answers 422 to the teardown of a state that was never set up", async () => {
    expect((await tearDown("checkout.payable")).status).toBe(422);
  });

  it.each(["{", "[]", '{"action":"set","state":"x"}', '{"action":"setup"}'])(
    "answers 400 to %s",
    async (body) => {
      const response = await fetch(states.url, { method: "POST", body });
      expect(response.status).toBe(400);
    },
  );

  it("takes an interaction without states", async () => {
    expect(await setUp("")).toEqual({ status: 200, data: {} });
    expect(await tearDown("")).toEqual({ status: 200, data: {} });
  });
});

describe("the registry", () => {
  it("has a state for every fixture and action", () => {
    const { fixtures } = sandbox.workspace.library;
    const listed = providerStates(fixtures);
    expect(listed.map(({ name }) => name)).toEqual([...fixtures.keys()].toSorted());
    expect(listed.find(({ name }) => name === "source.credit")).toEqual({
      name: "source.credit",
      title: "A store credit (a secondary source) for one checkout",
      api: "digital-river",
      params: [
        { name: "session", about: "The checkout's payment session.", type: "any", required: false },
        { name: "amount", about: "Its amount.", type: "number", required: false, default: 3 },
      ],
      returns: ["sourceId", "sourceAmount"],
    });
  });

  it("leaves the params free that name a state", () => {
    const params = [...sandbox.workspace.library.fixtures.values()].flatMap((fixture) =>
      Object.keys(fixture.params),
    );
    expect(params).not.toContain("as");
    expect(params).not.toContain("_interaction");
  });
});
