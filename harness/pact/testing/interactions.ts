import type { Pact, PactInteraction } from "../../../specs/types/pact.format.d.ts";

/** An interaction that the reference implementation keeps. */
export const detach: PactInteraction = {
  type: "Synchronous/HTTP",
  description: "detach a source",
  providerStates: [
    { name: "checkout.payable", params: { as: "cart" } },
    { name: "source.attached-primary", params: { as: "card", checkout: "{cartId}" } },
  ],
  request: {
    method: "DELETE",
    path: "/checkouts/1/sources/2",
    headers: { Authorization: ["Bearer sk_example"] },
    generators: {
      path: { type: "ProviderState", expression: "/checkouts/${cartId}/sources/${cardId}" },
    },
  },
  response: { status: 204, body: { content: "" } },
};

/** One that it does not keep. */
export const wrongDetach: PactInteraction = {
  ...detach,
  description: "detach a source and get it back",
  response: { status: 200 },
};

export const pactOf = (...interactions: PactInteraction[]): Pact => ({
  consumer: { name: "checkout-page" },
  provider: { name: "digital-river" },
  interactions,
  metadata: { pactSpecification: { version: "4.0" } },
});
