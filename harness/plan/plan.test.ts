import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Library } from "../case/types.ts";
import { must } from "../testing/must.ts";
import { bookFixtures, loadSuite, specs } from "../testing/suite.ts";
import { targetAt } from "../testing/target.ts";
import { wholeSuite } from "./whole-suite.ts";
import type { Target } from "../implementation/types.ts";
import { createPlan } from "./plan.ts";
import type { Selection, Shard } from "./types.ts";

const caseFile = (id: string, given: string, more = "") => `case: ${id}
title: The case that is called ${id}
profile: ${id.startsWith("pay") ? "commerce/core" : "digital-river/core"}
${more}given: { it: { fixture: ${given} } }
steps:
  - id: look
    call: GET /it
checks:
  - { id: seen, must: ${id.startsWith("sell") ? "DR-BOOK-2" : "DR-BOOK-1"}, on: look, expect: { status: 2xx } }
`;

const deep = `${bookFixtures}
  book.rare:
    title: A book from the shelf behind the till
    steps:
      - use: book.borrowed
  book.borrowed:
    title: A book that somebody brought back
    steps:
      - id: back
        use: book.returned
`.replace(
  "actions:",
  "actions:\n  book.returned: { title: Somebody brings a book back, provides: [id] }",
);

const target = targetAt("http://shop.example");
let library: Library;

beforeAll(async () => {
  library = await loaded();
});

async function loaded(): Promise<Library> {
  return must(
    await loadSuite(
      {
        "books/read.yaml": caseFile("read", "book.new"),
        "books/sell.yaml": caseFile(
          "sell",
          "book.new, kind: '{kind}'",
          "matrix: { kind: [novel, poem] }\n",
        ),
        "pay/pay.yaml": caseFile("pay", "book.new"),
        "read-rare.yaml": caseFile("read-rare", "book.rare"),
      },
      { "books.yaml": deep },
    ),
  );
}

const plan = (
  selection: Partial<Selection>,
  further: { target?: Target; shard?: Shard; seed?: number } = {},
) =>
  createPlan({
    library,
    specs,
    target,
    seed: 7,
    ...further,
    selection: { ...wholeSuite, ...selection },
  });

const idsOf = (...given: Parameters<typeof plan>) =>
  must(plan(...given))
    .cases.map((planned) => planned.case.id)
    .toSorted();

describe("a selection", () => {
  const sells = ["sell[kind=novel]", "sell[kind=poem]"];
  const rows: readonly {
    readonly name: string;
    readonly selection: Partial<Selection>;
    readonly want: readonly string[];
  }[] = [
    {
      name: "of nothing in particular is everything",
      selection: {},
      want: ["pay", "read", "read-rare", ...sells],
    },
    { name: "by id", selection: { patterns: ["read"] }, want: ["read"] },
    { name: "by the id of all combinations", selection: { patterns: ["sell"] }, want: sells },
    {
      name: "by the name of one combination",
      selection: { patterns: ["sell[kind=poem]"] },
      want: ["sell[kind=poem]"],
    },
    { name: "by a glob over ids", selection: { patterns: ["read*"] }, want: ["read", "read-rare"] },
    { name: "by file", selection: { patterns: ["suites/cases/books/read.yaml"] }, want: ["read"] },
    {
      name: "by file, from the suites folder",
      selection: { patterns: ["cases/books/read.yaml"] },
      want: ["read"],
    },
    {
      name: "by folder",
      selection: { patterns: ["suites/cases/books"] },
      want: ["read", ...sells],
    },
    {
      name: "by folder, as a shell completes it",
      selection: { patterns: ["./suites/cases/books/"] },
      want: ["read", ...sells],
    },
    {
      name: "by a glob over files",
      selection: { patterns: ["suites/**/*pay*.yaml"] },
      want: ["pay"],
    },
    {
      name: "by several patterns is all of them",
      selection: { patterns: ["pay", "read"] },
      want: ["pay", "read"],
    },
    { name: "by profile", selection: { profiles: ["commerce/core"] }, want: ["pay"] },
    { name: "by requirement", selection: { requirements: ["DR-BOOK-2"] }, want: sells },
    {
      name: "by source type, given or by default",
      selection: { sourceTypes: ["novel"] },
      want: ["pay", "read", "sell[kind=novel]"],
    },
    {
      name: "by several kinds of things is what fits all",
      selection: { patterns: ["read", "sell"], requirements: ["DR-BOOK-2"], sourceTypes: ["poem"] },
      want: ["sell[kind=poem]"],
    },
  ];

  it.each(rows)("$name", ({ selection, want }) => {
    expect(idsOf(selection)).toEqual(want);
  });

  const mistakes: readonly {
    readonly name: string;
    readonly selection: Partial<Selection>;
    readonly want: readonly object[];
  }[] = [
    {
      name: "a pattern that matches nothing",
      selection: { patterns: ["read", "raed", "x/**"] },
      want: [
        { code: "NOTHING_SELECTED", message: '"raed" matches no case' },
        { code: "NOTHING_SELECTED", message: '"x/**" matches no case' },
      ],
    },
    {
      name: "an empty pattern",
      selection: { patterns: ["", "/"] },
      want: [{ message: '"" matches no case' }, { message: '"/" matches no case' }],
    },
    {
      name: "an unknown profile",
      selection: { profiles: ["digital-river/cor"] },
      want: [
        {
          code: "UNKNOWN_NAME",
          message: 'no case belongs to the profile "digital-river/cor"',
          hint: "did you mean digital-river/core?",
        },
      ],
    },
    {
      name: "an unknown requirement",
      selection: { requirements: ["DR-BOKK-1"] },
      want: [
        {
          code: "UNKNOWN_REQUIREMENT",
          message: 'there is no requirement "DR-BOKK-1"',
          hint: "did you mean DR-BOOK-1?",
        },
      ],
    },
    {
      name: "parts that nothing fits together",
      selection: { profiles: ["commerce/core"], requirements: ["DR-BOOK-2"] },
      want: [
        {
          code: "NOTHING_SELECTED",
          message: "no case fits profile commerce/core and requirement DR-BOOK-2",
        },
      ],
    },
    {
      name: "a source type that no fixture asks for",
      selection: { sourceTypes: ["essay"] },
      want: [{ code: "NOTHING_SELECTED", message: "no case fits source type essay" }],
    },
  ];

  it.each(mistakes)("$name is told", ({ selection, want }) => {
    const result = plan(selection);
    expect(result.ok ? [] : result.problems).toMatchObject(want);
    expect(result.ok ? [] : result.problems).toHaveLength(want.length);
  });

  it("of an empty suite is nothing", () => {
    const result = createPlan({
      library: { ...library, cases: [] },
      specs,
      target,
      seed: 7,
      selection: wholeSuite,
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "NOTHING_SELECTED", message: "no case is selected" }],
    });
  });
});

