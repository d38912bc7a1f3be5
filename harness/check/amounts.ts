import type { Decimal } from "decimal.js";
import { evaluateMoney, sum, toDecimal } from "../case/money.ts";
import { writeText } from "../case/template.ts";
import type { Json, Values } from "../case/json.ts";
import type { Expectation } from "../case/types.ts";
import { showData } from "./matches.ts";
import { select } from "./select.ts";
import type { Difference } from "./types.ts";

/** In which sums the data differs: what each JSONPath selects must add up to its amount exactly. */
export function amountDifferences(
  amounts: Expectation["amounts"],
  data: Json,
  values: Values,
): readonly Difference[] {
  return amounts.flatMap(({ path, money }) => {
    const at = `body ${writeText(path)}`;
    const wanted = evaluateMoney(money, values);
    if (wanted === undefined)
      return [{ at, expected: "an amount", actual: "a value it is computed from is missing" }];
    const selected = select(path, data, values);
    if (!selected.ok)
      return [{ at, expected: wanted.toFixed(), actual: `no value for {${selected.missing}}` }];
    const numbers = selected.value.map(toDecimal);
    const known = numbers.filter((number) => number !== undefined);
    if (known.length < numbers.length) {
      return [
        { at, expected: wanted.toFixed(), actual: `not all amounts: ${showData(selected.value)}` },
      ];
    }
    const total = sum(known);
    if (total.eq(wanted)) return [];
    return [{ at, expected: wanted.toFixed(), actual: sumText(known, total) }];
  });
}

function sumText(parts: readonly Decimal[], total: Decimal): string {
  if (parts.length < 2) return parts.length === 0 ? "nothing selected, 0" : total.toFixed();
  return `${total.toFixed()} = ${parts.map((part) => part.toFixed()).join(" + ")}`;
}
