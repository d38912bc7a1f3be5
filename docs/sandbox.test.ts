import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { products } from "../reference-impl/domain/products.ts";
import { onSocket } from "../reference-impl/testing/socket.ts";

const page = readFileSync("docs/sandbox.md", "utf8");
const section = /^## The Commerce API\n([\s\S]*?)^## /m.exec(page)?.[1] ?? "";

/** The command lines of the section, each in one piece. */
const lines = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = ""]) => block.replaceAll("\\\n", " ").trim().split("\n"))
  .filter((line) => line.startsWith("curl "));

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

it("the section on the Commerce API leads from a token to an order", async () => {
  const { origin, close } = await onSocket();
  const values = new Map<string, string>();
  const last: unknown[] = [];
  expect(lines.length).toBeGreaterThan(6);
  for (const line of lines) {
    const answer = await fetch(requestOf(line, origin, values));
    const text = await answer.text();
    expect(answer.ok, `${line}: ${text}`).toBe(true);
    const body = text === "" ? {} : (JSON.parse(text) as Record<string, string>);
    if (line.includes("/payments/sources")) values.set("SOURCE", body["id"] ?? "");
    else if (line.includes("-u ")) values.set("TOKEN", body["access_token"] ?? "");
    last.push(body);
  }
  expect(last.at(-1)).toMatchObject({ submitCart: { order: { orderState: "Submitted" } } });
  await close();
});

it("the section on the Commerce API names every product", () => {
  for (const { id, externalReferenceId, price } of products) {
    const cells = [id, externalReferenceId, (price / 100).toFixed(2)].map((cell) => `\`${cell}\``);
    expect(section).toMatch(new RegExp(cells.join("\\s*\\|\\s*")));
  }
});
