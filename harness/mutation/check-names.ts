import type { Case } from "../case/types.ts";
import { groupBy } from "../group.ts";

/** A check by the case in its file: the combinations of a case share it. */
export const checkName = (testCase: Case, check: string): string => `${testCase.base}/${check}`;

/** A check with the combination of its case. */
export const fullName = (testCase: Case, check: string): string => `${testCase.id}/${check}`;

/** The combinations of each case, by the id that stands in the file. */
export const byBase = (cases: readonly Case[]): ReadonlyMap<string, readonly Case[]> =>
  groupBy(cases, (testCase) => testCase.base);
