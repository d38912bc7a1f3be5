import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Target } from "../implementation/types.ts";
import { startDegenerate } from "../mutation/degenerate/server.ts";
import { players, recorder, type Tape } from "../mutation/degenerate/tape.ts";
import { run } from "../run.ts";
import { withFolder } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { wholeSuite } from "../plan/whole-suite.ts";

/** What a good server answered in a run of these cases, with seed 1. */
const tape: Tape[number][] = [];
const patterns = [
  "hold-*",
  "detach-single-use",
  "refund-leaves-*",
  "return-metadata",
  "customer-resource",
];

let sandbox: Sandbox;
let target: Target;
let heard: Report;

const at = (url: string, prefixed: boolean): Target => ({
  ...target,
  apis: Object.fromEntries(
    Object.entries(target.apis).map(([api, one]) => [
      api,
      { ...one, baseUrl: prefixed ? `${url}/${api}` : url },
    ]),
  ),
});

const measure = (measured: Target, seed: number, concurrency: number) =>
  withFolder({}, async (directory) =>
    must(
      await run(
        {
          target: measured,
          selection: { ...wholeSuite, patterns },
          seed,
          concurrency,
          faults: [],
          directory,
        },
        sandbox.workspace,
        {
          now: () => new Date(),
          newId: randomUUID,
          version: "0.0.0-test",
          onStart: () => {},
          onCase: () => {},
        },
      ),
    ),
  );

beforeAll(async () => {
  sandbox = await startSandbox();
  target = await sandbox.account({});
  const server = await startDegenerate(recorder(target, tape));
  heard = await measure(at(server.url, true), 1, 1).finally(server.stop);
}, 120_000);
afterAll(() => sandbox.stop());

it("the tape holds a conformant run", () => {
  expect([heard.conclusion, tape.length > 300]).toEqual(["conformant", true]);
});

it("a run of another seed asks with other prices, quantities and texts", async () => {
  const other: Tape[number][] = [];
  const server = await startDegenerate(recorder(target, other));
  await measure(at(server.url, true), 2, 1).finally(server.stop);
  for (const member of ["price", "quantity", "email", "campaign"]) {
    const [one, another] = [sent(tape, member), sent(other, member)];
    expect(one).not.toBe("");
    expect(another).not.toBe(one);
  }
});

/** Every value that was sent under a name, whatever the order. */
const sent = (recorded: Tape, member: string): string =>
  recorded
    .flatMap(({ body }) => body.match(new RegExp(`"${member}":("[^"]*"|[0-9.]+)`, "g")) ?? [])
    .toSorted((a, b) => a.localeCompare(b))
    .join("\n");

it.each(Object.keys(players))(
  "%s is found out at level must by a run of another seed",
  async (name) => {
    const player = players[name];
    if (player === undefined) throw new Error(`there is no ${name}`);
    player.load(tape);
    const server = await startDegenerate(player);
    const report = await measure(at(server.url, false), 2, 8).finally(server.stop);
    const failed = report.cases.flatMap(({ checks }) =>
      checks.filter(({ level, outcome }) => level === "must" && outcome === "failed"),
    );
    expect([report.conclusion, failed.length > 0]).toEqual(["non-conformant", true]);
  },
  120_000,
);
