import type { Answered } from "../../http/types.ts";

/** An answer that the target did not give. */
export interface Edit {
  /** What was done, in words: `status in its class`. */
  readonly kind: EditKind;
  /** Where: `status`, `headers.location`, `body.payment.sources[].id`. */
  readonly at: string;
  /** The answer keeps its form and says something else. */
  readonly value: boolean;
  readonly answer: () => Answered;
}

export type EditKind = IllegalKind | LegalKind;

/** Edits after which a check that looks there has to fail. */
export const illegalKinds = [
  "other status in the class",
  "status of another class",
  "answer of another step",
  "body taken away",
  "body where none was",
  "body that is no JSON",
  "empty object",
  "header dropped",
  "header changed",
  "field dropped",
  "field added",
  "item dropped",
  "item added",
  "item repeated",
  "list emptied",
  "other value seen elsewhere",
  "richer answer seen elsewhere",
  "text of a request given away",
  "other text",
  "empty text",
  "flipped boolean",
  "one minor unit more",
  "one minor unit less",
  "zero",
  "null",
  "value of another type",
] as const;
export type IllegalKind = (typeof illegalKinds)[number];

/** Edits that leave the answer conforming: nothing of it is written, so no must check may fail. */
export const legalKinds = [
  "list in another order",
  "fields in another order",
  "unknown fields",
  "unknown header",
  "other white space",
  "other message text",
] as const;
export type LegalKind = (typeof legalKinds)[number];
