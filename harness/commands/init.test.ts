import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { CommandContext } from "./context.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { openWorld } from "../testing/world.ts";
import { argsOf, type Options, runCommand } from "../testing/program.ts";

const initIn = (context: CommandContext, options: Options) =>
  runCommand(context, "init", "--out", "shop.yaml", ...argsOf(options));

async function init(options: Options, answers?: readonly string[]) {
  const folder = await temporaryFolder();
  const { context: usual, stdout, stderr } = commandContext(folder);
  const left = [...(answers ?? [])];
  const ask = answers === undefined ? undefined : async () => left.shift() ?? "";
  const context = { ...usual, createAsk: () => Promise.resolve(ask) };
  const code = await initIn(context, options);
  const text = await readFile(path.join(folder, "shop.yaml"), "utf8").catch(() => "");
  return { code, text, folder, context, stdout: stdout(), stderr: stderr() };
}

describe("headwater init", () => {
  it.each([
    { url: "http://127.0.0.1:8080", rate: undefined },
    { url: "http://localhost:8080", rate: undefined },
    { url: "https://api.acme.example", rate: 20 },
    { url: "${ACME_URL}", rate: 20 },
  ])("slows a run down by $rate a second at $url", async ({ url, rate }) => {
    const folder = await temporaryFolder();
    const { context } = commandContext(folder);
    expect(await runCommand(context, "init", "--yes", "--base-url", url)).toBe(0);
    const target = parse(await readFile(path.join(folder, "my-target.yaml"), "utf8")) as {
      limits: { requestsPerSecond?: number };
    };
    expect(target.limits.requestsPerSecond).toBe(rate);
  });

  it("writes what the options say, with the recipes that the profiles need", async () => {
    const { code, text, stdout } = await init({
      name: "Shop (EU)",
      baseUrl: "https://shop.example/v2",
      profile: ["digital-river/core"],
      sourceType: ["creditCard", "payPal"],
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
    {
      name: "claims of all kinds",
      command: {
        yes: true,
        sourceType: ["creditCard:saved", "payPal", "konbini:once:receiver"],
        currency: ["USD", "KWD"],
        ability: ["skus", "refunds"],
      },
    },
    { name: "no ability", command: { yes: true, ability: ["none"] } },
    { name: "one profile", command: { yes: true, profile: ["digital-river/redirect"] } },
    {
      name: "both APIs and a variable as URL",
      command: {
        baseUrl: "${SHOP_URL}",
        name: '123 : # "shop"',
        profile: ["commerce/core", "digital-river/receiver"],
      },
    },
  ])("with $name the file passes lint", async ({ command }) => {
    const { code, stderr, context } = await init(command);
    expect([code, stderr]).toEqual([0, ""]);
    expect(await runCommand(context, "lint", "shop.yaml")).toBe(0);
  });

  it("asks on a terminal; an empty answer takes the default", async () => {
    const { code, text } = await init({ sourceType: ["creditCard"] }, [
      "Till",
      "http://till.example",
      "",
    ]);
    expect(code).toBe(0);
    expect(text).toMatch(/name: Till\n/);
    expect(text).toMatch(/baseUrl: http:\/\/till\.example\n/);
    expect(text).toMatch(/profiles:\n {4}- digital-river\/core\n/);
  });

  it("asks again for an answer that will not do, and keeps the others", async () => {
    const { code, text, stderr } = await init({ profile: ["digital-river/core"] }, [
      "Till",
      "till",
      "http://till.example",
      "creditCard:saved, konbini:later",
      "creditCard:saved, konbini:once:receiver",
      "USD JYP",
      "USD JPY",
      "none",
    ]);
    expect(code).toBe(0);
    expect(text).toMatch(/name: Till\n/);
    expect(text).toMatch(/baseUrl: http:\/\/till\.example\n/);
    expect(text).toMatch(
      /sourceTypes:\n {4}creditCard:\n {6}saved: true\n {4}konbini:\n {6}saved: false\n {6}flow: receiver\n/,
    );
    expect(text).toMatch(/currencies:\n {4}- USD\n {4}- JPY\n/);
    expect(text).toMatch(/abilities: \[\]\n/);
    expect(stderr).toMatch(/"till" is no base URL[^]*"later" says nothing of[^]*"JYP"[^]*JPY/);
  });

  it.each([
    { name: "nobody says where the server is", command: {}, says: /give --base-url, or --yes/ },
    { name: "the URL is none", command: { baseUrl: "shop" }, says: /"shop" is no base URL/ },
    {
      name: "a profile is unknown",
      command: { yes: true, profile: ["digital-river/coer"] },
      says: /did you mean digital-river\/core\?/,
    },
    {
      name: "a source type is unknown",
      command: { yes: true, sourceType: ["creditcard"] },
      says: /did you mean creditCard\?/,
    },
    {
      name: "a currency and an ability are unknown",
      command: { yes: true, currency: ["USDD"], ability: ["sku"] },
      says: /did you mean USD\?[^]*did you mean skus\?[^]*2 problems/,
    },
  ])("writes nothing when $name", async ({ command, says }) => {
    const { code, text, stderr } = await init(command);
    expect([code, text]).toEqual([2, ""]);
    expect(stderr).toMatch(says);
  });

  it("overwrites a file only when it is forced to", async () => {
    const { context, folder } = await init({ yes: true, name: "First" });
    const again = { yes: true, name: "Second" };
    expect(await initIn(context, again)).toBe(2);
    const file = path.join(folder, "shop.yaml");
    expect(await readFile(file, "utf8")).toContain("name: First");
    expect(await initIn(context, { ...again, force: true })).toBe(0);
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
