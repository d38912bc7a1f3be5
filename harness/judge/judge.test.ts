import { describe, expect, it } from "vitest";
import type { Entry, ExchangeEntry, Transcript } from "../journal/transcript.ts";
import type { Answered } from "../http/types.ts";
import { openBookshop, purchase } from "../testing/bookshop.ts";
import { drive, outcomes } from "../testing/drive.ts";
import { specs } from "../testing/suite.ts";
import { judge } from "./judge.ts";

let kept: ReturnType<typeof record> | undefined;

/** A transcript in which every check passes; recorded once. */
const passing = () => (kept ??= record());

async function record() {
  const shop = await openBookshop({ settleAfter: 1 });
  const { one: testCase, transcript, verdicts } = await drive(purchase, shop.url);
  expect(verdicts.map((verdict) => verdict.outcome)).toEqual(verdicts.map(() => "passed"));
  return { one: testCase, transcript, verdicts };
}

type Edit = (entries: readonly Entry[]) => readonly Entry[];

/** Edits the exchanges of a step; of its given run where it has several. */
const onStep =
  (name: string, edit: (entry: ExchangeEntry) => Entry | undefined, run = 0): Edit =>
  (entries) =>
    entries.flatMap((entry) =>
      entry.kind === "exchange" &&
      entry.scope === "step" &&
      entry.name === name &&
      entry.run === run
        ? (edit(entry) ?? [])
        : [entry],
    );

const reply = (name: string, edit: (reply: Answered) => Partial<Answered>, run = 0): Edit =>
  onStep(
    name,
    (entry) => {
      const { exchange } = entry;
      if (exchange.reply.kind === "silent") throw new Error("the reply is silent");
      return {
        ...entry,
        exchange: { ...exchange, reply: { ...exchange.reply, ...edit(exchange.reply) } },
      };
    },
    run,
  );

type Data = Record<string, unknown>;

const body = (name: string, edit: (data: Data) => unknown, run = 0): Edit =>
  reply(name, (old) => ({ body: JSON.stringify(edit(JSON.parse(old.body) as Data)) }), run);

const status = (name: string, code: number, run = 0): Edit =>
  reply(name, () => ({ status: code }), run);

const items = (data: Data, edit: (items: readonly Data[]) => readonly Data[]): Data => ({
  ...data,
  items: edit(data["items"] as readonly Data[]),
});

const silence: Edit = onStep("list", (entry) => ({
  ...entry,
  exchange: {
    ...entry.exchange,
    reply: { kind: "silent", reason: "timeout", message: "no response in time" },
  },
}));

