import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { outcomes, drive } from "../testing/drive.ts";
import { edited } from "../testing/mistakes.ts";

const atOnce = `case: two-at-once
title: Of two orders for one book that come at once, one is placed
profile: digital-river/core
steps:
  - together:
      - { id: one, call: POST /orders/one, take: { order: $.id } }
      - { id: two, call: POST /orders/two, take: { order: $.id } }
  - { id: read, call: "GET /orders/{order}" }
control: one
checks:
  - id: placed-once
    must: DR-BOOK-1
    on: [one, two]
    holds: { exactly: 1 }
    expect: { status: 2xx }
  - { id: kept, must: DR-BOOK-1, on: read, expect: { status: 2xx } }
`;

const answer = (response: ServerResponse, status: number, id: string) => {
  const body = status < 300 ? { id } : { type: "conflict", errors: [{ code: "book_sold" }] };
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

/** A server that answers a POST when as many are there as it waits for: the first is placed, the later are as `later` says. */
async function patient(count: number, later = 409) {
  const waiting: ServerResponse[] = [];
  const answers: string[] = [];
  const server = createServer((request, response) => {
    answers.push(`${request.method} ${request.url}`);
    if (request.method === "GET") return answer(response, 200, "o1");
    waiting.push(response);
    if (waiting.length < count) return undefined;
    for (const [place, one] of waiting.entries())
      answer(one, place === 0 ? 201 : later, `o${place + 1}`);
    return undefined;
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answers };
}

it("calls that are made together are all under way before one is answered", async () => {
  const server = await patient(2);
  const { verdicts, transcript } = await drive(atOnce, server.url);
  expect(outcomes(verdicts)).toEqual({ "placed-once": "passed", kept: "passed" });
  expect(server.answers.at(-1)).toBe("GET /orders/o1");
  const owners = transcript.entries.flatMap((entry) =>
    entry.kind === "exchange" ? [`${entry.name} of ${entry.together ?? "none"}`] : [],
  );
  expect(owners.toSorted()).toEqual(["one of one", "read of none", "two of one"]);
});

it("so are the runs of each", async () => {
  const server = await patient(3);
  const text = edited(atOnce, [
    [
      "call: POST /orders/one, take: { order: $.id }",
      "call: POST /orders/one, each: { n: [1, 2] }",
    ],
    ["{ order: $.id }", "{ order: $.id }, expect: { status: [201, 409] }"],
    ["exactly: 1", "atMost: 1"],
    ["GET /orders/{order}", "GET /orders"],
  ]);
  const { verdicts } = await drive(text, server.url);
  expect(outcomes(verdicts)).toEqual({ "placed-once": "passed", kept: "passed" });
});

it.each([
  { holds: "exactly: 1", says: "exactly 1 of 2 answers" },
  { holds: "atMost: 1", says: "at most 1 of 2 answers" },
])("more that hold than $holds allows are found", async ({ holds, says }) => {
  const server = await patient(2, 201);
  const { verdicts } = await drive(edited(atOnce, [["exactly: 1", holds]]), server.url);
  expect(verdicts[0]).toMatchObject({ outcome: "failed" });
  expect(verdicts[0]?.findings).toMatchObject([
    { step: "two", at: "answers", expected: `it holds for ${says}`, actual: "for 2" },
  ]);
});

it("fewer that hold than are demanded are found, each with what is wrong with it", async () => {
  const server = await patient(2);
  const text = edited(atOnce, [
    ["exactly: 1", "atLeast: 1"],
    ["on: [one, two]\n", "on: [one, two]\n"],
    ["2xx }\n  - { id: kept", "418 }\n  - { id: kept"],
  ]);
  const { verdicts } = await drive(text, server.url);
  expect(verdicts[0]?.findings.map(({ at }) => at)).toEqual(["answers", "status", "status"]);
});

it("a precondition of one blocks what comes after, not what is judged of the other", async () => {
  const server = await patient(2);
  const text = edited(atOnce, [
    ["call: POST /orders/one,", "call: POST /orders/one, expect: { status: 204 },"],
    ["on: [one, two]\n    holds: { exactly: 1 }", "on: two"],
    ["status: 2xx }\n  - { id: kept", "status: [201, 409] }\n  - { id: kept"],
  ]);
  const { verdicts } = await drive(text, server.url);
  expect(outcomes(verdicts)).toEqual({
    "placed-once": "passed",
    kept: expect.stringMatching(/^blocked: POST \/orders\/one: status should be 204/),
  });
});
