import { symlink } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { purchase } from "../testing/bookshop.ts";
import { certifiable } from "../testing/certificate.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder, writeFiles } from "../testing/files.ts";
import { edited } from "../testing/mistakes.ts";
import { runCommand } from "../testing/program.ts";
import { openWorld } from "../testing/world.ts";

const run = ["run", "-t", "target.yaml", "-q", "-o"] as const;

/** The purchase once more, for customers. */
const forCustomers = edited(purchase, [
  ["case: buy-two-books", "case: buy-as-customer"],
  ["digital-river/core", "digital-river/customers"],
]);

/** The calls of the bookshop. */
const stated = [
  "POST /books",
  "GET /books",
  "GET /books/{}",
  "DELETE /books/{}",
  "POST /orders",
  "GET /orders/{}",
  "POST /till/{}",
];

/** Nothing but a check below must, which fails. */
const neverRight = `case: list-as-customer
title: A customer reads the list of books
profile: digital-river/customers
steps:
  - id: list
    call: GET /books
checks:
  - id: tells-a-joke
    should: DR-BOOK-3
    on: list
    expect: { status: 418 }
`;

describe("a claim of which nothing was shown", () => {
  it("leaves a run inconclusive, where it is a whole profile without one pass", async () => {
    const world = await openWorld({
      cases: 2,
      files: { "suites/digital-river/customers.yaml": neverRight },
    });
    const { code } = await world.headwater(...run, "out");
    const { reasons } = await world.report("out");
    expect([code, reasons.join(" ")]).toEqual([
      3,
      expect.stringContaining("digital-river/customers"),
    ]);
  });

  it("is not certified, where it is an ability", async () => {
    const gifts = "title: Books are given away\n    cite: { page: bookshop-guide, heading: Gifts }";
    const world = await openWorld({
      cases: 2,
      target: `${certifiable}\nclaims: { profiles: [digital-river/core], abilities: [gifts] }`,
      files: {
        "specs/abilities.yaml": `stated: ${JSON.stringify(stated)}\nabilities:\n  gifts:\n    ${gifts}\n`,
        "suites/digital-river/customers.yaml": edited(forCustomers, [
          ["given:\n", "needs: [gifts]\ngiven:\n"],
        ]),
      },
    });
    await world.headwater("keygen", "own");
    const { code, stderr } = await world.headwater(
      "certify",
      "-t",
      "target.yaml",
      "--key",
      "own.key",
      "-q",
    );
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining("the target claims the ability gifts, and no check passed"),
    ]);
  });
});

it("compare: what a part did not run is not taken for measured", async () => {
  const world = await openWorld({ cases: 3 });
  await world.headwater(...run, "whole");
  await world.headwater(...run, "part", "*1]");
  const { code } = await world.headwater("compare", "whole", "part");
  expect([code, (await world.headwater("compare", "whole", "whole")).code]).toEqual([3, 0]);
});

const verifyIn = async (folder: string) => {
  const { context, stdout, stderr } = commandContext(folder);
  const code = await runCommand(context, "pact", "verify", "--pact", "pacts");
  return { code, stdout: stdout(), stderr: stderr() };
};

describe("pact verify", () => {
  it("is no green by interactions that are pending in the file, whatever became of them", async () => {
    const folder = await temporaryFolder();
    const request = {
      method: "GET",
      path: "/sources/none",
      headers: { Authorization: ["Bearer sk_example"] },
    };
    const pact = {
      consumer: { name: "c" },
      provider: { name: "digital-river" },
      metadata: { pactSpecification: { version: "4.0" } },
      interactions: [
        {
          type: "Synchronous/HTTP",
          description: "x",
          pending: true,
          request,
          response: { status: 200 },
        },
      ],
    };
    await writeFiles(folder, { "pacts/p.json": JSON.stringify(pact) });
    const { code, stdout } = await verifyIn(folder);
    expect([code, stdout]).toEqual([
      3,
      expect.stringContaining("nothing that counts was verified"),
    ]);
  }, 60_000);

  it.each(["wrong.JSON", "linked.json"])("reads %s of a folder, too", async (name) => {
    const folder = await temporaryFolder();
    await writeFiles(folder, { "elsewhere.json": "{", "pacts/wrong.JSON": "{" });
    await symlink("../elsewhere.json", `${folder}/pacts/linked.json`);
    const { code, stderr } = await verifyIn(folder);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`pacts/${name}: `)]);
  });
});
