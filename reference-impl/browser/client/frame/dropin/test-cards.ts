import type { Texts } from "../../shared/text.ts";
import { h } from "../dom.ts";

/** The cards of the documentation that force an outcome, to be filled in by a click (Testing scenarios). */
export function testCards(texts: Texts, fill: (values: readonly string[]) => void): HTMLElement {
  return h(
    "details",
    { class: "test-cards" },
    h("summary", {}, texts.testCards),
    h(
      "ul",
      {},
      ...cards.map(({ name, number, code }) => {
        const text = texts.testCardNames[name];
        const button = h("button", { type: "button" }, h("code", {}, number), h("span", {}, text));
        button.addEventListener("click", () => fill([number, "03 / 30", code]));
        return h("li", {}, button);
      }),
    ),
  );
}

const cards = [
  { name: "succeeds", number: "4444 2222 3333 1111", code: "123" },
  { name: "challenged", number: "5454 5454 5454 5454", code: "737" },
  { name: "declined", number: "4000 0000 0000 3295", code: "123" },
  { name: "chargeFails", number: "4000 0000 0000 3600", code: "123" },
] as const;
