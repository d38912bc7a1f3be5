import path from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../testing/files.ts";
import { must } from "../../testing/must.ts";
import { formats } from "../../testing/suite.ts";
import { loadReasons } from "./catalogue.ts";

const reason = "Whatever it says, it is a good reason.";

/** What becomes of a catalogue with this text. */
async function load(text: string) {
  const base = await temporaryFolder({ "degenerate.yaml": text });
  return loadReasons({ suites: base, base }, formats);
}

it("gives the reason of each check against each server", async () => {
  const reasons = must(
    await load(`degenerate:
  - { reason: "${reason}", checks: [a/b, c/d], servers: [echo, silent] }
`),
  );
  expect(reasons.get("silent")?.get("c/d")).toBe(reason);
  expect(reasons.get("echo")?.size).toBe(2);
});

it.each([
  {
    name: "a server that does not exist",
    text: `degenerate:\n  - { reason: "${reason}", checks: [a/b], servers: [ecco] }\n`,
    problem: { code: "UNKNOWN_NAME", hint: "did you mean echo?", at: { line: 2 } },
  },
  {
    name: "two reasons for one pass",
    text: `degenerate:\n  - { reason: "${reason}", checks: [a/b], servers: [echo] }\n  - { reason: "${reason}", checks: [a/b], servers: [echo] }\n`,
    problem: { code: "DUPLICATE_ID", at: { line: 3 } },
  },
  {
    name: "a reason that is none",
    text: "degenerate:\n  - { reason: ok, checks: [a/b], servers: [echo] }\n",
    problem: { code: "FORMAT" },
  },
  {
    name: "a check without its case",
    text: `degenerate:\n  - { reason: "${reason}", checks: [b], servers: [echo] }\n`,
    problem: { code: "FORMAT" },
  },
])("finds $name", async ({ text, problem }) => {
  expect(await load(text)).toMatchObject({ ok: false, problems: [problem] });
});

it("of the suite can be read", async () => {
  const suites = path.resolve("suites");
  expect(await loadReasons({ suites, base: path.resolve(".") }, formats)).toMatchObject({
    ok: true,
  });
});
