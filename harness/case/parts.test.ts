import { describe, expect, it } from "vitest";
import { openBookshop } from "../testing/bookshop.ts";
import { drive } from "../testing/drive.ts";
import { must } from "../testing/must.ts";
import { bookFixtures, loadSuite } from "../testing/suite.ts";

const fixtures = `${bookFixtures}
  book.pair:
    title: A book and its sequel, which costs as much
    params: { price: { default: 4 }, note: { optional: true } }
    parts:
      self: { fixture: book.new, price: "{price}", note: "{note}" }
      sequel: { fixture: book.new, price: "{self.price}" }
  book.shelf:
    title: Two books and a third
    parts:
      pair: { fixture: book.pair }
      third: { fixture: book.new, price: 9 }
`;

const text = `case: read-all
title: All books of a shelf are there
profile: digital-river/core
given:
  pair: { fixture: book.pair, price: 5 }
  shelf: { fixture: book.shelf }
steps:
  - id: read
    call: GET /books/{id}
    each: { id: ["{pair.id}", "{pair.sequel.id}", "{shelf.pair.sequel.id}", "{shelf.third.id}"] }
checks:
  - { id: there, must: DR-BOOK-1, on: read, expect: { status: 2xx } }
`;

const problemsOf = async (books: string) => {
  const library = await loadSuite({}, { "books.yaml": books });
  return library.ok
    ? []
    : library.problems.map(
        ({ code, at, message }) => `${code} ${String(at?.line)}:${String(at?.column)} ${message}`,
      );
};
const only = (parts: string) => `fixtures:
  a.b:
    title: One of parts
${parts}
  c.d: { title: Something, params: { n: {} }, provides: [id], steps: [{ call: POST /c, take: { id: $.id } }] }
`;

describe("a fixture of parts", () => {
  it("hands on what it is by plain names, and its parts by theirs", async () => {
    const library = must(await loadSuite({}, { "books.yaml": fixtures }));
    expect(library.fixtures.get("book.pair")?.provides).toEqual([
      "id",
      "price",
      "sequel.id",
      "sequel.price",
    ]);
    expect(library.fixtures.get("book.shelf")?.provides).toEqual([
      "pair.id",
      "pair.price",
      "pair.sequel.id",
      "pair.sequel.price",
      "third.id",
      "third.price",
    ]);
  });

  it("is built part by part, each with what those before it handed on", async () => {
    const shop = await openBookshop();
    const { verdicts, transcript } = await drive(text, shop.url, { fixtures });
    expect(
      shop.requests.map(({ method, path, body }) => `${method} ${path} ${body}`.trim()),
    ).toEqual([
      'POST /books {"price":5,"kind":"novel"}',
      'POST /books {"price":5,"kind":"novel"}',
      'POST /books {"price":4,"kind":"novel"}',
      'POST /books {"price":4,"kind":"novel"}',
      'POST /books {"price":9,"kind":"novel"}',
      "GET /books/b1",
      "GET /books/b2",
      "GET /books/b4",
      "GET /books/b5",
    ]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(["passed"]);
    expect(
      transcript.entries.find(({ kind, name }) => kind === "provided" && name === "pair"),
    ).toMatchObject({
      values: { "pair.id": "b1", "pair.price": 5, "pair.sequel.id": "b2", "pair.sequel.price": 5 },
    });
  });

  it.each([
    {
      name: "needs parts that there are",
      parts: "    parts: { x: { fixture: c.e, n: 1 }, y: { fixture: c.d, n: 1 } }",
      want: ['UNKNOWN_FIXTURE 4:28 there is no fixture or action "c.e"'],
    },
    {
      name: "tells its parts what they need",
      parts: "    parts: { x: { fixture: c.d }, y: { fixture: c.d, n: 1 } }",
      want: ['MISSING_PARAM 4:28 c.d needs the param "n"'],
    },
    {
      name: "refers to no part that comes later",
      parts: '    parts: { x: { fixture: c.d, n: "{y.id}" }, y: { fixture: c.d, n: 1 } }',
      want: ["UNKNOWN_REFERENCE 4:36 nothing provides {y.id} here"],
    },
    {
      name: "has no values and no steps of its own",
      parts:
        "    parts: { x: { fixture: c.d, n: 1 }, y: { fixture: c.d, n: 1 } }\n    provides: [id]\n    steps: [{ call: POST /c }]",
      want: [
        "FORMAT 6:5 a fixture of parts has no steps of its own",
        "FORMAT 5:5 a fixture of parts has no provides of its own",
      ],
    },
    {
      name: "is no part of itself",
      parts: "    parts: { x: { fixture: a.b }, y: { fixture: c.d, n: 1 } }",
      want: ["FORMAT 2:3 a fixture cannot be a part of itself: a.b > a.b"],
    },
  ])("$name", async ({ parts, want }) => {
    expect(await problemsOf(only(parts))).toEqual(want);
  });

  it("is no action", async () => {
    const books = only("    parts: { x: { fixture: c.d, n: 1 }, y: { fixture: c.d, n: 1 } }");
    const [first] = await problemsOf(books.replace("fixtures:", "actions:"));
    expect(first).toBe("FORMAT 2:3 an action has no parts");
  });
});
