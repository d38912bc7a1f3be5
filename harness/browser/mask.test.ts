import { describe, expect, it } from "vitest";
import { createCardMask, holdsCard } from "./mask.ts";

const fill = { cardNumber: "4444222233331111", securityCode: "737" };

describe("a card number and a security code", () => {
  it.each([
    ["4444222233331111", "${CARD_NUMBER}"],
    ["4444 2222 3333 1111", "${CARD_NUMBER}"],
    ["card=4444-2222-3333-1111&x=1", "card=${CARD_NUMBER}&x=1"],
    ["4444%202222%203333%201111", "${CARD_NUMBER}"],
    [
      '{"number":"4444222233331111","cvv":"737"}',
      '{"number":"${CARD_NUMBER}","cvv":"${SECURITY_CODE}"}',
    ],
    ["44442222333311112", "44442222333311112"],
    ["1737", "1737"],
  ])("%s is written as %s", (text, want) => {
    expect(JSON.parse(createCardMask(fill)({ body: text }))).toEqual({ body: want });
  });

  it("leave other numbers alone, and JSON what it is", () => {
    const data = { amount: 737, number: 4444222233331111 };
    expect(JSON.parse(createCardMask(fill)(data))).toEqual({
      amount: 737,
      number: "${CARD_NUMBER}",
    });
  });

  it("are found wherever a card number stands", () => {
    expect(holdsCard("https://shop.example/?n=4444222233331111", fill)).toBe(true);
    expect(holdsCard("https://shop.example/?n=1111", fill)).toBe(false);
    expect(holdsCard("4444222233331111", {})).toBe(false);
  });
});
