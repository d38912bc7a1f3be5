import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { products } from "../reference-impl/domain/products.ts";
import { onSocket } from "../reference-impl/testing/socket.ts";

const page = readFileSync("docs/sandbox.md", "utf8");
const section = /^## The Commerce API\n([\s\S]*?)^## /m.exec(page)?.[1] ?? "";

/** The command lines of curl of a text, each in one piece, with the status that the page says of the last of a block. */
const calls = (text: string) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```\n(?:\nanswers (\d+))?/gm)].flatMap(
    ([, block = "", status]) => {
      const lines = block.replaceAll("\\\n", " ").trim().split("\n");
      return lines
        .filter((line) => line.startsWith("curl "))
        .map((line, at, all) => ({ line, status: at === all.length - 1 ? status : undefined }));
    },
  );

/** What a line of curl asks for; the options that the page uses. */
function requestOf(line: string, origin: string, values: ReadonlyMap<string, string>): Request {
  const filled = line.replaceAll(/\$([A-Z]+)/g, (_all, name: string) => values.get(name) ?? "");
  const words = [...filled.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double?.replaceAll('\\"', '"') ?? single ?? bare ?? "",
  );
  const after = (option: string) => words.filter((_word, at) => words[at - 1] === option);
  const url = words.find((word) => word.startsWith("http")) ?? "";
  const headers = new Headers(after("-H").map((header) => header.split(": ") as [string, string]));
  const [user] = after("-u");
  if (user !== undefined)
    headers.set("authorization", `Basic ${Buffer.from(user).toString("base64")}`);
  const body = after("-d").join("&");
  // As curl does it.
  if (body !== "" && !headers.has("content-type"))
    headers.set("content-type", "application/x-www-form-urlencoded");
  return new Request(url.replace("http://127.0.0.1:8765", origin), {
    method: after("-X")[0] ?? "GET",
    headers,
    ...(body === "" ? {} : { body }),
  });
}

/** What the page calls the values that later calls need, by the call whose answer has them. */
const named: readonly (readonly [call: RegExp, name: string, member: string])[] = [
  [/\/checkouts -H/, "CHECKOUT", "id"],
  [/\/checkouts -H/, "SESSION", "payment.session.id"],
  [/_sandbox\/sources.*sessionId/, "CARD", "id"],
  [/ -u /, "TOKEN", "access_token"],
  [/\/payments\/sources/, "SOURCE", "id"],
];

const memberOf = (body: unknown, member: string): string =>
  String(
    member
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], body),
  );

it("every call of the page is answered as it says; those of both APIs end with an order", async () => {
  const { origin, close } = await onSocket();
  const values = new Map<string, string>();
  const orders: unknown[] = [];
  const all = calls(page);
  expect(all.map(({ status }) => status)).toEqual(expect.arrayContaining(["404", "201"]));
  for (const { line, status } of all) {
    const answer = await fetch(requestOf(line, origin, values));
    const text = await answer.text();
    const isSo = status === undefined ? answer.ok : answer.status === Number(status);
    expect([line, isSo ? "as shown" : `${answer.status} ${text}`]).toEqual([line, "as shown"]);
    const body = text === "" ? {} : (JSON.parse(text) as unknown);
    for (const [call, name, member] of named)
      if (call.test(line)) values.set(name, memberOf(body, member));
    if (/\/orders |submit-cart/.test(line)) orders.push(body);
  }
  expect(orders).toMatchObject([
    { state: "accepted", payment: { charges: [{ state: "capturable" }] } },
    { submitCart: { order: { orderState: "Submitted" } } },
  ]);
  await close();
});

it("names the version of the store of states that is tested", () => {
  const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(page).toContain(` classic-level@${devDependencies["classic-level"]}\n`);
});

it("the section on the Commerce API names every product", () => {
  for (const { id, externalReferenceId, price } of products) {
    const cells = [id, externalReferenceId, (price / 100).toFixed(2)].map((cell) => `\`${cell}\``);
    expect(section).toMatch(new RegExp(cells.join("\\s*\\|\\s*")));
  }
});
