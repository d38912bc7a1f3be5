import type { Json, Values } from "../case/json.ts";
import { type Redact, redactExchange } from "../secrets/redact.ts";
import type { GapEntry, ProvidedEntry, Unnumbered } from "./transcript.ts";

/** An entry with every text of it masked. */
export function maskEntry<E extends Unnumbered | ProvidedEntry | GapEntry>(
  entry: E,
  mask: Redact,
): E {
  switch (entry.kind) {
    case "exchange":
      return { ...entry, exchange: redactExchange(entry.exchange, mask) };
    case "provided":
      return { ...entry, values: maskAll(entry.values, mask) as Values };
    case "gap":
      return { ...entry, cause: mask(entry.cause) };
  }
}

function maskAll(data: Json | Values, mask: Redact): Json {
  if (typeof data === "string") return mask(data);
  if (Array.isArray(data)) return data.map((item: Json) => maskAll(item, mask));
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, maskAll(value, mask)]),
  );
}
