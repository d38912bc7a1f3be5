import type { Json, JsonObject } from "../case/json.ts";
import { sameDigits } from "./ambiguity.ts";

/**
 * A body as cases read it: the lists of a payment stand in `payment`, whether the server writes them there or at the top.
 * "Managing sources" writes the `sources[]` of a checkout and the `charges[]` of an order and no place for them; the wider
 * documentation puts them into `payment`. What stands in both places is left as it is.
 */
export function inPlace(data: Json): Json {
  if (!isObject(data)) return data;
  const payment = data["payment"] ?? {};
  if (!isObject(payment)) return data;
  const found = lists.filter((name) => Array.isArray(data[name]) && payment[name] === undefined);
  if (found.length === 0) return data;
  const moved = Object.fromEntries(found.map((name) => [name, data[name] ?? null]));
  const whole = sameDigits(payment, { ...payment, ...moved });
  return sameDigits(data, { ...data, payment: whole });
}

const lists = ["sources", "charges"] as const;

const isObject = (data: Json): data is JsonObject =>
  data !== null && typeof data === "object" && !Array.isArray(data);
