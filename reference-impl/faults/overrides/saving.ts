import { isSecondary } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withStatus } from "../fault.ts";

/** What can be saved, what saving does, and which source is the default. */
export const savingFaults: FaultTable = {
  "save-leaves-single-use": {
    rules: () => ({
      sourceAfterSave: (source, customer) => ({ ...source, customerId: customer.id }),
    }),
  },
  "save-answers-before-saving": {
    wire: ({ sourceSaved }) => ({
      sourceSaved: (source) => sourceSaved({ ...source, reusable: false }),
    }),
  },
  "save-answers-204": { wire: () => ({ sourceSaved: () => ({ status: 204 }) }) },
  "save-of-unsavable-type-accepted": {
    rules: ({ typeCanBeSaved }) => ({
      typeCanBeSaved: (source) => (isSecondary(source) ? typeCanBeSaved(source) : undefined),
    }),
  },
  "save-of-secondary-accepted": {
    rules: ({ typeCanBeSaved }) => ({
      typeCanBeSaved: (source) => (isSecondary(source) ? undefined : typeCanBeSaved(source)),
    }),
  },
  "save-of-secondary-wrong-code": {
    rules: ({ typeCanBeSaved }) => ({
      typeCanBeSaved: (source) =>
        isSecondary(source)
          ? { reason: "source-not-chargeable", sourceId: source.id }
          : typeCanBeSaved(source),
    }),
  },
  "save-of-fresh-source-refused": {
    rules: () => ({
      typeCanBeSaved: (source) =>
        source.reusable ? undefined : { reason: "source-not-savable", sourceId: source.id },
    }),
  },
  "save-of-unsavable-type-wrong-status": misworded("source-not-savable", withStatus(400)),
  "save-of-pending-source-accepted": {
    rules: ({ stateCanBeSaved }) => ({
      stateCanBeSaved: (source) =>
        source.state.startsWith("pending_") ? undefined : stateCanBeSaved(source),
    }),
  },
  "save-of-consumed-source-accepted": {
    rules: ({ stateCanBeSaved }) => ({
      stateCanBeSaved: (source) =>
        source.state === "consumed" ? undefined : stateCanBeSaved(source),
    }),
  },
  "save-of-failed-source-accepted": {
    rules: ({ stateCanBeSaved }) => ({
      stateCanBeSaved: (source) =>
        source.state === "failed" ? undefined : stateCanBeSaved(source),
    }),
  },
  "save-refused-yet-reusable": {
    rules: () => ({ sourceAfterRefusedSave: (before) => ({ ...before, reusable: true }) }),
  },
  "default-not-set-by-first-save": {
    rules: () => ({ defaultAfterSave: (customer) => customer.defaultSourceId }),
  },
  "default-follows-last-save": {
    rules: () => ({ defaultAfterSave: (_customer, sourceId) => sourceId }),
  },
  "default-update-ignored": {
    rules: () => ({ defaultAfterUpdate: (customer) => customer.defaultSourceId }),
  },
  "default-of-foreign-source-accepted": {
    rules: () => ({ mayBecomeDefault: () => undefined }),
  },
  "save-of-unsavable-type-wrong-message": misworded(
    "source-not-savable",
    withError({ message: "Conflict" }),
  ),
};
