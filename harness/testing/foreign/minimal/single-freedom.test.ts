import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Report } from "../../../../specs/types/report.format.d.ts";
import { commandContext } from "../../context.ts";
import { temporaryFolder } from "../../files.ts";
import { runCommand } from "../../program.ts";
import { type Freedom, onlyThese } from "./freedoms.ts";
import { startMinimal } from "./server.ts";

/** Without one of the abilities that the target file claims. */
const unclaim = (ability: string) => (text: string) =>
  text.replace(/abilities: \[(.*)\]/, (_whole, names: string) => {
    const left = names.split(", ").filter((name) => name !== ability);
    return `abilities: [${left.join(", ")}]`;
  });

/** Each with what its owner would write otherwise. */
const servers: readonly { freedom: Freedom; edit: (text: string) => string }[] = [
  { freedom: "lists-at-top", edit: (text) => text },
  { freedom: "amounts-as-text", edit: (text) => text },
  { freedom: "charge-holds-source", edit: (text) => text },
  {
    freedom: "no-sessions",
    edit: (text) =>
      unclaim("payment-sessions")(text).replace(", session: $.payment.session.id", ""),
  },
  {
    freedom: "bare-key-only",
    edit: (text) => text.replaceAll(/(baseUrl: .*)\n/g, "$1\n    keyScheme: bare\n"),
  },
];

/** What each of them was seen to break, in a few cases. */
const selection = [
  "attach-primary",
  "secondary-beyond-total",
  "create-store-credit",
  "order-of-combination",
  "save-card",
];

it.each(servers)(
  "a server that takes $freedom fails no must, and none is blocked",
  async ({ freedom, edit }) => {
    const { environment, stop } = await startMinimal(onlyThese([freedom]));
    onTestFinished(stop);
    const written = await readFile("harness/testing/foreign/minimal/target.yaml", "utf8");
    const folder = await temporaryFolder({ "target.yaml": edit(written) });
    const args = ["run", ...selection, "--target", "target.yaml", "-q", "--out", "bundle"];
    const { context, stderr } = commandContext(folder, environment);
    const code = await runCommand(context, ...args);
    expect([code, stderr()]).toEqual([0, ""]);
    const text = await readFile(path.join(folder, "bundle/report.json"), "utf8");
    const musts = (JSON.parse(text) as Report).cases.flatMap(({ id, checks }) =>
      checks.flatMap((check) => (check.level === "must" ? [{ case: id, ...check }] : [])),
    );
    const of = (...outcomes: readonly string[]) =>
      musts.filter(({ outcome }) => outcomes.includes(outcome));
    expect(of("failed", "blocked", "untestable", "errored")).toEqual([]);
    expect(of("passed").length).toBeGreaterThan(8);
  },
  120_000,
);
