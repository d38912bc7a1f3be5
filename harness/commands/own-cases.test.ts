import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { unknownWords } from "../case/unknown-words.ts";
import type { Problem } from "../problem.ts";
import { readYamlFolder } from "../read/files.ts";
import { parseYaml } from "../read/yaml.ts";
import { bundledWorkspace } from "../testing/bundled.ts";
import { casesOf, openWorld } from "../testing/world.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { folders } from "../testing/folders.ts";
import { edited, type Edit } from "../testing/mistakes.ts";
import { must } from "../testing/must.ts";
import { runCommand } from "../testing/program.ts";
import { besideBundled } from "./own-cases.ts";

const own = `case: mine
title: A source that was attached is there
profile: digital-river/core
given:
  cart: { fixture: checkout.payable }
  card: { fixture: source.single-use, type: creditCard }
steps:
  - id: attach
    call: POST /checkouts/{cart.id}/sources/{card.id}
checks:
  - id: attached
    must: DR-ATTACH-1
    on: attach
    expect: { status: 2xx, body: { state: chargeable, paymentSources: { not: { length: 3 } } } }
`;

const mistakes: Readonly<Record<string, readonly Edit[]>> = {
  "honest.yaml": [],
  "profile.yaml": [["digital-river/core", "digital-river/coer"]],
  "source-type.yaml": [["type: creditCard", "type: creditCrad"]],
  "path.yaml": [["POST /checkouts/{cart.id}", "POST /checkout/{cart.id}"]],
  "operator.yaml": [["{ length: 3 }", "{ lenght: 3 }"]],
  "field.yaml": [["{ state: chargeable", "{ sate: chargeable"]],
  "attach-primary.yaml": [],
  "fixture.yaml": [["source.single-use", "source.single-used"]],
};

const named = (name: string): Edit => ["case: mine", `case: ${path.parse(name).name}`];

it("lint finds every word that means nothing at once, each with a suggestion", async () => {
  const files = Object.entries(mistakes).map(
    ([name, edits]) => [`my/${name}`, edited(own, [...edits, named(name)])] as const,
  );
  const folder = await temporaryFolder(Object.fromEntries(files));
  const { context, stdout } = commandContext(folder);
  const code = await runCommand(context, "lint", "my", "--json");
  const { problems } = JSON.parse(stdout()) as { problems: readonly Problem[] };
  expect(code).toBe(2);
  const told = problems.map(
    ({ code: what, at, message, hint }) =>
      `${at?.file}:${at?.line}:${at?.column} ${what} ${message}: ${hint}`,
  );
  expect(told.toSorted()).toEqual([
    'my/attach-primary.yaml:1:7 DUPLICATE_ID the case id "attach-primary" is given twice: the other stands in suites/digital-river/attaching/attach-primary.yaml:2',
    'my/field.yaml:14:36 UNKNOWN_NAME no document describes a member "sate": did you mean state?',
    'my/fixture.yaml:6:20 UNKNOWN_FIXTURE there is no fixture or action "source.single-used": did you mean source.single-use?',
    "my/fixture.yaml:9:11 UNKNOWN_REFERENCE nothing provides {card.id} here: did you mean cart.id?",
    'my/operator.yaml:14:80 UNKNOWN_NAME "lenght" is no operator, and no document describes such a member: did you mean length?',
    "my/path.yaml:8:5 UNVERIFIED no seed page states POST /checkout/{cart.id}/sources/{card.id}, which a case with a must check makes, and no ability covers it: specs/abilities.yaml lists both",
    "my/path.yaml:9:11 UNKNOWN_NAME no document describes the path /checkout/{}/sources/{}: did you mean /checkouts/{}/sources/{}?",
    'my/profile.yaml:3:10 UNKNOWN_NAME there is no profile "digital-river/coer": did you mean digital-river/core?',
    'my/source-type.yaml:6:45 UNKNOWN_NAME there is no source type "creditCrad": did you mean creditCard?',
  ]);
});

it("every word of the bundled suites means something", async () => {
  const workspace = await bundledWorkspace();
  const { vocabulary } = await besideBundled(workspace);
  const texts = must(readYamlFolder(folders.suites, folders.base));
  const documents = texts.map((text) => must(parseYaml(text)));
  expect(documents.length).toBeGreaterThan(300);
  expect(documents.flatMap((document) => unknownWords(document, vocabulary))).toEqual([]);
});

const ownFixtures = `fixtures:
  book.pair:
    title: Two books that stand together
    params:
      price: { default: 3 }
      kind: { default: novel }
    provides: [id, price]
    steps:
      - id: first
        use: book.new
      - call: POST /books
        body: { price: "{price}", kind: "{kind}" }
        take: { id: $.id, price: $.price }
`;

const mine = edited(casesOf(1), [
  ["case: buy-two-books", "case: mine"],
  ["fixture: book.new", "fixture: book.pair"],
]);

describe("cases of one's own", () => {
  it("run beside the bundled ones, with the bundled fixtures and with own ones", async () => {
    const files = { "my/fixtures.yaml": ownFixtures, "my/mine.yaml": mine };
    const world = await openWorld({ cases: 1, files });
    const alone = await world.headwater("run", "./my/", "--target", "target.yaml");
    expect(`${alone.stderr}${alone.code}`).toMatch(/0$/);
    expect((await world.report("reports/latest")).cases.map(({ id }) => id)).toEqual(["mine[n=1]"]);
    const both = await world.headwater("run", "my", "buy-two-books", "--target", "target.yaml");
    expect(`${both.stderr}${both.code}`).toMatch(/0$/);
    const { cases } = await world.report("reports/latest");
    expect(cases.map(({ id }) => id)).toEqual(["buy-two-books[n=1]", "mine[n=1]"]);
    expect(cases[1]).toMatchObject({ file: "my/mine.yaml" });
  });

  it("are refused, before anything is sent, where a bundled case or fixture has their name", async () => {
    const files = {
      "my/fixtures.yaml": ownFixtures.replace("book.pair", "book.new"),
      "my/buy.yaml": casesOf(1),
    };
    const world = await openWorld({ cases: 1, files });
    const { code, stderr } = await world.headwater("run", "my", "--target", "target.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain('the case id "buy-two-books" is given twice');
    expect(stderr).toContain('the fixture "book.new" is there already');
    expect(world.shop.requests).toEqual([]);
  });
});

it("--watch lints again at each change, until it is interrupted", async () => {
  const folder = await temporaryFolder({ "my/mine.yaml": own.replace("core", "coer") });
  const { context, stdout, stderr } = commandContext(folder);
  const interrupt = new AbortController();
  const file = path.join(folder, "my/mine.yaml");
  const write = context.stderr.write;
  const onWatching = async (times: number) => {
    if (times === 1) await writeFile(file, own);
    if (times === 2) await appendFile(file, "nonsense: 1\n");
    if (times === 3) interrupt.abort();
  };
  let times = 0;
  const code = await runCommand(
    {
      ...context,
      interrupted: () => interrupt.signal,
      stderr: {
        ...context.stderr,
        write: (text) => {
          write(text);
          if (text.startsWith("watching my")) void onWatching(++times);
        },
      },
    },
    "lint",
    "my",
    "--watch",
  );
  expect(code).toBe(2);
  expect(stdout()).toBe("no problems in 1 file\n");
  expect(stderr()).toContain('there is no profile "digital-river/coer"');
  expect(stderr()).toContain('unknown key "nonsense"');
  expect(await readFile(file, "utf8")).toContain("nonsense");
});
