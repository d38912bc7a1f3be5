import { describe, expect, it } from "vitest";
import { openBookshop, purchase } from "../testing/bookshop.ts";
import { drive, outcomes } from "../testing/drive.ts";
import { edited } from "../testing/mistakes.ts";
import { deserted, serve } from "../testing/server.ts";

/** A case of one step, its keys given as YAML of the step. */
const single = (step: string, check = "expect: { status: 2xx }") => `case: one-step
title: One step and one look at it
profile: digital-river/core
steps:
  - id: do
${step
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
checks:
  - { id: done, must: DR-BOOK-1, on: do, ${check} }
`;

describe("a case is driven from its fixtures to its last step", () => {
  it("in order, with the values that came before", async () => {
    const shop = await openBookshop({ settleAfter: 2 });
    const { verdicts } = await drive(purchase, shop.url);
    expect(
      shop.requests.map(({ method, path, body }) => `${method} ${path} ${body}`.trim()),
    ).toEqual([
      'POST /books {"price":12,"kind":"novel"}',
      'POST /books {"price":7.5,"kind":"poem"}',
      'POST /orders {"books":["b1","b2"]}',
      "GET /orders/o1",
      "GET /orders/o1",
      "GET /orders/o1",
      'POST /orders {"books":["b1"]}',
      'POST /orders {"books":["b2"]}',
      "POST /till/b1",
      "GET /books/b1",
      "DELETE /books/b2",
      "GET /books",
    ]);
    expect(new Set(verdicts.map((verdict) => verdict.outcome))).toEqual(new Set(["passed"]));
  });

  it("and every exchange is kept, with whose it is and what was handed on", async () => {
    const shop = await openBookshop({ settleAfter: 1 });
    const { transcript } = await drive(purchase, shop.url);
    const told = transcript.entries.map((entry) => {
      if (entry.kind === "gap") return entry.cause;
      const owner = `${entry.scope} ${entry.name}`;
      if (entry.kind === "provided") return `${owner}: ${JSON.stringify(entry.values)}`;
      return `${entry.number} ${owner} ${entry.judged ? `judged, run ${entry.run}` : "of a recipe"}`;
    });
    expect(told).toEqual([
      'given case: {"case.unique":"hw1"}',
      "1 given book of a recipe",
      'given book: {"book.id":"b1","book.price":12}',
      "2 given other of a recipe",
      'given other: {"other.id":"b2","other.price":7.5}',
      "3 step buy judged, run 0",
      "4 step paid judged, run 0",
      "5 step paid judged, run 0",
      "6 step again judged, run 0",
      "7 step again judged, run 1",
      "8 step hand-over of a recipe",
      "step hand-over: {}",
      "9 step read judged, run 0",
      "10 step remove judged, run 0",
      "11 step list judged, run 0",
    ]);
  });

  it("and the evidence of a check is the last exchange of each run", async () => {
    const shop = await openBookshop({ settleAfter: 1 });
    const { verdicts } = await drive(purchase, shop.url);
    expect(
      Object.fromEntries(verdicts.map(({ check, exchanges }) => [check, exchanges])),
    ).toMatchObject({
      "order-is-paid": [5],
      "sold-only-once": [6, 7],
      "removed-is-gone": [11],
    });
  });
});

