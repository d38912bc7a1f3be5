import type { Json } from "../case/json.ts";
import type { Answered } from "../http/types.ts";
import { shorten } from "../text/sanitize.ts";
import { readClosely } from "./ambiguity.ts";
import { deepestJson, parseJson } from "../read/json.ts";

/** A response body as JSON, or why it is none. */
export type ParsedBody =
  | { readonly ok: true; readonly data: Json }
  | { readonly ok: false; readonly why: string };

const parsed = new WeakMap<Answered, ParsedBody>();

/** The body of an answer as JSON; parsed once for all its checks. */
export function parseBody(reply: Answered): ParsedBody {
  const known = parsed.get(reply);
  if (known !== undefined) return known;
  const fresh = parse(reply.body);
  parsed.set(reply, fresh);
  return fresh;
}

function parse(text: string): ParsedBody {
  if (text === "") return { ok: false, why: "an empty body" };
  const data = parseJson(text);
  if (data.ok) {
    const value = data.value as Json;
    const { twice } = readClosely(text, value);
    if (twice === undefined) return { ok: true, data: value };
    return {
      ok: false,
      why: `ambiguous JSON (two values of "${shorten(twice, 80)}" in one object)`,
    };
  }
  const deep = data.problems.some(({ message }) => message.includes("nests"));
  const why = deep ? `no JSON that is read (more than ${deepestJson} levels)` : "no JSON";
  return { ok: false, why: `${why}: ${text.length > 80 ? `${text.slice(0, 77)}...` : text}` };
}
