import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { beforeAll, describe, expect, it } from "vitest";
import { headwater } from "../../../harness/testing/command.ts";
import { type CheckoutClient, createCheckoutClient } from "./client.ts";

const { fromProviderState, like, regex } = MatchersV3;
const dir = path.resolve("suites/contracts/consumer/pacts");
const file = path.join(dir, "checkout-page-digital-river.json");
const key = "sk_example";
const authorization = { Authorization: regex(/^Bearer .+$/, `Bearer ${key}`) };

/** The path with ids of the provider's states in the place of the examples. */
const pathOf = (expression: string) =>
  fromProviderState<string>(expression, expression.replaceAll(/\$\{(\w+)\}/g, "$1"));

let pact: PactV4;
beforeAll(() => {
  // Pact merges into a file that is there; what is no longer expected would stay.
  rmSync(dir, { recursive: true, force: true });
  pact = new PactV4({
    consumer: "checkout-page",
    provider: "digital-river",
    dir,
    logLevel: "error",
  });
});

/** The mock server may still be taking down the request when its answer is here. */
async function exercise<T>(url: string, act: (client: CheckoutClient) => Promise<T>): Promise<T> {
  const answer = await act(createCheckoutClient(url, key));
  await wait(5);
  return answer;
}

describe("the checkout page", () => {
  it("attaches a source", () =>
    pact
      .addInteraction()
      .given("checkout.payable")
      .given("source.single-use")
      .uponReceiving("a source for a checkout")
      .withRequest("POST", pathOf("/checkouts/${checkoutId}/sources/${sourceId}"), (request) =>
        request.headers(authorization),
      )
      .willRespondWith(200, (response) =>
        response.jsonBody({
          id: like("sourceId"),
          type: "creditCard",
          state: "chargeable",
          reusable: false,
        }),
      )
      .executeTest(async ({ url }) => {
        const answer = await exercise(url, (client) => client.attach("checkoutId", "sourceId"));
        expect(answer).toMatchObject({ ok: true, data: { id: "sourceId" } });
      }));

  it("is told why a store credit comes too late", () =>
    pact
      .addInteraction()
      .given("checkout.payable")
      .given("source.attached-primary", { as: "card", checkout: "{checkoutId}" })
      .given("source.credit", { as: "credit", session: "{checkoutSession}" })
      .uponReceiving("a store credit behind a card")
      .withRequest("POST", pathOf("/checkouts/${checkoutId}/sources/${creditId}"), (request) =>
        request.headers(authorization),
      )
      .willRespondWith(409, (response) =>
        response.jsonBody({
          type: "conflict",
          errors: [{ code: "session_update_not_allowed", message: like("Not allowed.") }],
        }),
      )
      .executeTest(async ({ url }) => {
        const answer = await exercise(url, (client) => client.attach("checkoutId", "creditId"));
        expect(answer).toEqual({
          ok: false,
          status: 409,
          type: "conflict",
          codes: ["session_update_not_allowed"],
        });
      }));

  it("detaches a source", () =>
    pact
      .addInteraction()
      .given("checkout.payable")
      .given("source.attached-primary", { checkout: "{checkoutId}" })
      .uponReceiving("the removal of a source")
      .withRequest("DELETE", pathOf("/checkouts/${checkoutId}/sources/${sourceId}"), (request) =>
        request.headers(authorization),
      )
      .willRespondWith(204)
      .executeTest(async ({ url }) => {
        const answer = await exercise(url, (client) => client.detach("checkoutId", "sourceId"));
        expect(answer).toEqual({ ok: true, status: 204, data: undefined });
      }));

  it("saves a source for the next time", () =>
    pact
      .addInteraction()
      .given("customer.new")
      .given("source.single-use")
      .uponReceiving("a source to be saved")
      .withRequest("POST", pathOf("/customers/${customerId}/sources/${sourceId}"), (request) =>
        request.headers(authorization),
      )
      .willRespondWith(200, (response) =>
        response.jsonBody({ id: like("sourceId"), reusable: true }),
      )
      .executeTest(async ({ url }) => {
        const answer = await exercise(url, (client) => client.save("customerId", "sourceId"));
        expect(answer.ok).toBe(true);
      }));

  it("orders", () =>
    pact
      .addInteraction()
      .given("checkout.payable")
      .given("source.attached-primary", { checkout: "{checkoutId}" })
      .uponReceiving("a checkout to be ordered")
      .withRequest("POST", "/orders", (request) =>
        request
          .headers(authorization)
          .jsonBody({ checkoutId: fromProviderState("${checkoutId}", "checkoutId") }),
      )
      .willRespondWith(201, (response) =>
        response.jsonBody({ id: like("orderId"), state: like("accepted") }),
      )
      .executeTest(async ({ url }) => {
        const answer = await exercise(url, (client) => client.order("checkoutId"));
        expect(answer).toEqual({
          ok: true,
          status: 201,
          data: { id: "orderId", state: "accepted" },
        });
      }));
});

const interactions = 5;

describe("the contract of the checkout page", () => {
  it("holds every interaction", () => {
    const written = JSON.parse(readFileSync(file, "utf8")) as { interactions: unknown[] };
    expect(written.interactions).toHaveLength(interactions);
  });

  it("is kept by the reference implementation", async () => {
    const { code, stdout } = await headwater(["pact", "verify", "--pact", file, "--json"]);
    const report = JSON.parse(stdout) as { interactions: { outcome: string }[] };
    expect(report.interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    expect({ code, count: report.interactions.length }).toEqual({ code: 0, count: interactions });
  });

  it("does not contradict the OpenAPI document", async () => {
    const { code, stdout } = await headwater(["pact", "verify", "--pact", file, "--openapi"]);
    expect({ code, stdout }).toMatchObject({ code: 0 });
  });

  it("is not kept by an implementation that answers a detach with a body", async () => {
    const faulty = ["--fault", "detach-answers-200"];
    const { code, stdout } = await headwater(["pact", "verify", "--pact", file, ...faulty]);
    expect(stdout).toContain("status: expected 204, was 200");
    expect(code).toBe(1);
  });
});
