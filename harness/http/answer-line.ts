import type { Exchange } from "../../specs/types/exchange.format.d.ts";
import { pageOutcome } from "./page-outcome.ts";
import { duration } from "../text/duration.ts";

/** What came back, on one line: `200 in 12 ms`, of a page `onSuccess in 1.2 s`, or `timeout after 10.0 s`. */
export function answerLine(exchange: Exchange): string {
  const { reply, durationMs } = exchange;
  switch (reply.kind) {
    case "answered":
      return `${pageOutcome(exchange) ?? reply.status} in ${duration(durationMs)}`;
    case "silent":
      return `${reply.reason} after ${duration(durationMs)}`;
  }
}
