import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import { canonicalJson } from "../read/digest.ts";

/** Something in which two parts of one run must agree. */
export type IdentityPart = keyof typeof identityParts;

/** A difference between two parts: in what, and what each says. */
export interface Difference {
  readonly part: string;
  readonly first: string;
  readonly second: string;
}

/** In what two headers differ, beside the given parts. */
export function differences(
  first: HeaderLine,
  second: HeaderLine,
  besides: readonly IdentityPart[] = [],
): readonly Difference[] {
  const names = (Object.keys(identityParts) as IdentityPart[]).filter(
    (name) => !besides.includes(name),
  );
  return names
    .map((part) => ({
      part,
      first: show(identityParts[part](first)),
      second: show(identityParts[part](second)),
    }))
    .filter((difference) => difference.first !== difference.second);
}

const identityParts = {
  "the version of Headwater": ({ suite }: HeaderLine) => suite.version,
  "the suite": ({ suite }: HeaderLine) => `cases ${suite.casesDigest.slice(0, 12)}`,
  "the specification": ({ suite }: HeaderLine) =>
    `requirements ${suite.requirementsDigest.slice(0, 12)}`,
  "the target": ({ target }: HeaderLine) => target.name,
  "the target file": ({ targetDigest }: HeaderLine) => `content ${targetDigest.slice(0, 12)}`,
  "the selection": ({ run }: HeaderLine) => run.selection,
  "the shard": ({ run }: HeaderLine) => run.shard,
  "the number of rounds": ({ run }: HeaderLine) => run.repeat ?? 1,
  "the seed": ({ run }: HeaderLine) => run.seed,
  "the trace header": ({ run }: HeaderLine) => run.traceHeader,
  "the faults": ({ run }: HeaderLine) => run.faults,
} as const;

const show = (value: unknown): string =>
  value === undefined ? "none" : typeof value === "string" ? value : canonicalJson(value);
