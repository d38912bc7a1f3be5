import type { Exchange } from "../../specs/types/exchange.format.d.ts";
import { duration } from "../text/duration.ts";

/** What came back, on one line: `200 in 12 ms`, or `timeout after 10.0 s`. */
export function answerLine({ reply, durationMs }: Exchange): string {
  switch (reply.kind) {
    case "answered":
      return `${reply.status} in ${duration(durationMs)}`;
    case "silent":
      return `${reply.reason} after ${duration(durationMs)}`;
  }
}
