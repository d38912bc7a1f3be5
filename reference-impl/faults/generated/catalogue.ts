import { commerceRefusalFaults } from "./commerce-refusals.ts";
import { contentTypeFaults } from "./content-types.ts";
import { effectFaults } from "./effects.ts";
import type { GeneratedFault } from "./generated.ts";
import { keyFaults } from "./keys.ts";
import { liftedFaults } from "./lifted.ts";
import { memberFaults } from "./members.ts";
import { refusalFaults } from "./refusals.ts";

/** Every fault that is generated from what is documented. */
export const generatedFaults: readonly GeneratedFault[] = [
  ...keyFaults,
  ...liftedFaults,
  ...refusalFaults,
  ...commerceRefusalFaults,
  ...effectFaults,
  ...memberFaults,
  ...contentTypeFaults,
];
