import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Target } from "../implementation/types.ts";
import { loadTarget } from "../implementation/load-target.ts";
import { decide } from "../plan/decide.ts";
import { drive, outcomes } from "../testing/drive.ts";
import { temporaryFolder } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { type Answer, type Received, serve } from "../testing/server.ts";
import { caseOf, formats, loadSuite, specs } from "../testing/suite.ts";

/** A press that may print a book at once, or in its first state, and somebody who binds it. */
const fixtures = `
actions:
  book.print:
    title: A press prints a book
    params:
      kind: { about: Novel or poem. }
      outcome: { default: ready }
    provides: [id]
    composed:
      when: { outcome: ready }
      from: { outcome: first }
      read: GET /books/{id}
      by: { loose: book.bind }
      until: ready
  book.bind:
    title: Somebody binds a book
    params: { id: { about: The book. } }
fixtures:
  book.new:
    title: A book on the shelf
    params: { price: { default: 10 } }
    provides: [id]
    steps:
      - call: POST /books
        body: { price: "{price}", maker: { name: Ada, town: London } }
        take: { id: $.id }
`;

const printing = (params: string) => `case: print
title: A book is printed, and it can be read
profile: digital-river/core
steps:
  - { id: book, use: book.print, with: { ${params} } }
  - { id: read, call: "GET /books/{book.id}" }
checks:
  - { id: there, must: DR-BOOK-1, on: read, expect: { status: 2xx } }
`;

const taking = `case: take
title: A book on the shelf can be read
profile: digital-river/core
given: { book: { fixture: book.new } }
steps:
  - { id: read, call: "GET /books/{book.id}" }
checks:
  - { id: there, must: DR-BOOK-1, on: read, expect: { status: 2xx } }
`;

const press = `  book.print:
    - when: { kind: [novel, essay], outcome: first }
      steps: [{ call: POST /press/novels, take: { id: $.id } }]
    - when: { kind: poem }
      give: { id: a-poem }
`;
const binder = `  book.bind:
    - call: POST /binder/{id}
`;

async function targetOf(recipes: string, baseUrl: string, suite = fixtures) {
  const library = must(await loadSuite({}, { "books.yaml": suite }));
  const text = `name: The press
apis: { digital-river: { baseUrl: "${baseUrl}", keys: { confidential: sk-confidential } } }
recipes:
${recipes}`;
  const folder = await temporaryFolder({ "press.yaml": text });
  const context = { formats, specs, library, environment: {} };
  return loadTarget(path.join(folder, "press.yaml"), context, "press.yaml");
}

/** Every book is loose when it is printed, and ready once it was bound. */
function shop() {
  const bound = new Set<string>();
  return serve(({ method, path: at }: Received): Answer => {
    const id = at.split("/").at(-1) ?? "";
    if (at.startsWith("/binder/")) bound.add(id);
    const state = bound.has(id) || id !== "b1" ? "ready" : "loose";
    return method === "GET" ? { body: { id, state } } : { status: 201, body: { id: "b1" } };
  });
}

async function driven(text: string, recipes: string) {
  const server = await shop();
  const { choices, recipes: own } = must(await targetOf(recipes, server.url));
  const target: Partial<Target> = { recipes: own, ...(choices && { choices }) };
  const { one, library } = await caseOf(text, fixtures);
  const decision = decide(one, library.fixtures, must(await targetOf(recipes, server.url)));
  const { verdicts } = await drive(text, server.url, { target, fixtures });
  const calls = server.requests.map(({ method, path: at }) => `${method} ${at}`);
  return { decision, outcome: outcomes(verdicts)["there"], calls, requests: server.requests };
}

