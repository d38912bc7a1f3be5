import path from "node:path";
import { loadLibrary } from "../case/library.ts";
import type { Case, Library } from "../case/types.ts";
import { loadFormats } from "../read/format.ts";
import type { Result } from "../result.ts";
import { loadSpecs } from "../requirements/load-specs.ts";
import type { SpecBook } from "../requirements/types.ts";
import type { Workspace } from "../workspace.ts";
import { type Files, withFolder } from "./files.ts";
import { must } from "./must.ts";

const root = process.cwd();

/** The formats of the product, and the small specification of the tests: a shop that sells books. */
export const formats = await loadFormats(path.join(root, "specs/formats"));
export const specs: SpecBook = must(
  await loadSpecs(path.join(root, "harness/testing/specs"), root, formats),
);

/** What the cases of the tests may ask for. */
export const bookFixtures = `
actions:
  book.sell:
    title: A customer takes the book to the till
    params: { id: { about: The book. } }
fixtures:
  book.new:
    title: A book on the shelf
    params:
      price: { default: 10 }
      kind: { sourceType: [novel, poem] }
      note: { optional: true }
    provides: [id, price]
    steps:
      - call: POST /books
        body: { price: "{price}", kind: "{kind}", note: "{note}" }
        take: { id: $.id, price: $.price }
  book.signed:
    title: A book that its author signed
    params: { author: {} }
    provides: [id]
    steps:
      - id: book
        use: book.new
      - call: POST /books/{book.id}/sign
        body: { by: "{author}" }
        take: { id: $.id }
`;

/** Loads a suite from a temporary folder: case files by name, the fixtures above unless others are given, what they share. */
export async function loadSuite(
  cases: Files,
  definitions: Files = { "books.yaml": bookFixtures },
  shared: Files = {},
): Promise<Result<Library>> {
  const files = {
    "suites/cases/.keep": "",
    "suites/fixtures/.keep": "",
    ...moved("suites/cases/", cases),
    ...moved("suites/fixtures/", definitions),
    ...moved("suites/", shared),
  };
  return withFolder(files, (folder) => {
    const suite = {
      cases: [path.join(folder, "suites/cases")],
      fixtures: path.join(folder, "suites/fixtures"),
      shared: Object.keys(shared).map((file) => path.join(folder, "suites", file)),
    };
    return loadLibrary(suite, folder, specs, formats);
  });
}

/** A workspace as a run wants it, over the given cases. */
export async function workspaceOf(cases: Files, fixtures?: Files): Promise<Workspace> {
  const library = must(await loadSuite(cases, fixtures));
  const folders = { base: root, specs: path.join(root, "harness/testing/specs"), suites: root };
  return { folders, formats, specs, library };
}

/** The only case of a text. */
export async function caseOf(
  text: string,
  books = bookFixtures,
): Promise<{ readonly one: Case; readonly library: Library }> {
  const library = must(await loadSuite({ "case.yaml": text }, { "books.yaml": books }));
  const [one] = library.cases;
  if (one === undefined) throw new Error("the text holds no case");
  return { one, library };
}

const moved = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}${name}`, text]));
