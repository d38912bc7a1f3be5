import type { CallStep, Expectation } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";

/**
 * Why an answer says that the server lacks what the call itself asks for, and so nothing of the behaviour behind it:
 * not found, method not allowed or not implemented, where none of these is expected.
 */
export function whyUnable(
  { needs = [] }: CallStep,
  { status: expected = [] }: Expectation,
  { reply }: Exchange,
): string | undefined {
  const [need] = needs;
  if (need === undefined || reply.kind !== "answered" || !isUnable(reply.status)) return undefined;
  if (expected.some(({ first, last }) => first <= reply.status && reply.status <= last)) {
    return undefined;
  }
  return `the ability ${need} does not hold: its call was answered ${String(reply.status)}`;
}

/** Not found, method not allowed, not implemented. */
export const isUnable = (status: number): boolean => [404, 405, 501].includes(status);

/** A cause with the ability that it stands for. */
export const withNeed = (cause: string, { needs = [] }: CallStep): string =>
  needs.length === 0 ? cause : `${cause} (the ability ${needs.join(", ")})`;
