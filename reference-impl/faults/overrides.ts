import type { FaultTable } from "./fault.ts";
import { attachingFaults } from "./overrides/attaching.ts";
import { commerceFaults } from "./overrides/commerce.ts";
import { detachingFaults } from "./overrides/detaching.ts";
import { orderingFaults } from "./overrides/ordering.ts";
import { reattachingFaults } from "./overrides/reattaching.ts";
import { savingFaults } from "./overrides/saving.ts";
import { sequencingFaults } from "./overrides/sequencing.ts";
import { waterfallFaults } from "./overrides/waterfall.ts";

/** Every fault by name, in the order of the catalogue. */
export const overrides: FaultTable = {
  ...sequencingFaults,
  ...detachingFaults,
  ...reattachingFaults,
  ...waterfallFaults,
  ...attachingFaults,
  ...savingFaults,
  ...orderingFaults,
  ...commerceFaults,
};
