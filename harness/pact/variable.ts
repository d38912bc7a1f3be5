import type { Money } from "../case/money.ts";
import type { Template } from "../case/template.ts";

/**
 * The variable of a provider state for a reference of a case, as generators name it: `card.id` gives `cardId`, `case.unique`
 * gives `caseUnique`.
 */
export const variableOf = (ref: string): string =>
  ref.replaceAll(/[.-]([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The variable of an amount that is computed: `{cart.total} - 0.50` gives `cartTotal-0.50`. */
export const amountVariable = ({ money, as }: Extract<Template, { kind: "money" }>): string =>
  as === "string" ? `text(${written(money)})` : written(money);

function written(money: Money): string {
  switch (money.kind) {
    case "number":
      return money.text;
    case "ref":
      return variableOf(money.name);
    case "operation":
      return `${inBrackets(money.left)}${money.operator}${inBrackets(money.right)}`;
    case "call":
      return `${money.name}(${money.parts.map(written).join(",")})`;
  }
}

const inBrackets = (money: Money): string =>
  money.kind === "operation" ? `(${written(money)})` : written(money);

/** The amounts that a template computes of values that are not known before. */
export function computedAmounts(
  template: Template,
): readonly Extract<Template, { kind: "money" }>[] {
  switch (template.kind) {
    case "literal":
    case "ref":
    case "text":
      return [];
    case "money":
      return [template];
    case "list":
      return template.items.flatMap(computedAmounts);
    case "record":
      return template.members.flatMap(([, member]) => computedAmounts(member));
  }
}
