import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ClientFile } from "../testing/replay.ts";
import { replay } from "../testing/replay.ts";
import { onSocket } from "../testing/socket.ts";

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const isClientFile = new Ajv2020({ allErrors: true }).compile<ClientFile>(
  JSON.parse(read("client.schema.json")) as object,
);
const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".yaml"));

function load(name: string): ClientFile {
  const file: unknown = parse(read(name));
  if (isClientFile(file)) return file;
  throw new Error(`${name}: ${JSON.stringify(isClientFile.errors)}`);
}

async function faultsOf(client: ClientFile): Promise<readonly string[]> {
  const { requestsPerSecond } = client;
  const limited = requestsPerSecond === undefined ? {} : { requestsPerSecond, now: () => 1000 };
  const { origin, close } = await onSocket(limited);
  try {
    return await replay(client, origin);
  } finally {
    await close();
  }
}

describe("a published client", () => {
  it.each(files)("finds what it reads: %s", async (name) => {
    const client = load(name);
    expect(`${client.client}.yaml`).toBe(name);
    expect(await faultsOf(client)).toEqual([]);
  });

  it.each([
    { name: "another status", answer: { status: 201 }, fault: "the status is not 201" },
    { name: "a member", answer: { status: 404, reads: ["cart.id"] }, fault: "no cart.id" },
    {
      name: "another value",
      answer: { status: 404, holds: { type: "conflict" } },
      fault: 'type is "not_found"',
    },
    {
      name: "another header",
      answer: { status: 404, headers: { "content-type": "application/xml" } },
      fault: "the header content-type is application/json",
    },
    { name: "less", answer: { status: 404, lacks: ["errors"] }, fault: "errors is there" },
  ])("that looks for $name would fail", async ({ answer, fault }) => {
    const request = {
      method: "GET",
      path: "/orders/none",
      headers: { Authorization: "Bearer sk_test_headwater" },
    };
    const exchanges = [{ does: "reads an order", request, answer }];
    const faults = await faultsOf({ client: "wrong", about: "", exchanges });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`reads an order: ${fault}`);
  });
});
