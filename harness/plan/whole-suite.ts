import type { Selection } from "./types.ts";

/** The selection of all cases, where a failed check of level must counts against the target. */
export const wholeSuite: Selection = {
  patterns: [],
  profiles: [],
  requirements: [],
  sourceTypes: [],
  level: "must",
};
