import type { Exchange } from "../../specs/types/exchange.format.d.ts";
import { browserMethod } from "../case/browser.ts";
import { parseJson } from "../read/json.ts";

/** Whether a page was asked, and no server. */
export const isOfPage = ({ request }: Pick<Exchange, "request">): boolean =>
  request.method === browserMethod;

/** What came of what a page did, in a word or two: the event that ended it, else whether it was refused. */
export function pageOutcome(exchange: Pick<Exchange, "request" | "reply">): string | undefined {
  const { reply } = exchange;
  if (!isOfPage(exchange) || reply.kind === "silent") return undefined;
  const seen = parseJson(reply.body);
  const said = seen.ok && seen.value !== null && typeof seen.value === "object" ? seen.value : {};
  if ("event" in said && typeof said.event === "string") return said.event;
  if (!("refused" in said)) return "seen";
  return said.refused === true ? "refused" : "done";
}
