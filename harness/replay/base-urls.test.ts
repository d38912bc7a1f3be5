import { expect, it } from "vitest";
import { basesOf, withBase } from "./base-urls.ts";

const baseUrls = { "digital-river": "https://x.example/", commerce: "https://x.example/v1" };

const get = (url: string) => ({ method: "GET", url, headers: {} });

it.each([
  ["the longest base wins", "https://x.example/v1/carts/1?a=b", "${commerce_url}/carts/1?a=b"],
  ["a base ends where a segment ends", "https://x.example/v10/a", "${digital_river_url}/v10/a"],
  ["another host is none", "https://x.example.org/a", "https://x.example.org/a"],
])("%s", (_name, url, want) => {
  expect(withBase(get(url), basesOf(baseUrls, [get(url)])).url).toBe(want);
});

it("bases that no request uses are left out", () => {
  expect(basesOf(baseUrls, [get("https://x.example/v1/carts")])).toEqual([
    { variable: "commerce_url", environment: "COMMERCE_URL", url: "https://x.example/v1" },
  ]);
});

it("of two equal ones the first is taken", () => {
  const same = { "digital-river": "https://x.example", commerce: "https://x.example" };
  expect(basesOf(same, [get("https://x.example/a")]).map(({ variable }) => variable)).toEqual([
    "digital_river_url",
  ]);
});
