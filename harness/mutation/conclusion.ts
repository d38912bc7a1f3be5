import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import { plural } from "../text/plural.ts";
import { countOf, found, type Proofs } from "./findings.ts";

/**
 * What the parts come to together. What survived counts more than what could not be measured.
 *
 * @returns The conclusion, and a sentence for everything that is open.
 */
export function conclude(proofs: Proofs): Pick<Mutation, "conclusion" | "reasons"> {
  const open = found(proofs);
  const isEmpty = proofs.baseline.cases === 0;
  const reasons = [
    ...open.map((kind) => {
      const [one, many, says] = kind.told;
      return `${plural(countOf(kind), one, many)}: ${says}.`;
    }),
    ...(isEmpty ? ["There is no case to prove."] : []),
  ];
  if (open.some(({ unmeasured }) => unmeasured !== true))
    return { conclusion: "unproved", reasons };
  return { conclusion: reasons.length > 0 ? "inconclusive" : "proved", reasons };
}
