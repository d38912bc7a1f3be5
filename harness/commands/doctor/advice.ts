import type { Answered, Exchange, Silent } from "../../http/types.ts";
import { parseBody } from "../../check/body.ts";
import { type Diagnosis, fine, problem, warning } from "./diagnosis.ts";

/** What the answer to reading a source that does not exist says of the server and of the target file. */
export function explainFirst(tried: string, { reply }: Exchange, keyHeader: string): Diagnosis {
  if (reply.kind === "silent") return explainSilence(tried, reply);
  const came = describe(reply);
  const say = (todo: string) => problem("answers", tried, came, todo);
  if (reply.status >= 300 && reply.status < 400) return say(redirected(reply));
  if (reply.status === 401 || reply.status === 403) {
    return say(
      `the server does not take this key: look at keys.confidential and its variable, and at keyHeader (now ${keyHeader})`,
    );
  }
  if (reply.status === 429) return say(tooMany(reply));
  if (reply.status >= 500) return say("the server itself is in trouble: read its log");
  const body = parseBody(reply);
  if (reply.reading?.fault !== undefined) return say(`${reply.reading.fault}: ${unread}`);
  if (!body.ok && !body.ambiguous) {
    return say(
      "this is no JSON, so it is not the API that answers: look at the path in baseUrl, and at proxies before the server",
    );
  }
  if (reply.status === 404) return fine(tried, came);
  if (reply.status < 300) {
    return warning(
      tried,
      came,
      "there is no such source, so 404 was due: does the API stand here?",
    );
  }
  return say("404 was due: the body says what the server minds");
}

const unread =
  "accept-encoding: identity was asked for; look at what the server, or a proxy before it, does to bodies";

/** No answer at all, by its reason. */
export function explainSilence(tried: string, { reason, message }: Silent): Diagnosis {
  const unknown = message === "the host name is not known";
  const todo = unknown ? unknownName : remedies[reason];
  return problem("connection", tried, `no answer: ${message}`, todo);
}

const unknownName =
  "is the host of baseUrl spelled right? A name of your company's network is known there alone, or to its proxy: connection: { proxy: environment }";

const remedies: Readonly<Record<Silent["reason"], string>> = {
  unreachable:
    "is the server running, and are host and port of baseUrl right? Behind a firewall a proxy may be needed, which only connection: { proxy: environment } uses",
  timeout:
    "the server takes the connection but does not answer: look at it, or raise limits.timeout",
  tls: "if the server speaks plain HTTP, write http:// in baseUrl; if its certificate is of your own authority, name its file: connection: { ca: ca.pem }",
  reset:
    "the server ends the connection: is it HTTP that it speaks on this port, and http or https?",
  malformed: "what comes back is not HTTP: look at the port in baseUrl",
  "too-large": "raise limits.bodyBytes, if such an answer is meant",
};

/** The status, the kind of body, and its beginning. */
export function describe({ status, headers, body }: Answered): string {
  const type = headers["content-type"]?.split(";")[0] ?? "no content-type";
  const start = body.replaceAll(/\s+/g, " ").trim();
  const shown = start.length > 160 ? `${start.slice(0, 160)}...` : start;
  return `${status}, ${type}${shown === "" ? "" : `: ${shown}`}`;
}

function redirected({ headers }: Answered): string {
  const to = headers["location"];
  return `redirects are not followed: ${to === undefined ? "let baseUrl name the last address" : `should baseUrl lead to ${to}?`}`;
}

export function tooMany({ headers }: Answered): string {
  const after = headers["retry-after"];
  const wait = after === undefined ? "" : ` (it asks to wait: ${after})`;
  return `the server wants fewer requests${wait}: set limits.requestsPerSecond and limits.concurrency`;
}

/** How far the server's clock is off; a second or two is the network's. */
export function explainClock({ reply, sentAt, durationMs }: Exchange): Diagnosis | undefined {
  const date = reply.kind === "answered" ? reply.headers["date"] : undefined;
  if (date === undefined || Number.isNaN(Date.parse(date))) return undefined;
  const offMs = Date.parse(date) - (Date.parse(sentAt) + durationMs / 2);
  const seconds = Math.round(Math.abs(offMs) / 1000);
  const tried = "its clock, by the Date header";
  if (seconds <= toleratedSeconds) return fine(tried, "as ours");
  const way = offMs > 0 ? "ahead of" : "behind";
  const todo = "set one of the two: times in answers and tokens that expire will look wrong";
  return warning(tried, `${seconds} s ${way} ours`, todo);
}

const toleratedSeconds = 60;
