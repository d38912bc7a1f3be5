import { isDone, mayMake } from "../check/created-id.ts";
import { parseBody } from "../check/body.ts";
import { readingsOf } from "../http/readings.ts";
import type { Answered, Exchange } from "../http/types.ts";
import type { Entry } from "../journal/transcript.ts";
import { membersIn } from "../read/members.ts";

/** Why a run must stop at this entry: an answer that says it is about real money, or may be about it for all one can tell. */
export function whyLive(entry: Entry): string | undefined {
  if (entry.kind !== "exchange") return undefined;
  const { request, reply } = entry.exchange;
  if (reply.kind === "silent") return undefined;
  const came = `${request.method} ${request.url} was answered with`;
  const forbids = "the target file does not allow it";
  if (readingsOf(reply).some((text) => mayBeLive(text) && saysLive(text, reply))) {
    return `${came} liveMode: true, and ${forbids}`;
  }
  const why = whyUnclear(entry.exchange);
  return why && `${came} ${why}: it may be about real money, and ${forbids}`;
}

/** Spares reading most answers; a key may be written with escapes. */
const mayBeLive = (text: string): boolean =>
  /true/i.test(text) && (/liveMode/i.test(text) || text.includes("\\u"));

/** In whatever way it is read: of members that stand twice the first counts as well. What is no JSON may still mean it. */
function saysLive(text: string, reply: Answered): boolean {
  for (const { name, value = "" } of membersIn(text)) {
    if (name === "liveMode" && /^"?true"?$/i.test(value)) return true;
  }
  const body = parseBody(reply);
  const isRead = text === reply.body && (body.ok || body.ambiguous === true);
  return !isRead && /liveMode\W{0,20}true/i.test(withoutEscapes(text));
}

const withoutEscapes = (text: string): string =>
  text.replaceAll(/\\u([0-9a-f]{4})/gi, (_escape, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );

/**
 * Why nobody can tell what a request made: it was to make something, the answer says that it was done, and what came should
 * be JSON and is none. A text that is called one, such as a recipe's `OK`, says what it says.
 */
function whyUnclear(exchange: Exchange): string | undefined {
  const { request, reply } = exchange;
  if (!mayMake(request) || reply.kind === "silent" || !isDone(exchange)) return undefined;
  if (reply.body === "" && reply.reading === undefined) return undefined;
  const body = parseBody(reply);
  if (body.ok || body.ambiguous) return undefined;
  const isOther = /^\s*(?:text|image)\//i.test(reply.headers["content-type"] ?? "");
  return isOther && reply.reading?.fault === undefined ? undefined : body.why;
}
