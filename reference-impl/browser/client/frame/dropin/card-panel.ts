import { brandOf } from "../../shared/card.ts";
import type { DropinConfiguration } from "../../shared/messages.ts";
import type { Texts } from "../../shared/text.ts";
import { h } from "../dom.ts";
import { fieldKinds, keepFormatted } from "../field-kinds.ts";
import { labelled } from "./labelled.ts";
import type { Panel } from "./panel.ts";
import { testCards } from "./test-cards.ts";

const names = ["cardnumber", "cardexpiration", "cardcvv"] as const;

/** Number, expiry and security code. */
export function cardPanel(
  texts: Texts,
  { creditCard = {} }: NonNullable<DropinConfiguration["paymentMethodConfiguration"]>,
): Panel {
  const placeholders = {
    cardnumber: creditCard.cardNumberPlaceholderText,
    cardexpiration: creditCard.cardExpirationPlaceholderText,
    cardcvv: creditCard.cardCvvPlaceholderText,
  };
  const numberText = () => fields[0]?.input.value ?? "";
  const fields = names.map((name) => {
    const kind = fieldKinds[name];
    const input = h("input", {
      ...kind.attributes,
      placeholder: placeholders[name] ?? kind.placeholder(texts),
    });
    const { root, complain } = labelled(name, kind.label(texts), input);
    const wrong = () => {
      const { complete, error } = kind.judge(input.value, numberText());
      if (complete) return undefined;
      return error === undefined ? texts.required : texts.errors[error];
    };
    input.addEventListener("input", () => {
      keepFormatted(input, kind.format);
      if (wrong() === undefined || input.value === "") complain(undefined);
    });
    input.addEventListener("blur", () => {
      if (input.value !== "") complain(wrong());
    });
    return { name, kind, input, root, complain, wrong };
  });
  const brand = h("img", { class: "brand", alt: "", width: 34, height: 22, hidden: true });
  const [number, ...others] = fields;
  number?.root.append(brand);
  number?.input.addEventListener("input", () => {
    const found = brandOf(numberText());
    brand.hidden = found === "unknown";
    if (found !== "unknown") brand.src = `/v1/images/${found}.svg`;
  });
  const fill = (values: readonly string[]) =>
    fields.forEach(({ input }, index) => {
      input.value = values[index] ?? "";
      input.dispatchEvent(new Event("input"));
    });
  const pair = h("div", { class: "pair" }, ...others.map(({ root }) => root));
  return {
    content: [...(number ? [number.root] : []), pair, testCards(texts, fill)],
    check: () => {
      const complaints = fields.map(({ wrong, complain, input }) => {
        const text = wrong();
        complain(text);
        return text === undefined ? undefined : input;
      });
      return complaints.find((input) => input !== undefined);
    },
    details: () => Object.assign({}, ...fields.map(({ kind, input }) => kind.details(input.value))),
  };
}
