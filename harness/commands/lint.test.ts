import path from "node:path";
import { expect, it } from "vitest";
import type { Problem } from "../problem.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { edited, sound, type Edit } from "../testing/mistakes.ts";
import { runCommand } from "../testing/program.ts";
import { workspaceOf } from "../testing/suite.ts";
import { unverified } from "./coverage.ts";

const own = `case: my-refusal
title: A consumed source is refused
profile: digital-river/core
given:
  cart: { fixture: checkout.payable }
  card: { fixture: source.single-use }
steps:
  - id: attach
    call: POST /checkouts/{cart.id}/sources/{card.id}
checks:
  - id: refused
    must: DR-STATE-4
    on: attach
    expect: { status: 409, body: { type: conflict } }
control: attach-primary
`;

const mistakes: Readonly<Record<string, readonly Edit[]>> = {
  "honest.yaml": [],
  "reason.yaml": [[", body: { type: conflict }", ""]],
  "control.yaml": [["control: attach-primary\n", ""]],
  "unknown.yaml": [["control: attach-primary", "control: attach-primray"]],
  "nothing.yaml": [["{ status: 409, body: { type: conflict } }", "{ body: {} }"]],
};

it("names every case of an author that proves less than it seems to, with its place", async () => {
  const files = Object.entries(mistakes).map(([name, edits]) => {
    const text = edited(own, [...edits, ["case: my-refusal", `case: ${path.parse(name).name}`]]);
    return [`my/${name}`, text] as const;
  });
  const { context, stdout } = commandContext(await temporaryFolder(Object.fromEntries(files)));
  const code = await runCommand(context, "lint", "my", "--json");
  const { problems } = JSON.parse(stdout()) as { problems: readonly Problem[] };
  expect(code).toBe(2);
  expect(
    problems
      .map(({ code: what, at }) => `${at?.file}:${at?.line}:${at?.column} ${what}`)
      .toSorted(),
  ).toEqual([
    "my/control.yaml:1:7 CONTROL",
    "my/nothing.yaml:11:5 VACUOUS",
    "my/reason.yaml:11:5 VACUOUS",
    "my/unknown.yaml:1:7 UNKNOWN_CASE",
  ]);
});

it.each(["suites/digital-river", "suites/fixtures"])(
  "finds nothing in all of %s",
  async (folder) => {
    const { context, stdout } = commandContext(process.cwd());
    expect(await runCommand(context, "lint", folder)).toBe(0);
    expect(stdout()).toMatch(/^no problems in \d+ files\n$/);
  },
);

it("names requirements that only collateral would show, at their place", async () => {
  const checks: readonly Edit[] = [["must: DR-BOOK-2", "should: DR-BOOK-2"]];
  const problems = unverified(await workspaceOf({ "case.yaml": edited(sound, checks) }));
  expect(problems).toMatchObject([
    {
      code: "UNVERIFIED",
      at: { file: "harness/testing/specs/requirements/books.yaml", line: 9, column: 9 },
      message: "no check verifies DR-BOOK-2: what notices a server that breaks it is collateral",
    },
    { code: "UNVERIFIED", message: expect.stringContaining("DR-BOOK-3") as string },
  ]);
});
