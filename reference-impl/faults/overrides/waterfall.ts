import { exponentOf, share, sum } from "../../domain/money.ts";
import { settled, standing } from "../../domain/rules/charging.ts";
import type { Charge } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";

const primaries = (charges: readonly Charge[]) => charges.filter((charge) => !charge.secondary);
const secondaries = (charges: readonly Charge[]) => charges.filter((charge) => charge.secondary);

/** Captures take from secondary charges first, cancels and refunds from the primary charge. */
export const waterfallFaults: FaultTable = {
  "capture-primary-first": {
    rules: () => ({ captureOrder: (charges) => [...primaries(charges), ...secondaries(charges)] }),
  },
  "capture-in-order-of-attachment": {
    rules: () => ({ captureOrder: (charges) => charges }),
  },
  "capture-second-secondary-last": {
    rules: () => ({
      captureOrder: (charges) => [
        ...secondaries(charges).slice(0, 1),
        ...primaries(charges),
        ...secondaries(charges).slice(1),
      ],
    }),
  },
  "capture-larger-charge-first": {
    rules: () => ({
      captureOrder: (charges) => charges.toSorted((one, other) => other.amount - one.amount),
    }),
  },
  "cancel-secondary-first": {
    rules: () => ({ cancelOrder: (charges) => [...secondaries(charges), ...primaries(charges)] }),
  },
  "cancel-second-secondary-first": {
    rules: () => ({
      cancelOrder: (charges) => [
        ...secondaries(charges).slice(1),
        ...primaries(charges),
        ...secondaries(charges).slice(0, 1),
      ],
    }),
  },
  "cancel-in-order-of-attachment": {
    rules: () => ({ cancelOrder: (charges) => charges }),
  },
  "refund-secondary-first": {
    rules: () => ({ refundOrder: (charges) => [...secondaries(charges), ...primaries(charges)] }),
  },
  "refund-second-secondary-first": {
    rules: () => ({
      refundOrder: (charges) => [
        ...secondaries(charges).slice(1),
        ...primaries(charges),
        ...secondaries(charges).slice(0, 1),
      ],
    }),
  },
  "refund-in-order-of-attachment": {
    rules: () => ({ refundOrder: (charges) => charges }),
  },
  "movements-shared-in-proportion": {
    rules: () => ({
      distribute: (amount, vessels) => {
        const rooms = sum(vessels.map(({ room }) => Math.max(0, room)));
        let left = Math.min(amount, rooms);
        const parts = vessels.map(({ charge, room }, index) => {
          const part =
            index === vessels.length - 1
              ? left
              : Math.min(left, share(amount, Math.max(0, room), Math.max(1, rooms)));
          left -= part;
          return { charge, amount: part };
        });
        return parts.filter((part) => part.amount > 0);
      },
    }),
  },
  "movement-stops-at-first-charge": {
    rules: ({ distribute }) => ({
      distribute: (amount, vessels) =>
        distribute(amount, vessels.filter(({ room }) => room > 0).slice(0, 1)),
    }),
  },
  "movement-on-the-edge-spills-over": {
    rules: ({ distribute }) => ({
      distribute: (amount, vessels) => {
        const open = vessels.filter(({ room }) => room > 0);
        const [first, ...rest] = open;
        const isEdge =
          first !== undefined && rest.length > 0 && first.room === amount && amount > 1;
        return distribute(amount, isEdge ? [{ ...first, room: amount - 1 }, ...rest] : open);
      },
    }),
  },
  "movement-one-unit-short-when-it-spills": {
    rules: ({ distribute }) => ({
      distribute: (amount, vessels) => {
        const parts = distribute(amount, vessels);
        return parts.length < 2
          ? parts
          : parts
              .map((part, index) =>
                index === parts.length - 1 ? { ...part, amount: part.amount - 1 } : part,
              )
              .filter((part) => part.amount > 0);
      },
    }),
  },
  "small-movement-takes-last-charge": {
    rules: ({ distribute }) => ({
      distribute: (amount, vessels) => {
        const open = vessels.filter(({ room }) => room > 0);
        return distribute(
          amount,
          open.every(({ room }) => amount < room) ? open.toReversed() : open,
        );
      },
    }),
  },
  "open-amount-ignores-cancels": {
    rules: () => ({ openAmount: (charge) => charge.amount - standing(charge.captures) }),
  },
  "open-amount-ignores-captures": {
    rules: () => ({ openAmount: (charge) => charge.amount - standing(charge.cancels) }),
  },
  "refund-above-what-was-captured": {
    rules: () => ({
      refundableAmount: (charge) =>
        (settled(charge.captures) > 0 ? charge.amount : 0) - standing(charge.refunds),
    }),
  },
  "refund-forgets-earlier-refunds": {
    rules: () => ({ refundableAmount: (charge) => settled(charge.captures) }),
  },
  "refund-percent-in-cents": {
    rules: ({ percentOf }) => ({
      percentOf: (amount, percent, currency) => {
        const exact = percentOf(amount, percent, currency);
        return exponentOf(currency) === 3 ? Math.floor(exact / 10) * 10 : exact;
      },
    }),
  },
};
