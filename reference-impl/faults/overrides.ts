import type { FaultTable } from "./fault.ts";
import { attachingFaults } from "./overrides/attaching.ts";
import { chargingFaults } from "./overrides/charging.ts";
import { commerceFaults } from "./overrides/commerce.ts";
import { decliningFaults } from "./overrides/declining.ts";
import { detachingFaults } from "./overrides/detaching.ts";
import { flowingFaults } from "./overrides/flowing.ts";
import { holdingFaults } from "./overrides/holding.ts";
import { keepingFaults } from "./overrides/keeping.ts";
import { lateFaults } from "./overrides/late.ts";
import { leavingFaults } from "./overrides/leaving.ts";
import { orderingFaults } from "./overrides/ordering.ts";
import { placingFaults } from "./overrides/placing.ts";
import { reattachingFaults } from "./overrides/reattaching.ts";
import { replacingFaults } from "./overrides/replacing.ts";
import { reusingFaults } from "./overrides/reusing.ts";
import { savingFaults } from "./overrides/saving.ts";
import { sequencingFaults } from "./overrides/sequencing.ts";
import { strayingFaults } from "./overrides/straying.ts";
import { typingFaults } from "./overrides/typing.ts";
import { waterfallFaults } from "./overrides/waterfall.ts";
import { wordingFaults } from "./overrides/wording.ts";

/** Every fault by name, in the order of the catalogue. */
export const overrides: FaultTable = {
  ...sequencingFaults,
  ...detachingFaults,
  ...reattachingFaults,
  ...waterfallFaults,
  ...attachingFaults,
  ...savingFaults,
  ...orderingFaults,
  ...placingFaults,
  ...replacingFaults,
  ...holdingFaults,
  ...lateFaults,
  ...chargingFaults,
  ...typingFaults,
  ...flowingFaults,
  ...reusingFaults,
  ...leavingFaults,
  ...keepingFaults,
  ...decliningFaults,
  ...wordingFaults,
  ...strayingFaults,
  ...commerceFaults,
};