const rows: readonly {
  readonly name: string;
  readonly edit: Edit;
  /** The checks that do not pass any more, with what they came to. */
  readonly want: Readonly<Record<string, string>>;
  /** What the first finding says: where, expected, actual. */
  readonly finding?: readonly [string, string, string];
}[] = [
  {
    name: "another success status",
    edit: status("remove", 200),
    want: { "removed-without-words": "failed" },
    finding: ["status", "204", "200"],
  },
  {
    name: "a refusal where success was due",
    edit: status("paid", 404),
    want: { "order-is-paid": "failed" },
    finding: ["status", "200", "404"],
  },
  {
    name: "a success where a refusal was due",
    edit: status("again", 201),
    want: { "sold-only-once": "failed" },
    finding: ["status", "409", "201 (book_sold)"],
  },
  {
    name: "the same in the second run alone",
    edit: status("again", 201, 1),
    want: { "sold-only-once": "failed" },
    finding: ["status", "409", "201 (book_sold)"],
  },
  {
    name: "another state",
    edit: body("paid", (data) => ({ ...data, state: "pending" })),
    want: { "order-is-paid": "failed" },
    finding: ["body.state", '"paid"', '"pending"'],
  },
  {
    name: "a state that is missing",
    edit: body("paid", ({ state: _state, ...data }) => data),
    want: { "order-is-paid": "failed" },
    finding: ["body.state", '"paid"', "nothing"],
  },
  {
    name: "a dropped item",
    edit: body("paid", (data) => items(data, (all) => all.slice(1))),
    want: { "order-holds-both": "failed", "order-adds-up": "failed" },
    finding: [
      "body.items",
      'an item like { id: "b1" }',
      '[{"id":"b2","price":7.5,"kind":"poem","state":"sold"}]',
    ],
  },
  {
    name: "items in another order",
    edit: body("paid", (data) => items(data, (all) => all.toReversed())),
    want: {},
  },
  {
    name: "an amount off by one minor unit",
    edit: body("paid", (data) =>
      items(data, ([first, ...rest]) => [{ ...first, price: 12.01 }, ...rest]),
    ),
    want: { "order-adds-up": "failed" },
    finding: ["body $.items[*].price", "19.5", "19.51 = 12.01 + 7.5"],
  },
  {
    name: "an amount as text of the same value",
    edit: body("paid", (data) =>
      items(data, ([first, ...rest]) => [{ ...first, price: "12.00" }, ...rest]),
    ),
    want: {},
  },
  {
    name: "another error code",
    edit: body("again", () => ({
      type: "conflict",
      errors: [{ code: "no_such_book", message: "The book is sold." }],
    })),
    want: { "sold-only-once": "failed" },
    finding: [
      "body.errors",
      'an item like { code: "book_sold" }',
      '[{"code":"no_such_book","message":"The book is sold."}]',
    ],
  },
  {
    name: "another error type",
    edit: body("again", (data) => ({ ...data, type: "bad_request" })),
    want: { "sold-only-once": "failed" },
    finding: ["body.type", '"conflict"', '"bad_request"'],
  },
  {
    name: "other words",
    edit: body("again", () => ({
      type: "conflict",
      errors: [{ code: "book_sold", message: "Sold!" }],
    })),
    want: { "says-why": "failed" },
    finding: [
      "body.errors",
      'an item like { message: "The book is sold." }',
      '[{"code":"book_sold","message":"Sold!"}]',
    ],
  },
  {
    name: "a body on 204",
    edit: reply("remove", () => ({ body: "{}" })),
    want: { "removed-without-words": "failed" },
    finding: ["body", "an empty body", '"{}"'],
  },
  {
    name: "a body that is none",
    edit: reply("list", () => ({ body: "" })),
    want: { "removed-is-gone": "failed" },
    finding: ["body", "a JSON body", "an empty body"],
  },
  {
    name: "a page of HTML",
    edit: reply("list", () => ({ body: "<html>" })),
    want: { "removed-is-gone": "failed" },
    finding: ["body", "a JSON body", "no JSON: <html>"],
  },
  {
    name: "an item that should be gone",
    edit: body("list", (data) => ({
      books: [...(data["books"] as readonly Data[]), { id: "b2" }],
    })),
    want: { "removed-is-gone": "failed" },
    finding: [
      "body.books",
      'no item like { id: "b2" }',
      '[{"id":"b1","price":12,"kind":"novel","state":"sold"},{"id":"b2"}]',
    ],
  },
  {
    name: "an item that should have stayed",
    edit: body("list", () => ({ books: [] })),
    want: { "removed-is-gone": "failed" },
    finding: ["body.books", 'an item like { id: "b1" }', "[]"],
  },
  {
    name: "a field of another type",
    edit: body("read", (data) => ({ ...data, price: "12" })),
    want: { "book-is-described": "failed" },
    finding: ["body.price", "must be number", '"12"'],
  },
  {
    name: "a header that is missing",
    edit: reply("read", () => ({ headers: {} })),
    want: { "book-is-described": "failed" },
    finding: ["headers.content-type", 'text with "json" in it', "nothing"],
  },
  { name: "further fields", edit: body("read", (data) => ({ ...data, further: true })), want: {} },
  {
    name: "an earlier exchange of a polled step",
    edit: (entries) => {
      const first = entries.find((entry) => entry.kind === "exchange" && entry.name === "paid");
      return entries.map((entry) =>
        entry === first && entry.kind === "exchange"
          ? {
              ...entry,
              exchange: {
                ...entry.exchange,
                reply: { kind: "answered", status: 500, headers: {}, body: "" },
              },
            }
          : entry,
      );
    },
    want: {},
  },
  {
    name: "silence",
    edit: silence,
    want: { "removed-is-gone": "blocked: GET /books: no response, no response in time" },
  },
  {
    name: "a dropped exchange at the end",
    edit: onStep("list", () => undefined),
    want: { "removed-is-gone": "blocked: the step list was not made" },
  },
  {
    name: "a dropped exchange of one run",
    edit: onStep("again", () => undefined, 1),
    want: {
      "sold-only-once": "blocked: the step again was not made",
      "says-why": "blocked: the step again was not made",
      "book-is-described": "blocked: the step again was not made",
      "removed-without-words": "blocked: the step again was not made",
      "removed-is-gone": "blocked: the step again was not made",
    },
  },
  {
    name: "a dropped run beside a wrong one",
    edit: (entries) => status("again", 201)(onStep("again", () => undefined, 1)(entries)),
    want: {
      "sold-only-once": "failed",
      "says-why": "blocked: the step again was not made",
      "book-is-described": "blocked: the step again was not made",
      "removed-without-words": "blocked: the step again was not made",
      "removed-is-gone": "blocked: the step again was not made",
    },
  },
];

