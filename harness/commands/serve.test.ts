import { once } from "node:events";
import { spawn } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { commandFile, headwater } from "../testing/command.ts";

/** The URL of a sandbox that is gone when the test is over. */
async function serve(...args: readonly string[]): Promise<string> {
  return (await serveAndListen(args)).url;
}

/** The same, and what it prints. */
async function serveAndListen(args: readonly string[]) {
  const server = spawn(process.execPath, [commandFile, "serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void server.kill("SIGINT"));
  let text = "";
  while (!text.includes("Stop it")) {
    const [chunk] = (await once(server.stdout, "data")) as [Buffer];
    text += String(chunk);
  }
  const url = /Headwater sandbox (\S+)/.exec(text)?.[1] ?? "";
  return { url, stdout: server.stdout };
}

const post = (url: string, body: unknown, key = "sk_test_headwater") =>
  fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const account = async (url: string): Promise<string> => {
  const created = await post(`${url}/_sandbox/accounts`, {});
  return ((await created.json()) as { keys: { confidential: string } }).keys.confidential;
};

const payPal = {
  type: "payPal",
  owner: { firstName: "Ada", lastName: "King", email: "ada@example.com" },
  payPal: { returnUrl: "https://shop.example/back", cancelUrl: "https://shop.example/no" },
  redirect: { returnUrl: "https://shop.example/back" },
};

it("a sandbox prints each request where it is asked to", async () => {
  const { url, stdout } = await serveAndListen(["--log"]);
  const line = once(stdout, "data");
  await fetch(`${url}/sources/none?apiKey=pk_test_headwater`);
  expect(String((await line)[0])).toMatch(
    /^\d\d:\d\d:\d\d GET \/sources\/none\?apiKey=\.\.\. 401 \d+ ms\n$/,
  );
});

describe("the bounds of a sandbox are those that serve is given", () => {
  it("of bodies, accounts and the origin of its links", async () => {
    const bounds = ["--body-bytes", "2000", "--accounts", "3"];
    const url = await serve(...bounds, "--origin", "https://sandbox.example");
    expect((await post(`${url}/customers`, { email: "a".repeat(2000) })).status).toBe(413);
    const keys = [];
    for (let turn = 0; turn < 3; turn += 1) keys.push(await account(url));
    const asked = keys.map((key) =>
      fetch(`${url}/customers`, { headers: { authorization: `Bearer ${key}` } }),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([401, 200, 200]);
    const source = await post(`${url}/_sandbox/sources`, payPal, "pk_test_headwater");
    expect(await source.text()).toContain("https://sandbox.example/");
  });

  it.each([
    { args: [], first: "/own" },
    { args: ["--webhooks-anywhere"], first: "/other" },
  ])("of the places of webhooks: with $args, the first is told at $first", async (row) => {
    const receiver = createServer((_request, response) => void response.end());
    onTestFinished(() => receiver.close().closeAllConnections());
    await once(receiver.listen(0), "listening");
    const { port } = receiver.address() as AddressInfo;
    const url = await serve(...row.args);
    for (const [host, path] of [
      ["0.0.0.0", "/other"],
      ["127.0.0.1", "/own"],
    ]) {
      const address = `http://${host}:${port}${path}`;
      const hook = await post(`${url}/webhooks`, { types: ["*"], address, enabled: true });
      expect(hook.status).toBe(201);
    }
    const told = once(receiver, "request") as Promise<[IncomingMessage]>;
    await post(`${url}/_sandbox/sources`, { type: "payPal", outcome: "chargeable" });
    expect((await told)[0].url).toBe(row.first);
  });

  it.each([
    ["--body-bytes", "0"],
    ["--accounts", "many"],
    ["--resources", "0"],
    ["--origin", "nowhere"],
  ])("and %s takes no %s", async (...args) => {
    const { code, stderr } = await headwater(["serve", "--port", "0", ...args]);
    expect([code, stderr]).toEqual([
      args[0] === "--origin" ? 3 : 2,
      expect.stringContaining(args[0]),
    ]);
  });
});
