import type { FaultTable } from "../fault.ts";
import { commerceAttachingFaults } from "./commerce-attaching.ts";
import { commerceCardFaults } from "./commerce-cards.ts";
import { commerceChargingFaults } from "./commerce-charging.ts";
import { commerceSavingFaults } from "./commerce-saving.ts";
import { commerceSourceFaults } from "./commerce-sources.ts";

/** What only shows in the Commerce API, or breaks a sentence of its page about sources. */
export const commerceFaults: FaultTable = {
  ...commerceAttachingFaults,
  ...commerceChargingFaults,
  ...commerceSavingFaults,
  ...commerceCardFaults,
  ...commerceSourceFaults,
};
