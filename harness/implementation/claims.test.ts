import { beforeAll, describe, expect, it } from "vitest";
import type { Library } from "../case/types.ts";
import { bundledWorkspace } from "../testing/bundled.ts";
import { covers } from "./claims.ts";
import type { Claims } from "./types.ts";

let library: Library;
beforeAll(async () => {
  ({ library } = await bundledWorkspace());
});

const creditCard = new Set(["creditCard"]);
const ask = (id: string, claims: Claims) => {
  const testCase = library.cases.find((one) => one.id === id || one.base === id);
  if (testCase === undefined) throw new Error(`no case ${id}`);
  const apis = { "digital-river": true, commerce: true };
  return covers(testCase, library.fixtures, { apis, claims });
};
const no = (reason: string) => ({ kind: "no", reason });

describe("what claims cover", () => {
  it.each<{ id: string; claims: Claims; answer: unknown }>([
    { id: "single-use-in-two-checkouts", claims: {}, answer: { kind: "yes" } },
    {
      id: "refund-by-percent",
      claims: {
        abilities: new Set([
          "skus",
          "fulfillments",
          "refunds",
          "refunds-by-item",
          "charges-name-sources",
        ]),
      },
      answer: no("the ability refunds-by-percent is not claimed"),
    },
    {
      id: "session-after-detach",
      claims: { abilities: new Set() },
      answer: no("the ability skus is not claimed"),
    },
    {
      id: "session-after-detach",
      claims: { abilities: new Set(), ownRecipes: new Set(["checkout.payable"]) },
      answer: { kind: "yes" },
    },
    {
      id: "charges-of-combination",
      claims: { abilities: new Set(["skus"]) },
      answer: no("the ability charges-name-sources is not claimed"),
    },
    {
      // One source alone can be charged: whichever charge there is, is its.
      id: "card-at-once",
      claims: { abilities: new Set(["skus"]) },
      answer: { kind: "yes" },
    },
    {
      // Of its checks only a should looks at the sourceId of a charge.
      id: "order-of-one-secondary",
      claims: { abilities: new Set(["skus"]) },
      answer: { kind: "yes" },
    },
    {
      id: "saved-source-without-customer",
      claims: { abilities: new Set(["skus", "orders-by-checkout"]) },
      answer: { kind: "yes" },
    },
    {
      id: "session-after-detach",
      claims: { currencies: new Set(["EUR"]) },
      answer: no("the currency USD is not claimed"),
    },
    {
      id: "save-reusable-type[type=creditCard]",
      claims: { sourceTypes: creditCard },
      answer: { kind: "yes" },
    },
    {
      id: "save-reusable-type[type=creditCard]",
      claims: { sourceTypes: creditCard, can: new Map([["creditCard", {}]]) },
      answer: no("the source type creditCard is not claimed with saved: true"),
    },
    {
      id: "save-reusable-type[type=creditCard]",
      claims: { sourceTypes: creditCard, can: new Map([["creditCard", { saved: true }]]) },
      answer: { kind: "yes" },
    },
    {
      id: "save-restricted-type",
      claims: { sourceTypes: creditCard },
      answer: no(
        "none of the source types creditCard, googlePay, applePay, directDebit, payPalBilling, klarnaCreditRecurring, payPal, alipay, onlineBanking, wireTransfer, konbini is claimed",
      ),
    },
    {
      id: "save-restricted-type",
      claims: { sourceTypes: creditCard, can: new Map([["creditCard", { saved: false }]]) },
      answer: { kind: "yes" },
    },
    {
      id: "save-nonreusable-type[type=konbini]",
      claims: { sourceTypes: new Set(["konbini"]), can: new Map([["konbini", { saved: true }]]) },
      answer: no("the source type konbini is not claimed with saved: false"),
    },
  ])("$id: $answer", ({ id, claims, answer }) => {
    expect(ask(id, claims)).toStrictEqual(answer);
  });
});
