import { isSecondary, secondariesOf } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";

/** Detaching answers 204 with nothing, and cancels what is not reusable. */
export const detachingFaults: FaultTable = {
  "detach-answers-200": { wire: () => ({ sourceDetached: () => ({ status: 200 }) }) },
  "detach-answers-202": { wire: () => ({ sourceDetached: () => ({ status: 202 }) }) },
  "detach-answers-with-body": {
    wire: () => ({ sourceDetached: () => ({ status: 200, body: { detached: true } }) }),
  },
  "detach-keeps-source-listed": {
    rules: () => ({ heldAfterDetach: (_id, basket) => basket.held }),
  },
  "detach-keeps-secondary-listed": {
    rules: ({ heldAfterDetach }) => ({
      heldAfterDetach: (id, basket) =>
        secondariesOf(basket).some(({ source }) => source.id === id)
          ? basket.held
          : heldAfterDetach(id, basket),
    }),
  },
  "detach-removes-every-source": {
    rules: () => ({ heldAfterDetach: () => [] }),
  },
  "detach-leaves-source-chargeable": {
    rules: () => ({ sourceStateAfterDetach: (source) => source.state }),
  },
  "detach-leaves-secondary-chargeable": {
    rules: ({ sourceStateAfterDetach }) => ({
      sourceStateAfterDetach: (source, basket) =>
        isSecondary(source) ? source.state : sourceStateAfterDetach(source, basket),
    }),
  },
  "detach-leaves-second-secondary-chargeable": {
    rules: ({ sourceStateAfterDetach }) => ({
      sourceStateAfterDetach: (source, basket) =>
        secondariesOf(basket).findIndex((held) => held.source.id === source.id) > 0
          ? source.state
          : sourceStateAfterDetach(source, basket),
    }),
  },
  "detach-leaves-pending-source-pending": {
    rules: ({ sourceStateAfterDetach }) => ({
      sourceStateAfterDetach: (source, basket) =>
        source.state === "chargeable" ? sourceStateAfterDetach(source, basket) : source.state,
    }),
  },
  "detach-leaves-combined-primary-chargeable": {
    rules: ({ sourceStateAfterDetach }) => ({
      sourceStateAfterDetach: (source, basket) =>
        !isSecondary(source) && secondariesOf(basket).length > 0
          ? source.state
          : sourceStateAfterDetach(source, basket),
    }),
  },
  "detach-fails-source": {
    rules: () => ({
      sourceStateAfterDetach: (source) => (source.reusable ? source.state : "failed"),
    }),
  },
  "detach-consumes-source": {
    rules: () => ({
      sourceStateAfterDetach: (source) => (source.reusable ? source.state : "consumed"),
    }),
  },
  "detach-cancels-saved-source": {
    rules: () => ({ sourceStateAfterDetach: () => "cancelled" }),
  },
};
