import { exponentOf } from "../../domain/money.ts";
import { isSecondary, primaryOf, secondariesOf } from "../../domain/rules/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withStatus, withType } from "../fault.ts";

const late = "secondary-after-single-use-primary";

/** Secondary before a single-use primary; a saved primary gives way. */
export const sequencingFaults: FaultTable = {
  "secondary-after-primary-accepted": {
    rules: () => ({ secondaryMayFollow: () => undefined }),
  },
  "secondary-after-primary-accepted-by-path": {
    onlyBy: "path",
    rules: () => ({ secondaryMayFollow: () => undefined }),
  },
  "secondary-after-primary-accepted-by-body": {
    onlyBy: "body",
    rules: () => ({ secondaryMayFollow: () => undefined }),
  },
  "secondary-after-savable-primary-accepted": {
    rules: ({ secondaryMayFollow }) => ({
      secondaryMayFollow: (primary, secondary, basket) =>
        sourceType(primary.type)?.savable
          ? undefined
          : secondaryMayFollow(primary, secondary, basket),
    }),
  },
  "secondary-after-unsavable-primary-accepted": {
    rules: ({ secondaryMayFollow }) => ({
      secondaryMayFollow: (primary, secondary, basket) =>
        sourceType(primary.type)?.savable
          ? secondaryMayFollow(primary, secondary, basket)
          : undefined,
    }),
  },
  "second-secondary-after-primary-accepted": {
    rules: ({ secondaryMayFollow }) => ({
      secondaryMayFollow: (primary, secondary, basket) =>
        secondariesOf(basket).length > 0
          ? undefined
          : secondaryMayFollow(primary, secondary, basket),
    }),
  },
  "secondary-after-primary-attached-anyway": {
    rules: ({ heldAfterRefusedAttach }) => ({
      heldAfterRefusedAttach: (before, attempted) =>
        attempted.some(({ source }) => !isSecondary(source) && !source.reusable) &&
        attempted.every(({ source }) => source.state !== "cancelled")
          ? attempted
          : heldAfterRefusedAttach(before, attempted),
    }),
  },
  "secondary-after-primary-drops-primary": {
    rules: () => ({
      heldAfterRefusedAttach: (before) => before.filter(({ source }) => isSecondary(source)),
    }),
  },
  "secondary-after-primary-wrong-code": misworded(
    late,
    withError({ code: "source_status_invalid_for_session" }),
  ),
  "secondary-after-primary-wrong-status": misworded(late, withStatus(400)),
  "secondary-after-primary-wrong-type": misworded(late, withType("bad_request")),
  "secondary-after-primary-wrong-message": misworded(late, withError({ message: "Conflict" })),
  "secondary-after-saved-primary-refused": {
    rules: () => ({ secondaryMayFollow: () => ({ reason: late }) }),
  },
  "secondary-after-saved-primary-refused-by-body": {
    onlyBy: "body",
    rules: () => ({ secondaryMayFollow: () => ({ reason: late }) }),
  },
  "second-secondary-after-saved-primary-refused": {
    rules: ({ secondaryMayFollow }) => ({
      secondaryMayFollow: (primary, secondary, basket) =>
        secondariesOf(basket).length > 0
          ? { reason: late }
          : secondaryMayFollow(primary, secondary, basket),
    }),
  },
  "secondary-after-saved-primary-not-listed": {
    rules: ({ heldAfterAttach }) => ({
      heldAfterAttach: (source, basket) =>
        isSecondary(source) && primaryOf(basket)?.source.reusable
          ? basket.held
          : heldAfterAttach(source, basket),
    }),
  },
  "secondary-replaces-saved-primary": {
    rules: ({ heldAfterAttach }) => ({
      heldAfterAttach: (source, basket) => {
        const held = heldAfterAttach(source, basket);
        return isSecondary(source) ? held.filter((item) => isSecondary(item.source)) : held;
      },
    }),
  },
  "saved-primary-keeps-amount": {
    rules: () => ({ primaryAmount: (basket) => basket.total }),
  },
  "saved-primary-keeps-amount-by-body": {
    onlyBy: "body",
    rules: () => ({ primaryAmount: (basket) => basket.total }),
  },
  "saved-primary-reduced-once": {
    rules: () => ({
      primaryAmount: (basket) => basket.total - (secondariesOf(basket)[0]?.amount ?? 0),
    }),
  },
  "saved-primary-reduced-by-last": {
    rules: () => ({
      primaryAmount: (basket) => basket.total - (secondariesOf(basket).at(-1)?.amount ?? 0),
    }),
  },
  "saved-primary-reduced-one-unit-short": {
    rules: ({ primaryAmount }) => ({
      primaryAmount: (basket) =>
        primaryAmount(basket) +
        (primaryOf(basket)?.source.reusable && secondariesOf(basket).length > 0 ? 1 : 0),
    }),
  },
  "saved-primary-reduced-in-cents": {
    rules: ({ primaryAmount }) => ({
      primaryAmount: (basket) => {
        const amount = primaryAmount(basket);
        return exponentOf(basket.currency) === 3 ? Math.floor(amount / 10) * 10 : amount;
      },
    }),
  },
  "primary-after-secondary-refused": {
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        !isSecondary(source) && secondariesOf(basket).length > 0
          ? { reason: late }
          : sourceFitsSession(source, basket),
    }),
  },
  "primary-after-two-secondaries-refused": {
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        !isSecondary(source) && secondariesOf(basket).length > 1
          ? { reason: late }
          : sourceFitsSession(source, basket),
    }),
  },
  "second-secondary-replaces-first": {
    rules: ({ heldAfterAttach }) => ({
      heldAfterAttach: (source, basket) =>
        isSecondary(source)
          ? heldAfterAttach(source, {
              ...basket,
              held: basket.held.filter((held) => !isSecondary(held.source)),
            })
          : heldAfterAttach(source, basket),
    }),
  },
  "one-listed-type-does-not-combine": {
    rules: ({ primaryCombines }) => ({
      primaryCombines: (primary) =>
        primary.type === "alipayCn"
          ? { reason: "source-not-combinable", sourceId: primary.id }
          : primaryCombines(primary),
    }),
  },
};
