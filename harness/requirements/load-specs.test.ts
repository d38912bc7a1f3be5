import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Files, withFolder } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { formats } from "../testing/suite.ts";
import { loadSpecs } from "./load-specs.ts";

const pages = `seed: { title: The page, url: "https://shop.example/a", authority: seed }
guide: { title: The guide, url: "https://shop.example/b", authority: wider }
`;

const entry = (
  id: string,
  more = "level: must, cite: { page: seed, heading: Books }, testable: http",
) => `  - { id: ${id}, statement: Books are readable., ${more} }\n`;

const area = (...entries: readonly string[]) =>
  `area: books\ntitle: Books\nrequirements:\n${entries.join("")}`;

const load = (files: Files) =>
  withFolder({ "specs/pages.yaml": pages, "specs/requirements/.keep": "", ...files }, (folder) =>
    loadSpecs(path.join(folder, "specs"), folder, formats),
  );

const digestOf = async (text: string) =>
  must(await load({ "specs/requirements/books.yaml": text })).digest;

describe("a specification", () => {
  it("has its requirements with what they cite", async () => {
    const book = must(await load({ "specs/requirements/books.yaml": area(entry("DR-BOOK-1")) }));
    expect([...book.requirements.values()]).toMatchObject([
      {
        id: "DR-BOOK-1",
        area: "books",
        level: "must",
        citation: { page: "The page", heading: "Books", url: "https://shop.example/a" },
        testable: "http",
        origin: { file: "specs/requirements/books.yaml", line: 4 },
      },
    ]);
  });

  it("may describe no API: then there are no schemas", async () => {
    const book = must(await load({}));
    expect([...book.schemas.commerce.names]).toEqual([]);
  });

  it("has a digest of what it says, not of where", async () => {
    const digest = await digestOf(area(entry("DR-BOOK-1")));
    expect(await digestOf(`# books\n\n${area(entry("DR-BOOK-1"))}`)).toBe(digest);
    expect(await digestOf(area(entry("DR-BOOK-2")))).not.toBe(digest);
  });
});

const cites = (page: string, level = "must") =>
  `level: ${level}, cite: { page: ${page}, heading: Books }, testable: http`;

describe("a mistake in a specification is told where it stands", () => {
  const rows: readonly {
    readonly name: string;
    readonly files: Files;
    readonly want: readonly object[];
  }[] = [
    {
      name: "an id given twice",
      files: {
        "specs/requirements/a.yaml": area(entry("DR-BOOK-1")),
        "specs/requirements/b.yaml": area(entry("DR-BOOK-2"), entry("DR-BOOK-1")),
      },
      want: [
        {
          code: "DUPLICATE_ID",
          at: { file: "specs/requirements/b.yaml", line: 5 },
          message: "the requirement id DR-BOOK-1 is given twice",
          hint: "the other stands in specs/requirements/a.yaml:4",
        },
      ],
    },
    {
      name: "a page that is not known",
      files: { "specs/requirements/a.yaml": area(entry("DR-BOOK-1", cites("sead"))) },
      want: [
        {
          code: "UNKNOWN_PAGE",
          at: { line: 4 },
          message: 'DR-BOOK-1 cites the unknown page "sead"',
          hint: "did you mean seed?",
        },
      ],
    },
    {
      name: "a must that no seed page states",
      files: {
        "specs/requirements/a.yaml": area(
          entry("DR-BOOK-1", cites("guide")),
          entry("DR-BOOK-2", cites("guide", "should")),
        ),
      },
      want: [
        {
          code: "LEVEL",
          at: { line: 4 },
          message: 'DR-BOOK-1 is a must, but "The guide" is not a seed page',
        },
      ],
    },
    {
      name: "what is not testable, without a reason",
      files: {
        "specs/requirements/a.yaml": area(
          entry("DR-BOOK-1", "level: must, cite: { page: seed, heading: Books }, testable: no"),
        ),
      },
      want: [{ code: "FORMAT", at: { line: 4 }, message: 'requirements.0 lacks the key "reason"' }],
    },
    {
      name: "mistakes of several files, at once",
      files: {
        "specs/requirements/a.yaml": area(entry("BOOK-1")),
        "specs/requirements/b.yaml": "area: [",
      },
      want: [
        { code: "FORMAT", at: { file: "specs/requirements/a.yaml" } },
        { code: "YAML_SYNTAX", at: { file: "specs/requirements/b.yaml" } },
      ],
    },
    {
      name: "pages that are none",
      files: { "specs/pages.yaml": "seed: { title: The page }\n" },
      want: [
        { message: 'seed lacks the key "url"' },
        { message: 'seed lacks the key "authority"' },
      ],
    },
  ];

  it.each(rows)("$name", async ({ files, want }) => {
    const result = await load(files);
    expect(result.ok ? [] : result.problems).toMatchObject(want);
    expect(result.ok ? [] : result.problems).toHaveLength(want.length);
  });
});

describe("the schemas of an API", () => {
  const openapi = `openapi: 3.1.0
components:
  schemas:
    Book:
      type: object
      required: [id]
      properties: { id: { type: string }, state: { enum: [new, sold] }, by: { $ref: "#/components/schemas/Author" }, at: { type: string, format: date-time } }
    Author: { type: object, properties: { name: { type: string } } }
`;

  it.each([
    { name: "nothing", data: { id: "1", state: "new", by: { name: "Ada" }, further: 1 }, want: [] },
    {
      name: "a missing member",
      data: {},
      want: [{ at: "body", expected: "must have required property 'id'", actual: "{}" }],
    },
    {
      name: "a value beside the allowed ones",
      data: { id: "1", state: "x" },
      want: [
        {
          at: "body.state",
          expected: "must be equal to one of the allowed values: new,sold",
          actual: '"x"',
        },
      ],
    },
    {
      name: "what another schema says",
      data: { id: "1", by: { name: 1 } },
      want: [{ at: "body.by.name", expected: "must be string", actual: "1" }],
    },
    {
      name: "a format",
      data: { id: "1", at: "today" },
      want: [{ at: "body.at", expected: 'must match format "date-time"', actual: '"today"' }],
    },
  ])("tell $name", async ({ data, want }) => {
    await withFolder(
      {
        "specs/pages.yaml": pages,
        "specs/requirements/.keep": "",
        "specs/openapi/commerce.yaml": openapi,
      },
      async (folder) => {
        const { schemas } = must(await loadSpecs(path.join(folder, "specs"), folder, formats));
        expect([...schemas.commerce.names]).toEqual(["Book", "Author"]);
        expect(schemas.commerce.differences("Book", data)).toEqual(want);
      },
    );
  });
});