describe("what is sent", () => {
  const rows: readonly {
    readonly name: string;
    readonly step: string;
    readonly want: object;
    /** A header that is not sent. */
    readonly not?: string;
  }[] = [
    {
      name: "says what any client says, and nothing of Headwater or of the case",
      step: "call: GET /x",
      want: {
        headers: {
          accept: "application/json",
          authorization: "Bearer sk-confidential",
          "user-agent": "node",
          "x-version": "2",
        },
      },
    },
    {
      name: "with the public key",
      step: "call: GET /x\nas: public",
      want: { headers: { authorization: "Bearer pk-public" } },
    },
    {
      name: "with a key that no scheme precedes",
      step: "call: GET /x\nscheme: none",
      want: { headers: { authorization: "sk-confidential" } },
    },
    {
      name: "with no key",
      step: "call: GET /x\nas: nobody",
      want: { path: "/x" },
      not: "authorization",
    },
    {
      name: "with headers of the step over all others",
      step: "call: GET /x\nheaders: { Authorization: Bearer, X-Version: '3', X-Case: 'n {case.unique}' }",
      want: { headers: { authorization: "Bearer", "x-version": "3", "x-case": "n hw1" } },
    },
    {
      name: "as JSON",
      step: "call: POST /x\nbody: { id: '{case.unique}', n: 1 }",
      want: { body: '{"id":"hw1","n":1}', headers: { "content-type": "application/json" } },
    },
    { name: "as JSON that is no object", step: "call: POST /x\nbody: [1]", want: { body: "[1]" } },
    {
      name: "as text, which is said to be JSON",
      step: "call: POST /x\ntext: '{\"broken\": '",
      want: { body: '{"broken": ', headers: { "content-type": "application/json" } },
    },
    {
      name: "as text of another type",
      step: "call: POST /x\ntext: <a/>\nheaders: { Content-Type: text/xml }",
      want: { body: "<a/>", headers: { "content-type": "text/xml" } },
    },
    {
      name: "as a form",
      step: "call: POST /x\nform: { a: 'b c', n: 1, 'd[e]': '{case.unique}' }",
      want: {
        body: "a=b+c&n=1&d%5Be%5D=hw1",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
    },
    {
      name: "without a body, and without a type of it",
      step: "call: DELETE /x",
      want: { method: "DELETE", body: "" },
      not: "content-type",
    },
    {
      name: "with amounts computed",
      step: "call: POST /x\nbody: { a: { money: 0.1 + 0.2 }, b: { money: 2 * 2, as: string } }",
      want: { body: '{"a":0.3,"b":"4"}' },
    },
    {
      name: "with values encoded in the path",
      step: "call: GET /x/{id}?q={id}\neach: { id: ['a/b ?'] }",
      want: { path: "/x/a%2Fb%20%3F?q=a%2Fb%20%3F" },
    },
  ];

  it.each(rows)("$name", async ({ step, want, not }) => {
    const server = await serve(() => ({ body: {} }));
    const { verdicts } = await drive(single(step), server.url);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject(want);
    expect(server.requests[0]?.headers[not ?? "absent"]).toBeUndefined();
    expect(outcomes(verdicts)).toEqual({ done: "passed" });
  });

  it("with the key in the header that the target names", async () => {
    const server = await serve(() => ({}));
    const keys = { confidential: "sk-confidential" };
    const apis = {
      "digital-river": { baseUrl: server.url, headers: {}, keyHeader: "x-key", keys },
    };
    await drive(single("call: GET /x"), server.url, { target: { apis } });
    expect(server.requests[0]?.headers).toMatchObject({ "x-key": "sk-confidential" });
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("once for each combination of each", async () => {
    const server = await serve(() => ({ body: {} }));
    await drive(single("call: GET /{a}/{b}\neach: { a: [1, 2], b: [x, y] }"), server.url);
    expect(server.requests.map((request) => request.path)).toEqual([
      "/1/x",
      "/1/y",
      "/2/x",
      "/2/y",
    ]);
  });
});

describe("polling", () => {
  it("ends when the checks on the step hold", async () => {
    const server = await serve((_request, before) => ({
      body: { state: before < 3 ? "pending" : "done" },
    }));
    const { verdicts } = await drive(
      single("call: GET /x\nwithin: 10s", "expect: { body: { state: done } }"),
      server.url,
    );
    expect(outcomes(verdicts)).toEqual({ done: "passed" });
    expect(server.requests).toHaveLength(4);
  });

  it("ends when the step's own expectation holds and its values are there", async () => {
    const server = await serve((_request, before) => ({
      status: before < 1 ? 404 : 200,
      body: before < 2 ? {} : { id: 1 },
    }));
    const { verdicts } = await drive(
      single("call: GET /x\nwithin: 10s\nexpect: { status: 200 }\ntake: { it: $.id }"),
      server.url,
    );
    expect(outcomes(verdicts)).toEqual({ done: "passed" });
    expect(server.requests).toHaveLength(3);
  });

  it("ends with its time, and the last answer is judged", async () => {
    const server = await serve((_request, before) => ({ body: { state: `state ${before + 1}` } }));
    const { verdicts } = await drive(
      single("call: GET /x\nwithin: 50ms", "expect: { body: { state: done } }"),
      server.url,
    );
    expect(verdicts).toMatchObject([
      {
        outcome: "failed",
        exchanges: [server.requests.length],
        findings: [{ actual: `"state ${server.requests.length}"` }],
      },
    ]);
  });

  it("takes as long as the target needs to settle, where that is longer", async () => {
    const server = await serve((_request, before) => ({
      body: { state: before < 3 ? "pending" : "done" },
    }));
    const limits = { concurrency: 1, timeoutMs: 10_000, settleMs: 10_000, bodyBytes: 1000 };
    const { verdicts } = await drive(
      single("call: GET /x\nwithin: 0ms", "expect: { body: { state: done } }"),
      server.url,
      { target: { limits } },
    );
    expect(outcomes(verdicts)).toEqual({ done: "passed" });
  });

  it("asks no oftener than the driver wants", async () => {
    const server = await serve(() => ({ body: { state: "pending" } }));
    const text = single("call: GET /x\nwithin: 10s", "expect: { body: { state: done } }");
    const { verdicts } = await drive(text, server.url, {
      driver: { pollsAgain: (tries) => tries < 2 },
    });
    expect(outcomes(verdicts)).toEqual({ done: "failed" });
    expect(server.requests).toHaveLength(2);
  });

  it("ends with silence", async () => {
    const { verdicts } = await drive(single("call: GET /x\nwithin: 10s"), await deserted());
    expect(outcomes(verdicts)).toEqual({
      done: "blocked: GET /x: no response, connection refused",
    });
  });

  it("is not for a step without a bound", async () => {
    const server = await serve(() => ({ status: 500 }));
    await drive(single("call: GET /x"), server.url);
    expect(server.requests).toHaveLength(1);
  });
});

describe("where a case ends early, it says why, and sends nothing more", () => {
  const afterBuy = [
    "order-is-paid",
    "order-holds-both",
    "order-adds-up",
    "sold-only-once",
    "says-why",
    "book-is-described",
    "removed-without-words",
    "removed-is-gone",
  ];
  const rows: readonly {
    readonly name: string;
    readonly path: string;
    readonly answer: { readonly status?: number; readonly body?: unknown } | "silence";
    readonly text?: string;
    readonly want: string;
    readonly sent: number;
  }[] = [
    {
      name: "a precondition that does not hold",
      path: "/orders",
      answer: { status: 422, body: { errors: [{ code: "no_books" }] } },
      want: "blocked: POST /orders: status should be 2xx, is 422 (no_books)",
      sent: 3,
    },
    {
      name: "a fixture that is refused",
      path: "/books",
      answer: { status: 500 },
      want: "blocked: book.new: POST /books: status should be 2xx, is 500",
      sent: 1,
    },
    {
      name: "a fixture whose answer lacks what it provides",
      path: "/books",
      answer: { status: 201, body: { price: 12 } },
      want: 'blocked: book.new: the recipe ran, but its responses hold no "id"',
      sent: 1,
    },
    {
      name: "a value that was not taken",
      path: "/orders",
      answer: { status: 201, body: { number: 1 } },
      want: "blocked: no value for {order}: nothing before this step provided it",
      sent: 3,
    },
    {
      name: "a value that is taken from what is no JSON",
      path: "/orders",
      answer: { status: 201, body: "<html>" },
      want: "blocked: no value for {order}: nothing before this step provided it",
      sent: 3,
    },
    {
      name: "silence",
      path: "/orders",
      answer: "silence",
      want: "blocked: POST /orders: no response, other side closed",
      sent: 3,
    },
    {
      name: "silence in a fixture",
      path: "/books",
      answer: "silence",
      want: "blocked: book.new: POST /books: no response, other side closed",
      sent: 1,
    },
    {
      name: "an API that the target does not offer",
      path: "/nothing",
      answer: {},
      text: edited(purchase, [
        ["call: POST /orders\n    body: {", "call: POST /orders\n    api: commerce\n    body: {"],
      ]),
      want: "untestable: the target does not offer the commerce API",
      sent: 2,
    },
  ];

  it.each(rows)("$name", async ({ path, answer, text = purchase, want, sent }) => {
    const shop = await openBookshop({
      instead: (request) => (request.path === path ? answer : undefined),
    });
    const { verdicts } = await drive(text, shop.url);
    expect(outcomes(verdicts)).toEqual(Object.fromEntries(afterBuy.map((check) => [check, want])));
    expect(shop.requests).toHaveLength(sent);
  });

  it("an action that fails keeps what was seen before", async () => {
    const shop = await openBookshop({
      instead: ({ path }) => (path.startsWith("/till") ? { status: 503 } : undefined),
    });
    const { verdicts } = await drive(purchase, shop.url);
    const cause = "blocked: book.sell: POST /till/{id}: status should be 2xx, is 503";
    expect(outcomes(verdicts)).toEqual({
      "order-is-paid": "passed",
      "order-holds-both": "passed",
      "order-adds-up": "passed",
      "sold-only-once": "passed",
      "says-why": "passed",
      "book-is-described": cause,
      "removed-without-words": cause,
      "removed-is-gone": cause,
    });
  });

  it("an action for which the target has no recipe", async () => {
    const shop = await openBookshop();
    const { verdicts } = await drive(purchase, shop.url, { target: { recipes: new Map() } });
    expect(outcomes(verdicts)).toMatchObject({
      "order-is-paid": "passed",
      "removed-is-gone": "untestable: the target file has no recipe for book.sell",
    });
  });

  it("a key that the target file does not have", async () => {
    const server = await serve(() => ({}));
    const apis = {
      "digital-river": {
        baseUrl: server.url,
        headers: {},
        keyHeader: "authorization",
        keys: { confidential: "sk-confidential" },
      },
    };
    const { verdicts } = await drive(single("call: GET /x\nas: public"), server.url, {
      target: { apis },
    });
    expect(outcomes(verdicts)).toEqual({
      done: "untestable: the target file has no public key for the digital-river API",
    });
    expect(server.requests).toHaveLength(0);
  });

  it("a recipe that uses itself", async () => {
    const fixtures = `fixtures:
  a: { title: A thing made of b, steps: [{ use: b }] }
  b: { title: A thing made of a, steps: [{ call: POST /b }, { use: a }] }
`;
    const server = await serve(() => ({}));
    const text = edited(single("call: GET /x"), [
      ["steps:", "given: { it: { fixture: a } }\nsteps:"],
    ]);
    const { verdicts } = await drive(text, server.url, { fixtures });
    expect(outcomes(verdicts)).toEqual({
      done: "untestable: the recipe of a uses itself: a > b > a",
    });
    expect(server.requests).toHaveLength(1);
  });

  it("a crash of ours is nobody else's fault", async () => {
    const driver = { send: () => Promise.reject(new Error("a bug of ours")) };
    const { verdicts } = await drive(purchase, "http://shop.example", { driver });
    expect(verdicts.map((verdict) => verdict.outcome)).toEqual(verdicts.map(() => "errored"));
    expect(verdicts[0]?.cause).toContain("a bug of ours");
    expect(verdicts[0]?.cause).toContain("case.test.ts");
  });
});

describe("optional params", () => {
  it("are sent when given and left out otherwise", async () => {
    const shop = await openBookshop();
    const text = edited(purchase, [
      ["fixture: book.new, price: 12", "fixture: book.new, price: 12, note: signed"],
    ]);
    await drive(text, shop.url);
    expect(shop.requests.slice(0, 2).map((request) => request.body)).toEqual([
      '{"price":12,"kind":"novel","note":"signed"}',
      '{"price":7.5,"kind":"poem"}',
    ]);
  });

  it("the default source type is the first that the target claims", async () => {
    const shop = await openBookshop();
    await drive(purchase, shop.url, { target: { claims: { sourceTypes: new Set(["poem"]) } } });
    expect(shop.requests[0]?.body).toBe('{"price":12,"kind":"poem"}');
  });
});
