import { parseBody } from "../check/body.ts";
import type { Answered } from "../http/types.ts";
import type { Transcript } from "../journal/transcript.ts";
import { shorten } from "../text/sanitize.ts";

/** What is odd about the answers of a case before they are judged, in the words of the report: one entry an answer. */
export function oddAnswersOf({ entries }: Transcript): readonly string[] {
  const odd = entries.flatMap((entry) => {
    if (entry.kind !== "exchange" || entry.exchange.reply.kind === "silent") return [];
    return whyOdd(entry.exchange.reply) ?? [];
  });
  return odd.length === 0 ? none : odd;
}

const none: readonly never[] = [];

/** How its bytes were read where that was not plain, and what two readers may take it for. */
function whyOdd(reply: Answered): string | undefined {
  const { fault, from = [] } = reply.reading ?? {};
  if (fault !== undefined) return `not read: ${shorten(fault, 120)}`;
  const body = reply.body === "" ? undefined : parseBody(reply);
  if (body?.ok === false && body.ambiguous) return shorten(body.why, 120);
  if (body?.ok === true && body.again !== undefined) {
    return `a member twice, with the same value ("${shorten(body.again, 80)}")`;
  }
  return from.length === 0 ? undefined : `read from ${from.join(", ")}`;
}
