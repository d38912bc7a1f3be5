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
  const target = await sandbox.account({ settleMs: 200 });
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
    const names = ["checkoutId", "checkoutTotal", "checkoutSession"];
    expect(Object.keys(built.data)).toEqual(expect.arrayContaining(names));
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
    {
      name: "a case that there is not",
      state: "detach-svaed[via=body], after detach",
      want: /no case "detach-svaed\[via=body\]"; did you mean detach-saved\[via=body\]\?/,
    },
    {
      name: "a step that the case has not",
      state: "detach-saved[via=body], after detech",
      want: /no step "detech"; did you mean detach\?/,
    },
    {
      name: "more runs of a step than there are before another",
      state: "detach-each-secondary[leaves=first], after others-after 2",
      want: /no run 2 before the last one of 2/,
    },
    {
      name: "a param of a case",
      state: "detach-saved[via=body], after detach",
      params: { as: "card" },
      want: /has no params, so no "as"/,
    },
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

describe("a case as a state", () => {
  it("has the fixtures of the case", async () => {
    const { status, data } = await setUp("refund-beyond-what-is-left, as given");
    expect(status).toBe(200);
    expect(Object.keys(data)).toEqual(expect.arrayContaining(["caseUnique", "cartId", "orderId"]));
  });

  it("has made the steps up to one, and waited for what the next one waits for", async () => {
    const { data } = await setUp("cancel-exact-primary[money=cents], after cancel-one");
    const api = open.driver.target.apis["digital-river"];
    const order = await fetch(`${api?.baseUrl}/orders/${String(data["orderId"])}`, {
      headers: { ...api?.headers, authorization: `Bearer ${api?.keys.confidential}` },
    });
    const { cancelledAmount } = (await order.json()) as { readonly cancelledAmount: number };
    expect(cancelledAmount).toBeGreaterThan(0);
  });

  it("hands on amounts that the next step computes", async () => {
    const { data } = await setUp("refund-beyond-what-is-left, after refund-too-much");
    expect(data["orderTotal-12"]).toBe(Number(data["orderTotal"]) - 12);
  });

  it("has made the first of several calls, and hands on what the next one is made with", async () => {
    const { data } = await setUp("detach-each-secondary[leaves=first], after others-after 1");
    expect(data["other"]).toBe(data["threeId"]);
    const before = await setUp("detach-each-secondary[leaves=first], after source-after");
    expect(before.data["other"]).toBe(before.data["twoId"]);
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
