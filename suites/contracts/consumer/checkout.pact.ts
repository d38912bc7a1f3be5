import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { beforeAll, describe, expect, it } from "vitest";
import { headwater } from "../../../harness/testing/command.ts";
import { startForeign } from "../../../harness/testing/foreign/server.ts";
import { type CheckoutClient, createCheckoutClient } from "./client.ts";

const { fromProviderState, like, regex } = MatchersV3;
const dir = path.resolve("suites/contracts/consumer/pacts");
const file = path.join(dir, "checkout-page-digital-river.json");
const key = "sk_example";
const authorization = { Authorization: regex(/^Bearer .+$/, `Bearer ${key}`) };

/**
 * The path with ids of the provider's states in the place of the examples. Pact's own `fromProviderState` would let the
 * mock server take any path whatever: a client that calls the wrong one would pass.
 */
const pathOf = (expression: string) => {
  const form = expression.replaceAll(/\$\{\w+\}/g, "[^/]+");
  const example = expression.replaceAll(/\$\{(\w+)\}/g, "$1");
  const generator = { "pact:generator:type": "ProviderState", expression };
  return { ...regex(new RegExp(`^${form}$`), example), ...generator };
};

let pact: PactV4;
beforeAll(() => {
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

describe("the contract of the checkout page", () => {
  it("holds every interaction: one lost in the writing would be missed nowhere else", async () => {
    const tests = [
      ...(await readFile(import.meta.filename, "utf8")).matchAll(/\.addInteraction\(\)/g),
    ];
    expect((await written()).interactions).toHaveLength(tests.length);
  });

  it("names the paths exactly", async () => {
    const rules = (await written()).interactions.map(({ request }) => request.matchingRules?.path);
    const kinds = rules.flatMap((rule) => rule?.matchers.map(({ match }) => match) ?? []);
    expect(new Set(kinds)).toEqual(new Set(["regex"]));
  });

  it("is kept by the reference implementation", async () => {
    const { code, stdout } = await headwater(["pact", "verify", "--pact", file, "--json"]);
    expect(openRows(stdout)).toEqual([]);
    expect(code).toBe(0);
  });

  it("is kept by a server that its authors never saw, bound by a target file", async () => {
    const { environment, requests, stop } = await startForeign({ attachStatus: 200 });
    const target = "harness/testing/foreign/kiosk.yaml";
    const args = ["pact", "verify", "--pact", file, "--target", target, "--json"];
    const { code, stdout } = await headwater(args, { environment });
    stop();
    expect(openRows(stdout)).toEqual([]);
    expect(code).toBe(0);
    expect(stdout).not.toContain(environment["KIOSK_KEY"]);
    expect(requests.some((request) => request.startsWith("POST /river/v9/orders kiosk-"))).toBe(
      true,
    );
  });

  it("is not kept by that server when it answers with another status", async () => {
    const { environment, stop } = await startForeign();
    const target = "harness/testing/foreign/kiosk.yaml";
    const args = ["pact", "verify", "--pact", file, "--target", target];
    const { code, stdout } = await headwater(args, { environment });
    stop();
    expect(stdout).toContain("    status\n      expected 200\n      actual   201\n");
    expect(code).toBe(1);
  });

  it("does not contradict the OpenAPI document", async () => {
    const { code, stdout } = await headwater(["pact", "verify", "--pact", file, "--openapi"]);
    expect({ code, stdout }).toMatchObject({ code: 0 });
  });
});

interface Written {
  readonly interactions: readonly {
    readonly request: {
      readonly matchingRules?: {
        readonly path?: { readonly matchers: readonly { match: string }[] };
      };
    };
  }[];
}

const written = async (): Promise<Written> => JSON.parse(await readFile(file, "utf8")) as Written;

function openRows(stdout: string): readonly object[] {
  const report = JSON.parse(stdout) as { interactions: { outcome: string }[] };
  return report.interactions.filter(({ outcome }) => outcome !== "passed");
}
