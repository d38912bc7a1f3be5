import { describe, expect, it } from "vitest";
import type { Evidence } from "../../specs/types/report.format.d.ts";
import { type Repeat, withCaptures } from "./capture.ts";
import { evidenceOf } from "../report/testing/rows.ts";

const at = (step: string) => ({ case: "a", step });

function repeats(...exchanges: readonly Evidence[]): readonly Repeat[] {
  return withCaptures(exchanges.map((exchange, index) => [index + 1, exchange] as const));
}

function gist(repeat: Repeat | undefined) {
  return [repeat?.request.url.replace("https://sandbox.acme.example", ""), repeat?.request.body];
}

describe("a value that an answer issued", () => {
  it("is taken where it came first and used as a path segment", () => {
    const [first, second] = repeats(
      evidenceOf(at("given.card"), "POST /sources", { status: 201, body: { id: "src_1" } }),
      evidenceOf(at("read"), "GET /sources/src_1", { status: 200, body: { id: "src_1" } }),
    );
    expect(first?.captures).toEqual([{ variable: "card_source_id", filter: ".id" }]);
    expect(gist(second)[0]).toBe("/sources/${card_source_id}");
    expect(second?.captures).toEqual([]);
  });

  it("is used as a JSON string and as a value of the query, never as a part of either", () => {
    const body = { sourceId: "src_12", note: "like src_12", src_12: true };
    const [, second] = repeats(
      evidenceOf(at("card"), "POST /sources", { status: 201, body: { id: "src_12" } }),
      evidenceOf(at("use"), "POST /orders/src_123?of=src_12", { status: 201 }, body),
    );
    expect(gist(second)).toEqual([
      "/orders/src_123?of=${card_id}",
      '{"sourceId":"${card_id}","note":"like src_12","src_12":true}',
    ]);
  });

  it("is found deep inside, under keys that no shell would like, and as a number", () => {
    const body = { "the list": [{ order: { id: 4711 } }] };
    const [first, second] = repeats(
      evidenceOf(at("list"), "GET /orders", { status: 200, body }),
      evidenceOf(at("read"), "GET /orders/4711", { status: 200 }),
    );
    expect(first?.captures).toEqual([
      { variable: "list_order_id", filter: '.["the list"][0].order.id' },
    ]);
    expect(gist(second)[0]).toBe("/orders/${list_order_id}");
  });

  it("has a name of its own when two steps name theirs alike", () => {
    const [first, second] = repeats(
      evidenceOf(at("a.b"), "POST /sources", { status: 201, body: { id: "src_1" } }),
      evidenceOf(at("a-b"), "POST /sources", { status: 201, body: { id: "src_2" } }),
      evidenceOf(at("use"), "POST /x/src_1/src_2", { status: 201 }),
    );
    expect(first?.captures[0]?.variable).toBe("a_b_id");
    expect(second?.captures[0]?.variable).toBe("a_b_id_2");
  });
});

it.each([
  [
    "what the client sent first stays",
    { upstreamId: "cart-77" },
    { upstreamId: "cart-77" },
    { upstreamId: "cart-77" },
  ],
  ["words are no identifiers", {}, { state: "chargeable" }, { state: "chargeable" }],
  ["amounts are none", {}, { total: "100.50" }, { amount: "100.50" }],
  ["dates are none", {}, { updatedTime: "2026-03-01T00:00:00Z" }, { from: "2026-03-01T00:00:00Z" }],
  [
    "text that would mean something to a URL or a shell is none",
    {},
    { id: "a b/$(id)" },
    { id: "a b/$(id)" },
  ],
])("%s", (_name, sent, answered, later) => {
  const [first, second] = repeats(
    evidenceOf(at("one"), "POST /things", { status: 201, body: answered }, sent),
    evidenceOf(at("two"), "POST /things", { status: 201 }, later),
  );
  expect(first?.captures).toEqual([]);
  expect(second?.request.body).toBe(JSON.stringify(later));
});
