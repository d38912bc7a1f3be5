import type { Fill } from "../case/browser.ts";

/** JSON text in which no card number and no security code stands: each is masked by its name. */
export type CardMask = (data: unknown) => string;

/** What a customer types never leaves the browser as it is. */
export function createCardMask(fill: Fill): CardMask {
  const pairs = [
    [fill.cardNumber, "CARD_NUMBER"],
    [fill.securityCode, "SECURITY_CODE"],
  ] as const;
  const masks = pairs.flatMap(([value, name]) =>
    value === undefined ? [] : [[patternOf(value), `\${${name}}`] as const],
  );
  const masked = (text: string) =>
    masks.reduce((done, [pattern, by]) => done.replaceAll(pattern, by), text);
  return (data) =>
    JSON.stringify(data, (_, value: unknown) => {
      if (typeof value === "string") return masked(value);
      // A short number may be anything; a long one is a card's.
      return typeof value === "number" && value > 1e11 ? masked(String(value)) : value;
    });
}

/** Whether a card number stands in a text. */
export function holdsCard(text: string, { cardNumber }: Fill): boolean {
  return cardNumber !== undefined && patternOf(cardNumber).test(text);
}

/** The digits, however they are grouped, and within no longer number. */
const patternOf = (value: string): RegExp =>
  new RegExp(`(?<!\\d)${value.replaceAll(/\D/g, "").split("").join("(?:[ +-]|%20)?")}(?!\\d)`, "g");
