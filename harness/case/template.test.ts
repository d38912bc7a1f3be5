import { describe, expect, it } from "vitest";
import {
  compileTemplate,
  compileText,
  render,
  renderText,
  templateRefs,
  writeText,
} from "./template.ts";
import type { Json, Values } from "./json.ts";

const values: Values = {
  "card.id": "src_1",
  "step-1.id": "src_2",
  total: 19.9,
  paid: true,
  none: null,
  list: [1, "a"],
  item: { sku: "x" },
};

function rendered(data: Json, absent: readonly string[] = []) {
  const mistakes: string[] = [];
  const template = compileTemplate(data, (message) => mistakes.push(message));
  expect(mistakes).toEqual([]);
  return render(template, values, new Set(absent));
}

describe("a reference alone keeps the type of its value", () => {
  it.each([
    { data: "{card.id}", want: "src_1" },
    { data: "{step-1.id}", want: "src_2" },
    { data: "{total}", want: 19.9 },
    { data: "{paid}", want: true },
    { data: "{none}", want: null },
    { data: "{list}", want: [1, "a"] },
    { data: "{item}", want: { sku: "x" } },
    { data: { deep: [{ total: "{total}" }] }, want: { deep: [{ total: 19.9 }] } },
  ])("$data becomes $want", ({ data, want }) => {
    expect(rendered(data)).toEqual({ ok: true, value: want });
  });
});

describe("within text a value is inserted", () => {
  it.each([
    { data: "a {card.id} b", want: "a src_1 b" },
    { data: "{card.id}{total}", want: "src_119.9" },
    { data: " {total}", want: " 19.9" },
    { data: "{paid}/{none}/{list}", want: 'true/null/[1,"a"]' },
    { data: "{item}!", want: '{"sku":"x"}!' },
  ])("$data becomes $want", ({ data, want }) => {
    expect(rendered(data)).toEqual({ ok: true, value: want });
  });

  it("as the place demands it", () => {
    const path = compileText("/sources/{card.id}?q={item}");
    expect(renderText(path, values, encodeURIComponent)).toEqual({
      ok: true,
      value: "/sources/src_1?q=%7B%22sku%22%3A%22x%22%7D",
    });
  });
});

describe("braces without a name are text", () => {
  it.each(["{}", "{ card.id }", "{1}", "{card.}", "{card..id}", '{"a":1}', "{card_id}"])(
    "%s",
    (data) => {
      expect(rendered(data)).toEqual({ ok: true, value: data });
    },
  );
});

describe("amounts", () => {
  it.each([
    { name: "a number", data: { money: "{total} * 3" }, want: 59.7 },
    { name: "a text", data: { money: "{total} + 0.1", as: "string" }, want: "20" },
    {
      name: "anywhere",
      data: { list: [{ amount: { money: "0.1 + 0.2" } }] },
      want: { list: [{ amount: 0.3 }] },
    },
    {
      name: "not where money has other company",
      data: { money: "1 + 1", currency: "USD" },
      want: { money: "1 + 1", currency: "USD" },
    },
  ])("$name", ({ data, want }) => {
    expect(rendered(data)).toEqual({ ok: true, value: want });
  });

  it("that cannot be computed are told when compiled", () => {
    const mistakes: string[] = [];
    compileTemplate({ a: { money: "1 +" } }, (message) => mistakes.push(message));
    expect(mistakes).toEqual(['the amount "1 +" cannot be computed: it ends too early']);
  });
});

describe("an optional value that was not given", () => {
  it("leaves its member out", () => {
    expect(rendered({ a: 1, note: "{note}", deep: { note: "{note}" } }, ["note"])).toEqual({
      ok: true,
      value: { a: 1, deep: {} },
    });
  });

  it("is missing within text and in lists", () => {
    expect(rendered({ a: "x {note}" }, ["note"])).toEqual({ ok: false, missing: "note" });
    expect(rendered(["{note}"], ["note"])).toEqual({ ok: false, missing: "note" });
  });
});

describe("a name without a value is named", () => {
  it.each([
    { name: "alone", data: "{nope}", missing: "nope" },
    { name: "within text", data: "a {card.nope}", missing: "card.nope" },
    { name: "in a list in an object", data: { a: [1, "{nope}"] }, missing: "nope" },
    { name: "in an amount", data: { money: "{total} + {nope}" }, missing: "nope" },
    {
      name: "in an amount: what is no amount",
      data: { money: "{card.id} + 1" },
      missing: "card.id",
    },
  ])("$name", ({ data, missing }) => {
    expect(rendered(data)).toEqual({ ok: false, missing });
  });
});

describe("a template", () => {
  it("tells the names that it refers to", () => {
    const data = { a: "{x}", b: ["{y} {z}", { money: "{m} + 1" }] };
    expect(templateRefs(compileTemplate(data, () => {}))).toEqual(["x", "y", "z", "m"]);
  });

  it("can be written as its author wrote it", () => {
    const text = "POST /checkouts/{cart.id}/sources/{card.id}";
    expect(writeText(compileText(text))).toBe(text);
  });
});
