import type { Entry } from "../journal/transcript.ts";
import { parseJson } from "../read/json.ts";

/** Why a run must stop at this entry: an answer that says it is about real money. */
export function whyLive(entry: Entry): string | undefined {
  if (entry.kind !== "exchange") return undefined;
  const { request, reply } = entry.exchange;
  if (reply.kind === "silent" || !mayBeLive(reply.body)) return undefined;
  const body = parseJson(reply.body);
  if (!(body.ok ? saysLive(body.value) : saysLiveAnyhow(reply.body))) return undefined;
  return `${request.method} ${request.url} was answered with liveMode: true, and the target file does not allow it`;
}

/** Spares parsing most answers; a key may be written with escapes. */
const mayBeLive = (body: string): boolean =>
  body.includes("true") && (body.includes("liveMode") || body.includes("\\u"));

/** What is no JSON, or nests too deeply, may still mean it. */
const saysLiveAnyhow = (text: string): boolean => /"liveMode"\s*:\s*true/.test(text);

function saysLive(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if ("liveMode" in value && value.liveMode === true) return true;
  return Object.values(value).some(saysLive);
}
