import { isSecondary, secondaryTotal } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError } from "../fault.ts";

/** One primary source at a time, and no more than the total amount. */
export const attachingFaults: FaultTable = {
  "second-primary-added": {
    rules: () => ({
      heldAfterAttach: (source, basket) => [...basket.held, { source, amount: source.amount ?? 0 }],
    }),
  },
  "second-primary-added-by-body": {
    onlyBy: "body",
    rules: () => ({
      heldAfterAttach: (source, basket) => [...basket.held, { source, amount: source.amount ?? 0 }],
    }),
  },
  "second-primary-ignored": {
    rules: ({ heldAfterAttach }) => ({
      heldAfterAttach: (source, basket) =>
        !isSecondary(source) && basket.held.some((held) => !isSecondary(held.source))
          ? basket.held
          : heldAfterAttach(source, basket),
    }),
  },
  "replacement-drops-secondaries": {
    rules: ({ heldAfterAttach }) => ({
      heldAfterAttach: (source, basket) => {
        const replaces =
          !isSecondary(source) && basket.held.some((held) => !isSecondary(held.source));
        return replaces
          ? [{ source, amount: source.amount ?? 0 }]
          : heldAfterAttach(source, basket);
      },
    }),
  },
  "secondary-limit-missing": {
    rules: () => ({ secondaryFitsTotal: () => undefined }),
  },
  "secondary-limit-forgets-earlier-ones": {
    rules: ({ secondaryFitsTotal }) => ({
      secondaryFitsTotal: (secondary, basket) =>
        secondaryFitsTotal(secondary, { ...basket, held: [] }),
    }),
  },
  "secondary-limit-one-unit-high": {
    rules: ({ secondaryFitsTotal }) => ({
      secondaryFitsTotal: (secondary, basket) =>
        secondaryFitsTotal(secondary, { ...basket, total: basket.total + 1 }),
    }),
  },
  "secondary-limit-one-unit-low": {
    rules: () => ({
      secondaryFitsTotal: (secondary, basket) =>
        secondaryTotal(basket) + (secondary.amount ?? 0) < basket.total
          ? undefined
          : { reason: "sources-exceed-total" },
    }),
  },
  "secondary-limit-wrong-code": misworded(
    "sources-exceed-total",
    withError({ code: "amount_too_large" }),
  ),
};
