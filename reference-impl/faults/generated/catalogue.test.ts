import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { createApp } from "../../app.ts";
import { createContext } from "../../context.ts";
import { faultNames, isFault } from "../faults.ts";
import { generatedFaults } from "./catalogue.ts";
import { editAt, pathOf } from "./edit-answer.ts";
import { leftOut } from "./left-out.ts";

const folder = new URL("../../../specs/requirements/", import.meta.url);
const requirements = new Set(
  readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    return (parse(text) as { requirements: { id: string }[] }).requirements.map(({ id }) => id);
  }),
);

describe("every generated fault", () => {
  it("breaks a requirement that there is", () => {
    const wrong = generatedFaults.filter(({ requirement }) => !requirements.has(requirement));
    expect(wrong).toEqual([]);
  });

  it("has a name of its own, which a server can be started with", () => {
    const names = generatedFaults.map(({ name }) => name);
    expect(new Set([...names, ...faultNames]).size).toBe(names.length + faultNames.length);
    expect(
      names.filter((name) => !isFault(name) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)),
    ).toEqual([]);
  });
});

it.each(leftOut)(
  "what is not generated stands in the guide with its reason: $what",
  ({ what, why }) => {
    const guide = readFileSync(new URL("../../../docs/prove.md", import.meta.url), "utf8");
    const rows = guide.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
    expect(rows).toContainEqual(["", what, why, ""]);
  },
);

it("an account with an address of its own answers there whoever asks, and takes strangers where a fault lets it", async () => {
  const app = createApp(createContext({ deliver: () => undefined }));
  const statusOf = async (path: string, authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    return (await app(new Request(`http://a.example${path}`, { headers }))).status;
  };
  const faults = ["no-key-taken-for-get-customers-id"];
  const opened = await app(
    new Request("http://a.example/_sandbox/accounts", {
      method: "POST",
      body: JSON.stringify({ faults }),
    }),
  );
  const { keys } = (await opened.json()) as { keys: { confidential: string; public: string } };
  await app(
    new Request("http://a.example/customers", {
      method: "POST",
      headers: { authorization: `Bearer ${keys.confidential}` },
      body: JSON.stringify({ id: "ada-1" }),
    }),
  );
  const own = `/_sandbox/accounts/${keys.public}/api/customers/ada-1`;
  expect(await statusOf(own, `Bearer ${keys.confidential}`)).toBe(200);
  expect(await statusOf(own)).toBe(200);
  expect(await statusOf(own, "Bearer nobody")).toBe(401);
  expect(await statusOf("/customers/ada-1")).toBe(401);
});

it("an account that carries one answers accordingly, and no other account does", async () => {
  const app = createApp(createContext({ deliver: () => undefined }));
  const call = async (path: string, key: string, body?: object) => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${key}` };
    const response = await app(new Request(`http://a.example${path}`, { ...init, headers }));
    return (await response.json()) as { id: string; keys: { confidential: string } };
  };
  const keyOf = async (faults: readonly string[]) =>
    (await call("/_sandbox/accounts", "", { faults })).keys.confidential;
  const faulty = await keyOf(["other-id-of-get-customers-id"]);
  const sound = await keyOf([]);
  for (const [key, want] of [
    [faulty, "ada-1x"],
    [sound, "ada-1"],
  ] as const) {
    await call("/customers", key, { id: "ada-1" });
    expect((await call("/customers/ada-1", key)).id).toBe(want);
  }
});

it.each([
  { member: "a.b", given: { a: { b: 1 } }, want: { a: { b: 2 } } },
  { member: "a[].b", given: { a: [{ b: 1 }, { c: 1 }] }, want: { a: [{ b: 2 }, { c: 1 }] } },
  { member: "a.c", given: { a: { b: 1 } }, want: { a: { b: 1 } } },
])("$member is edited and nothing else", ({ member, given, want }) => {
  expect(editAt(given, pathOf(member), (value) => Number(value) + 1)).toEqual(want);
});