describe("an edited transcript turns exactly the checks that look there", () => {
  it.each(rows)("$name", async ({ edit, want, finding }) => {
    const { one: testCase, transcript } = await passing();
    const verdicts = judge(
      testCase,
      { ...transcript, entries: edit(transcript.entries) },
      specs.schemas,
    );
    const open = verdicts.filter((verdict) => verdict.outcome !== "passed");
    expect(outcomes(open)).toEqual(want);
    if (finding === undefined) return;
    const [first] = open.flatMap((verdict) => verdict.findings);
    expect([first?.at, first?.expected, first?.actual]).toEqual(finding);
  });

  it("everything is blocked behind a precondition that does not hold", async () => {
    const { one: testCase, transcript } = await passing();
    const entries = status("buy", 500)(transcript.entries);
    const verdicts = judge(testCase, { ...transcript, entries }, specs.schemas);
    expect(new Set(Object.values(outcomes(verdicts)))).toEqual(
      new Set(["blocked: POST /orders: status should be 2xx, is 500"]),
    );
  });

  it("nothing is passed without its exchanges", async () => {
    const { one: testCase, transcript } = await passing();
    const verdicts = judge(testCase, { ...transcript, entries: [] }, specs.schemas);
    expect(new Set(Object.values(outcomes(verdicts)))).toEqual(
      new Set(["blocked: the step buy was not made"]),
    );
  });

  it("a check is blocked where what it compares with was never provided", async () => {
    const { one: testCase, transcript } = await passing();
    const entries = transcript.entries.filter(
      (entry) => entry.kind !== "provided" || entry.name !== "other",
    );
    const verdicts = judge(testCase, { ...transcript, entries }, specs.schemas);
    expect(outcomes(verdicts.filter((verdict) => verdict.outcome !== "passed"))).toEqual({
      "order-holds-both": "blocked: no value for {other.id}: no response before held it",
      "order-adds-up": "blocked: no value for {other.price}: no response before held it",
      "removed-is-gone": "blocked: no value for {other.id}: no response before held it",
    });
  });

  it("and failed where another part of it is wrong", async () => {
    const { one: testCase, transcript } = await passing();
    const entries = transcript.entries.filter(
      (entry) => entry.kind !== "provided" || entry.name !== "other",
    );
    const wrong = testCase.checks.map((check) =>
      check.id === "order-holds-both"
        ? { ...check, expect: { ...check.expect, status: [{ first: 201, last: 201 }] } }
        : check,
    );
    const verdicts = judge(
      { ...testCase, checks: wrong },
      { ...transcript, entries },
      specs.schemas,
    );
    expect(verdicts.find((verdict) => verdict.check === "order-holds-both")).toMatchObject({
      outcome: "failed",
      findings: [{ at: "status", expected: "201", actual: "200" }],
    });
  });

  it.each(["blocked", "untestable", "errored"] as const)(
    "a gap makes %s of what comes after it",
    async (outcome) => {
      const { one: testCase, transcript } = await passing();
      const at = transcript.entries.findIndex(
        (entry) => entry.kind === "exchange" && entry.name === "remove",
      );
      const gap = { kind: "gap", scope: "step", name: "remove", outcome, cause: "why" } as const;
      const entries = [...transcript.entries.slice(0, at), gap];
      const verdicts = judge(testCase, { ...transcript, entries }, specs.schemas);
      expect(outcomes(verdicts.filter((verdict) => verdict.outcome !== "passed"))).toEqual({
        "removed-without-words": `${outcome}: why`,
        "removed-is-gone": `${outcome}: why`,
      });
    },
  );
});

describe("judging", () => {
  it("the same twice is the same, and changes nothing of what it reads", async () => {
    const { one: testCase, transcript, verdicts } = await passing();
    frozen(testCase);
    frozen(transcript);
    expect(judge(testCase, transcript, specs.schemas)).toEqual(verdicts);
    expect(judge(testCase, transcript, specs.schemas)).toEqual(verdicts);
  });

  it("what was written to a file and read again is the same", async () => {
    const { one: testCase, transcript, verdicts } = await passing();
    const stored = JSON.parse(JSON.stringify({ one: testCase, transcript })) as {
      one: typeof testCase;
      transcript: Transcript;
    };
    expect(judge(stored.one, stored.transcript, specs.schemas)).toEqual(verdicts);
  });

  it("a check names the exchanges that it looked at, and each finding its own", async () => {
    const { one: testCase, transcript } = await passing();
    const entries = status("again", 500, 1)(transcript.entries);
    const verdicts = judge(testCase, { ...transcript, entries }, specs.schemas);
    expect(verdicts.find((verdict) => verdict.check === "sold-only-once")).toMatchObject({
      level: "must",
      requirement: "DR-BOOK-2",
      exchanges: [6, 7],
      findings: [{ step: "again", exchange: 7, at: "status" }],
    });
  });
});

/** Freezes a value and all in it: whoever writes to it throws. */
function frozen(value: unknown): void {
  if (value === null || typeof value !== "object") return;
  for (const member of Object.values(value)) frozen(member);
  Object.freeze(value);
}
