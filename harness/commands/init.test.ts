import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { loadTarget } from "../implementation/load.ts";
import { must } from "../testing/must.ts";
import { openWorld } from "../testing/world.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import { type InitCommand, initTarget } from "./init.ts";

let workspace: Workspace;
beforeAll(async () => {
  workspace = must(await loadWorkspace(commandContext(".").context.folders));
});

const plain: InitCommand = {
  out: "shop.yaml",
  profiles: [],
  sourceTypes: [],
  yes: false,
  force: false,
};

async function init(command: Partial<InitCommand>, answers?: readonly string[]) {
  const folder = await temporaryFolder();
  const { context, stdout, stderr } = commandContext(folder);
  const left = [...(answers ?? [])];
  const ask = answers === undefined ? undefined : async () => left.shift() ?? "";
  const code = await initTarget({ ...plain, ...command }, ask, workspace, context);
  const text = await readFile(path.join(folder, "shop.yaml"), "utf8").catch(() => "");
  return { code, text, folder, context, stdout: stdout(), stderr: stderr() };
}

describe("headwater init", () => {
  it("writes what the options say, with the recipes that the profiles need", async () => {
    const { code, text, stdout } = await init({
      name: "Shop (EU)",
      baseUrl: "https://shop.example/v2",
      profiles: ["digital-river/core"],
      sourceTypes: ["creditCard", "payPal"],
    });
    expect(code).toBe(0);
    expect(text).toContain("name: Shop (EU)");
    expect(text).toContain("baseUrl: https://shop.example/v2");
    expect(text).toContain("confidential: ${SHOP_EU_SECRET_KEY}");
    expect(text).toMatch(/# What the implementation says it does/);
    expect(text).toMatch(/ {2}source\.create:\n/);
    expect(text).not.toMatch(/shopper|commerce:|acme-payments|yaml-language-server/);
    expect(stdout).toMatch(/^wrote shop\.yaml\n[^]*export SHOP_EU_SECRET_KEY=\.\.\. /);
  });

  it.each([
    { name: "all defaults", command: { yes: true } },
    { name: "one profile", command: { yes: true, profiles: ["digital-river/redirect"] } },
    {
      name: "both APIs and a variable as URL",
      command: {
        baseUrl: "${SHOP_URL}",
        name: '123 : # "shop"',
        profiles: ["commerce/core", "digital-river/receiver"],
      },
    },
  ])("with $name the file passes lint", async ({ command }) => {
    const { code, stderr, folder } = await init(command);
    expect([code, stderr]).toEqual([0, ""]);
    const lint = { ...workspace, environment: {}, mayBeUnset: true };
    expect(await loadTarget(path.join(folder, "shop.yaml"), lint)).toMatchObject({ ok: true });
  });

  it("asks on a terminal; an empty answer takes the default", async () => {
    const { code, text } = await init({ sourceTypes: ["creditCard"] }, [
      "Till",
      "http://till.example",
      "",
    ]);
    expect(code).toBe(0);
    expect(text).toMatch(/name: Till\n/);
    expect(text).toMatch(/baseUrl: http:\/\/till\.example\n/);
    expect(text).toMatch(/profiles:\n {4}- digital-river\/core\n/);
  });

  it.each([
    { name: "nobody says where the server is", command: {}, says: /give --base-url, or --yes/ },
    { name: "the URL is none", command: { baseUrl: "shop" }, says: /"shop" is no base URL/ },
    {
      name: "a profile is unknown",
      command: { yes: true, profiles: ["digital-river/coer"] },
      says: /did you mean digital-river\/core\?/,
    },
    {
      name: "a source type is unknown",
      command: { yes: true, sourceTypes: ["creditcard"] },
      says: /did you mean creditCard\?/,
    },
  ])("writes nothing when $name", async ({ command, says }) => {
    const { code, text, stderr } = await init(command);
    expect([code, text]).toEqual([2, ""]);
    expect(stderr).toMatch(says);
  });

  it("overwrites a file only when it is forced to", async () => {
    const { context, folder } = await init({ yes: true, name: "First" });
    const again = { ...plain, yes: true, name: "Second" };
    expect(await initTarget(again, undefined, workspace, context)).toBe(2);
    const file = path.join(folder, "shop.yaml");
    expect(await readFile(file, "utf8")).toContain("name: First");
    expect(await initTarget({ ...again, force: true }, undefined, workspace, context)).toBe(0);
    expect(await readFile(file, "utf8")).toContain("name: Second");
  });

  it("is a command, whose file lint takes", async () => {
    const template = await readFile("suites/targets/template.yaml", "utf8");
    const world = await openWorld({
      cases: 1,
      files: { "suites/targets/template.yaml": template },
    });
    const args = ["--yes", "--source-type", "novel", "--out", "a.yaml"];
    const ended = await world.start("init", ...args).ended;
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
    const linted = await world.headwater("lint", "a.yaml");
    expect([linted.code, linted.stdout]).toEqual([0, "no problems in 1 file\n"]);
  });
});
