import { describe, expect, it } from "vitest";
import { drive, outcomes } from "../testing/drive.ts";
import { serve } from "../testing/server.ts";

const text = `case: too-many
title: A book is made, read before and after, and judged once
profile: digital-river/core
given:
  book: { fixture: book.new }
steps:
  - id: before
    call: GET /books/{book.id}
    expect: { status: 200 }
  - id: judged
    call: GET /judged/{book.id}
checks:
  - { id: done, must: DR-BOOK-1, on: judged, expect: { status: 200 } }
`;

/** A shop that answers 429 to the first requests for a path, in whose beginning it takes one for all. */
async function busyShop(wanted: string, times: number) {
  let left = times;
  return serve(({ path }) => {
    if (!path.startsWith(wanted) || (left -= 1) < 0) return { body: { id: "b1", price: 10 } };
    return { status: 429, headers: { "Retry-After": "0" }, body: {} };
  });
}

describe("an answer 429", () => {
  it.each([
    { name: "to a recipe is asked again", path: "/books", requests: 5 },
    { name: "to a step without checks is asked again", path: "/books/b1", requests: 5 },
  ])("$name", async ({ path, requests }) => {
    const server = await busyShop(path, 2);
    const { verdicts } = await drive(text, server.url);
    expect(outcomes(verdicts)).toEqual({ done: "passed" });
    expect(server.requests).toHaveLength(requests);
  });

  it("to a judged step is the answer", async () => {
    const server = await busyShop("/judged", 1);
    const { verdicts } = await drive(text, server.url);
    expect(verdicts).toMatchObject([{ outcome: "failed", findings: [{ actual: "429" }] }]);
    expect(server.requests).toHaveLength(3);
  });

  it("that never ends blocks the case, and every one of them is in the journal", async () => {
    const server = await busyShop("/books", 1000);
    const { verdicts, lines } = await drive(text, server.url);
    expect(outcomes(verdicts)["done"]).toMatch(/^blocked: book\.new: .*429/);
    expect(server.requests).toHaveLength(6);
    expect(lines().filter((line) => line["kind"] === "exchange")).toHaveLength(6);
  });
});

describe("what is lost", () => {
  const resendAfterMs = [1, 1];
  const gone = { status: 503, body: {} };

  it.each([
    {
      name: "a reading step without checks is made again",
      path: "/books/b1",
      lost: undefined,
      requests: 4,
    },
    { name: "so is one that a gateway answered", path: "/books/b1", lost: gone, requests: 4 },
    {
      name: "a POST of a recipe is not: it may have been done",
      path: "/books",
      lost: undefined,
      requests: 1,
    },
    { name: "nor is one that a gateway answered", path: "/books", lost: gone, requests: 1 },
    { name: "a judged step is not", path: "/judged/b1", lost: undefined, requests: 3 },
    {
      name: "a judged step that a gateway answered is not",
      path: "/judged/b1",
      lost: gone,
      requests: 3,
    },
  ])("$name", async ({ path: wanted, lost, requests }) => {
    let left = 1;
    const server = await serve(({ path }) =>
      path === wanted && (left -= 1) >= 0 ? lost : { body: { id: "b1", price: 10 } },
    );
    await drive(text, server.url, { driver: { resendAfterMs } });
    expect(server.requests).toHaveLength(requests);
  });

  it("is given up in the end, and all of it is on record", async () => {
    const server = await serve(({ path }) =>
      path === "/books/b1" ? undefined : { body: { id: "b1", price: 10 } },
    );
    const { verdicts, lines } = await drive(text, server.url, { driver: { resendAfterMs } });
    expect(outcomes(verdicts)["done"]).toMatch(/^blocked: GET \/books\/\{book\.id\}: no response/);
    expect(server.requests).toHaveLength(4);
    expect(lines().filter((line) => line["kind"] === "exchange")).toHaveLength(4);
  });

  it("is asked again when a 503 says when", async () => {
    let left = 1;
    const server = await serve(() =>
      (left -= 1) >= 0
        ? { status: 503, headers: { "Retry-After": "0" }, body: {} }
        : { body: { id: "b1", price: 10 } },
    );
    const { verdicts } = await drive(text, server.url);
    expect(outcomes(verdicts)).toEqual({ done: "passed" });
    expect(server.requests).toHaveLength(4);
  });
});
