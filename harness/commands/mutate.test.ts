import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { argsOf, type Options, runCommand } from "../testing/program.ts";

const checks = `  - { id: answers-204, must: DR-DETACH-1, on: detach, expect: { status: 204 } }
`;

/** A suite of one case with these checks, beside the fixtures and targets of the bundled one. */
async function mutate(more: string, options: Options = {}) {
  const folder = await temporaryFolder({
    "suites/degenerate.yaml": "degenerate: []\n",
    "suites/digital-river/detaching/detach.yaml": `case: detach
title: A source is detached
profile: digital-river/core
given:
  cart: { fixture: checkout.payable }
  card: { fixture: source.attached-primary, checkout: "{cart.id}" }
steps:
  - id: detach
    call: DELETE /checkouts/{cart.id}/sources/{card.id}
  - id: again
    call: DELETE /checkouts/{cart.id}/sources/{card.id}
checks:
${checks}${more}`,
  });
  for (const part of ["fixtures", "targets"]) {
    await cp(path.resolve("suites", part), path.join(folder, "suites", part), { recursive: true });
  }
  const minimal = path.join(folder, "suites/targets/minimal.yaml");
  const claims = await readFile(minimal, "utf8");
  await writeFile(
    minimal,
    claims.replace(/profiles: .*\n  currencies: .*/, "profiles: [digital-river/core]"),
  );
  const { context, stdout, stderr } = commandContext(folder);
  const folders = { ...context.folders, base: folder, suites: path.join(folder, "suites") };
  const args = argsOf({
    faults: ["detach-answers-200"],
    part: ["faults", "edits"],
    out: "out",
    quiet: true,
    ...options,
  });
  const code = await runCommand({ ...context, folders }, "mutate", ...args);
  return { code, stdout: stdout(), stderr: stderr(), folder };
}

describe("headwater mutate", () => {
  it("ends with 0 when the suite is proved, and leaves its proof", async () => {
    const { code, stdout, folder } = await mutate("");
    expect(stdout).toMatch(/1 of 1 killed on their own requirement/);
    expect(code).toBe(0);
    const text = await readFile(path.join(folder, "out/mutation.json"), "utf8");
    expect((JSON.parse(text) as Mutation).faults?.faults[0]).toMatchObject({
      name: "detach-answers-200",
      killers: ["detach/answers-204"],
    });
  });

  it("ends with 1 when a fault survives", async () => {
    const { code, stdout } = await mutate("", { faults: ["detach-removes-every-source"] });
    expect(stdout).toMatch(/Faults that survive \(1\)\n {2}detach-removes-every-source breaks/);
    expect(code).toBe(1);
  });

  it("ends with 1 when a must fails for what no must forbids", async () => {
    const unfair = `  - { id: words, must: DR-DETACH-4, on: again, expect: { body: { errors: { contains: { code: not_found } } } } }
`;
    const { code, stdout } = await mutate(unfair, { part: ["fairness"] });
    expect(stdout).toMatch(/1 of 2 musts fail for what no must forbids/);
    expect(stdout).toMatch(/detach\/words \(DR-DETACH-4\) failed with otherRefusals: /);
    expect(code).toBe(1);
  });

  it("ends with 0 when each must rests on what its requirement says", async () => {
    const { code, stdout, stderr } = await mutate("", { part: ["fairness"] });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/0 of 1 musts fail for what no must forbids/);
    expect(code).toBe(0);
  });

  it("ends with 1 when a check is vacuous", async () => {
    const vain = `  - { id: vain, must: DR-DETACH-4, on: detach, expect: { status: "2xx", headers: { x-vain: { is: absent } } } }
`;
    const { code, stdout } = await mutate(vain, { part: ["edits"] });
    expect(stdout).toMatch(/Vacuous demands \(1\)\n {2}detach\/vain: header x-vain/);
    expect(code).toBe(1);
  });

  it("ends with 3 when a case does not pass on the reference implementation", async () => {
    const wrong = `  - { id: wrong, must: DR-DETACH-4, on: detach, expect: { status: 418 } }
`;
    const { code, stdout } = await mutate(wrong, { part: ["edits"] });
    expect(stdout).toMatch(/detach: failed, wrong: status should be 418, is 204/);
    expect(code).toBe(3);
  });

  it("ends with 2 for a fault that does not exist", async () => {
    const { code, stderr } = await mutate("", { faults: ["detach-answers-20"] });
    expect(stderr).toMatch(/no fault "detach-answers-20"/);
    expect(code).toBe(2);
  });

  it("prints the proof as JSON where it is asked to", async () => {
    const { stdout } = await mutate("", { part: ["edits"], json: true });
    expect(JSON.parse(stdout)).toMatchObject({ format: 1, conclusion: "proved" });
  });
});
