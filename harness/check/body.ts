import type { Json } from "../case/json.ts";
import type { Answered } from "../http/types.ts";
import { parseJson } from "../read/json.ts";
import { whyNoJson } from "../read/why-no-json.ts";
import { shorten } from "../text/sanitize.ts";
import { readClosely } from "./ambiguity.ts";

/** A response body as JSON, or why it is none. */
export type ParsedBody =
  | {
      readonly ok: true;
      readonly data: Json;
      /** A key that one object has twice, with the same value. */
      readonly again?: string;
    }
  | {
      readonly ok: false;
      readonly why: string;
      /** It is JSON, but two readers may make two things of it. */
      readonly ambiguous?: true;
    };

/** What is parsed stays with its answer: values of a WeakMap would outlive it, as long as only young objects are collected. */
const parsed = Symbol("body as JSON");

interface Read extends Answered {
  readonly [parsed]?: ParsedBody;
}

/** The body of an answer as JSON; parsed once for all its checks. */
export function parseBody(reply: Answered): ParsedBody {
  const known = (reply as Read)[parsed];
  if (known !== undefined) return known;
  const fresh = parse(reply);
  // Neither a copy nor a text of the answer has it.
  Object.defineProperty(reply, parsed, { value: fresh });
  return fresh;
}

function parse({ body: text, reading, headers }: Answered): ParsedBody {
  if (reading?.fault !== undefined) {
    return { ok: false, why: `what cannot be read: ${reading.fault}` };
  }
  if (text === "") return { ok: false, why: "an empty body" };
  const data = parseJson(text);
  if (!data.ok) {
    const shown = text.length > 80 ? `${text.slice(0, 77)}...` : text;
    return { ok: false, why: `${whyNoJson(text, headers["content-type"])}: ${shown}` };
  }
  const value = data.value as Json;
  const { twice, again } = readClosely(text, value);
  if (twice === undefined) return { ok: true, data: value, ...(again !== undefined && { again }) };
  const why = `ambiguous JSON (two values of "${shorten(twice, 80)}" in one object)`;
  return { ok: false, why, ambiguous: true };
}