describe("a recipe of alternatives", () => {
  it("goes by the first that fits", async () => {
    const { decision, outcome, calls } = await driven(
      printing("kind: novel, outcome: first"),
      press,
    );
    expect([decision, outcome]).toEqual([{ kind: "run" }, "passed"]);
    expect(calls).toEqual(["POST /press/novels", "GET /books/b1"]);
  });

  it("gives a constant without a call", async () => {
    const { outcome, calls } = await driven(printing("kind: poem"), press);
    expect([outcome, calls]).toEqual(["passed", ["GET /books/a-poem"]]);
  });

  it.each([
    { params: "kind: letter, outcome: first", names: "kind letter and outcome first" },
    { params: "kind: letter", names: "kind letter and outcome ready" },
  ])("is untestable for $params, before and in a run", async ({ params, names }) => {
    const { decision, outcome, calls } = await driven(printing(params), press + binder);
    const cause = `the target file has no recipe for book.print with ${names}`;
    expect(decision).toEqual({ kind: "untestable", cause });
    expect([outcome, calls]).toEqual([`untestable: ${cause}`, []]);
  });
});

describe("a state that no alternative makes", () => {
  it("is composed: made in its first state, which is read, and brought on from there", async () => {
    const { decision, outcome, calls } = await driven(printing("kind: novel"), press + binder);
    expect([decision, outcome]).toEqual([{ kind: "run" }, "passed"]);
    expect(calls).toEqual([
      "POST /press/novels",
      "GET /books/b1",
      "POST /binder/b1",
      "GET /books/b1",
      "GET /books/b1",
    ]);
  });

  it("is untestable where nobody brings it on", async () => {
    const { outcome, calls } = await driven(printing("kind: novel"), press);
    expect(outcome).toBe("untestable: the target file has no recipe for book.bind");
    expect(calls).toEqual(["POST /press/novels", "GET /books/b1"]);
  });
});

describe("a default recipe that is extended", () => {
  const extended = `  book.new:
    extends: default
    headers: { X-Press: mine }
    body: { maker: { town: null, age: 36 }, price: "{price}0" }
    after: [{ call: "POST /binder/{id}" }]
`;

  it("has members over its own, headers and steps behind", async () => {
    const { outcome, calls, requests } = await driven(taking, extended);
    expect(outcome).toBe("passed");
    expect(calls).toEqual(["POST /books", "POST /binder/b1", "GET /books/b1"]);
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
      price: "100",
      maker: { name: "Ada", age: 36 },
    });
    expect(requests[0]?.headers["x-press"]).toBe("mine");
  });
});

describe("a mistake in an alternative is one problem, where it stands", () => {
  it.each([
    {
      name: "a param that there is not",
      recipes: "  book.print:\n    - when: { sort: novel }\n      give: { id: a }\n",
      want: ["UNKNOWN_PARAM", 5, 'book.print has no param "sort"'],
    },
    {
      name: "a value that it neither takes nor gives",
      recipes: "  book.print:\n    give: { number: a }\n",
      want: [
        "UNKNOWN_REFERENCE",
        5,
        'the recipe of book.print does not take "id", which the fixture provides',
      ],
    },
    {
      name: "nothing to extend",
      recipes: "  book.bind:\n    extends: default\n",
      want: ["FORMAT", 5, "book.bind has no default recipe to extend"],
    },
    {
      name: "a change of what is not extended",
      recipes: "  book.bind:\n    steps: [{ call: POST /b }]\n    body: { a: 1 }\n",
      want: ["FORMAT", 6, "body stands beside extends"],
    },
    {
      name: "steps beside extends",
      recipes: "  book.new:\n    extends: default\n    steps: [{ call: POST /b }]\n",
      want: ["FORMAT", 6, "beside extends there are no steps: after"],
    },
    {
      name: "steps and alternatives in one list",
      recipes: "  book.bind:\n    - call: POST /a\n    - steps: [{ call: POST /b }]\n",
      want: ["FORMAT", 4, "a recipe is a list of steps, or of alternatives, but not of both"],
    },
    {
      name: "a key that there is not",
      recipes: "  book.bind:\n    - steps: [{ call: POST /b }]\n      gives: { a: 1 }\n",
      want: ["UNKNOWN_KEY", 6, 'recipes.book.bind.0 has the unknown key "gives"'],
    },
  ])("$name", async ({ recipes, want }) => {
    const target = await targetOf(recipes, "https://shop.example");
    const told = target.ok ? [] : target.problems;
    expect(told.map(({ code, at, message }) => [code, at?.line, message])).toEqual([want]);
  });
});
