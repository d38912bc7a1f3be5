import { assert, property, string } from "fast-check";
import { expect, it } from "vitest";
import { encodingsOf } from "./encodings.ts";

it("writes a value as JSON, URLs, forms and base64 do, whatever its signs", () => {
  assert(
    property(string({ unit: "grapheme-ascii", minLength: 1 }), (value) => {
      expect(encodingsOf(value)).toEqual(
        expect.arrayContaining([
          value,
          JSON.stringify(value).slice(1, -1),
          encodeURIComponent(value),
          encodeURI(value),
          new URLSearchParams({ value }).toString().slice("value=".length),
          Buffer.from(value).toString("base64"),
        ]),
      );
    }),
    // Few signs are written in a way of their own.
    { numRuns: 1000 },
  );
});

it("finds a value within what is written in base64, whatever stands around it", () => {
  assert(
    property(string(), string({ minLength: 6 }), string(), (before, value, after) => {
      const whole = Buffer.from(`${before}${value}${after}`);
      for (const alphabet of ["base64", "base64url"] as const) {
        const text = whole.toString(alphabet);
        expect(encodingsOf(value).some((form) => text.includes(form))).toBe(true);
      }
    }),
  );
});
