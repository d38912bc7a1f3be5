/** Plain JSON data. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The values a case knows while it runs: `order`, `card.id`, ... */
export type Values = Readonly<Record<string, Json>>;