const recipe = () => library.fixtures.get("book.new")?.steps ?? [];

describe("what can run on a target", () => {
  const api = { baseUrl: "http://shop.example", headers: {}, keyHeader: "authorization", keys: {} };
  const both = { "digital-river": api, commerce: api };
  const rows: readonly {
    readonly name: string;
    readonly id: string;
    readonly target: () => Partial<Target>;
    readonly want: object;
  }[] = [
    {
      name: "a case whose every recipe is there",
      id: "read",
      target: () => ({}),
      want: { kind: "run" },
    },
    {
      name: "a case of an API that is not offered",
      id: "pay",
      target: () => ({}),
      want: { kind: "not-applicable", cause: "the target does not offer the commerce API" },
    },
    {
      name: "a case of an API that is offered",
      id: "pay",
      target: () => ({ apis: both }),
      want: { kind: "run" },
    },
    {
      name: "a case of a profile that is not claimed",
      id: "read",
      target: () => ({ claims: { profiles: new Set(["commerce/core"]) } }),
      want: { kind: "not-applicable", cause: "the profile digital-river/core is not claimed" },
    },
    {
      name: "a source type that is not claimed",
      id: "sell[kind=poem]",
      target: () => ({ claims: { sourceTypes: new Set(["novel"]) } }),
      want: { kind: "not-applicable", cause: "the source type poem is not claimed" },
    },
    {
      name: "a source type that is claimed",
      id: "sell[kind=novel]",
      target: () => ({ claims: { sourceTypes: new Set(["novel"]) } }),
      want: { kind: "run" },
    },
    {
      name: "a default that is claimed, though not the first",
      id: "read",
      target: () => ({ claims: { sourceTypes: new Set(["poem"]) } }),
      want: { kind: "run" },
    },
    {
      name: "defaults of which none is claimed",
      id: "read",
      target: () => ({ claims: { sourceTypes: new Set(["essay"]) } }),
      want: { kind: "not-applicable", cause: "none of the source types novel, poem is claimed" },
    },
    {
      name: "a recipe that is missing at depth",
      id: "read-rare",
      target: () => ({}),
      want: { kind: "untestable", cause: "the target file has no recipe for book.returned" },
    },
    {
      name: "a recipe that the target has at depth",
      id: "read-rare",
      target: () => ({ recipes: new Map([["book.returned", recipe()]]) }),
      want: { kind: "run" },
    },
    {
      name: "a recipe of the target that does without what is missing",
      id: "read-rare",
      target: () => ({ recipes: new Map([["book.borrowed", recipe()]]) }),
      want: { kind: "run" },
    },
    {
      name: "what is not claimed is not applicable, even where a recipe is missing",
      id: "read-rare",
      target: () => ({ claims: { profiles: new Set(["x/y"]) } }),
      want: { kind: "not-applicable", cause: "the profile digital-river/core is not claimed" },
    },
  ];

  it.each(rows)("$name", ({ id, target: further, want }) => {
    const { cases } = must(plan({ patterns: [id] }, { target: { ...target, ...further() } }));
    expect(cases.map((planned) => planned.decision)).toEqual([want]);
  });
});

describe("shards", () => {
  const many = fc.integer({ min: 1, max: 40 }).map((size) => {
    const [one] = library.cases;
    const names = Array.from(
      { length: size },
      (_, index) => `case-${String(index).padStart(2, "0")}`,
    );
    return names.flatMap((id) => (one === undefined ? [] : [{ ...one, id }]));
  });

  it("share every case between them, each once, evenly, whatever the seed", () => {
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 12 }), fc.integer(), (cases, count, seed) => {
        const parts = Array.from({ length: count }, (_, place) => {
          const shard = { index: place + 1, count };
          const part = createPlan({
            library: { ...library, cases },
            specs,
            target,
            seed: seed + place,
            shard,
            selection: wholeSuite,
          });
          return part.ok ? part.value.cases.map((planned) => planned.case.id) : [];
        });
        expect(parts.flat().toSorted()).toEqual(cases.map((one) => one.id));
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("without a case in them are nothing", () => {
    expect(plan({ patterns: ["read"] }, { shard: { index: 2, count: 2 } })).toMatchObject({
      ok: false,
      problems: [{ code: "NOTHING_SELECTED" }],
    });
  });
});
