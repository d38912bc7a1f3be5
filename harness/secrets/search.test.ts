import { describe, expect, it } from "vitest";
import { createSearch } from "./search.ts";

const secret = "sk/live+77&more";
const signs = [...Buffer.from(secret)].map((code) => code.toString(16));
const search = createSearch([
  { name: "SHOP_KEY", value: secret },
  { name: "OTHER", value: "another-secret" },
]);

describe("a secret is found", () => {
  it.each([
    { name: "plain", text: `a ${secret} b` },
    { name: "URL-encoded", text: encodeURIComponent(secret) },
    { name: "URL-encoded twice", text: encodeURIComponent(encodeURIComponent(secret)) },
    { name: "in base64", text: Buffer.from(`me:${secret}`).toString("base64") },
    {
      name: "with every sign escaped",
      text: signs.map((code) => `%${code}`).join(""),
    },
    {
      name: "as some write JSON",
      text: signs.map((code) => `\\u00${code}`).join(""),
    },
    {
      name: "as some write JSON within JSON",
      text: JSON.stringify({ text: JSON.stringify(secret).replace("/", "\\/") }),
    },
    { name: "as HTML", text: "sk&#47;live&#x2B;77&amp;more" },
    { name: "as HTML, escaped once more", text: "sk&amp;#47;live&amp;#x2B;77&amp;amp;more" },
    { name: "in other letters", text: secret.toUpperCase() },
    {
      name: "URL-encoded four times",
      text: [1, 2, 3, 4].reduce((text) => encodeURIComponent(text), secret),
    },
  ])("$name", ({ text }) => {
    expect(search?.namesIn(`{"before": "${text}"}`)).toEqual(["SHOP_KEY"]);
  });
});

describe("nothing is found", () => {
  it("where there is nothing", () => {
    expect(search?.namesIn("sk/live+77, %zz \\u00 and more")).toEqual([]);
  });

  it("by its mask", () => {
    expect(search?.namesIn("Bearer ${SHOP_KEY}")).toEqual([]);
  });

  it("where nothing is secret", () => {
    expect(createSearch([{ name: "SHORT", value: "abc" }])).toBeUndefined();
  });
});
