import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ClassicLevel } from "classic-level";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox } from "../create-sandbox.ts";
import { type Body, type Client, createClient } from "../testing/client.ts";
import { openShop } from "../testing/shop.ts";
import { createStorefront, made } from "../testing/shopper.ts";

let folder: string;
let kept: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-state-"));
  kept = path.join(folder, "new", "kept");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a server that is killed", () => {
  const children: ChildProcess[] = [];
  let origin: string;
  const merchant = (key?: string) => createClient((request) => fetch(request), origin, key);
  const storefront = () => createStorefront((request) => fetch(request), origin);

  const start = async (): Promise<void> => {
    const args = ["dist/reference-impl/main.js", "--state", kept];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    origin = /http:\/\/\S+/.exec(String(line))?.[0] ?? "";
  };
  const killAndStart = async (): Promise<void> => {
    const child = children.at(-1);
    child?.kill("SIGKILL");
    if (child !== undefined) await once(child, "close");
    await start();
  };

  beforeAll(start);
  afterAll(() => children.forEach((child) => child.kill("SIGKILL")));

  it("knows all that it had answered, and goes on from there", async () => {
    const shop = openShop(merchant());
    const customer = await shop.customer();
    const source = await shop.saved(customer);
    const order = await shop.order({ total: 20, credits: [5] });
    await shop.fulfil(order, { quantity: 1 });
    const webhook = { types: ["*"], address: "http://127.0.0.1:9/" };
    await merchant().post("/webhooks", webhook);
    const { id } = made(await merchant().post("/webhooks", webhook));
    await merchant().call("PATCH", `/webhooks/${id}`, { enabled: false });
    await merchant().delete(`/webhooks/${id}`);
    const shopper = await storefront().shopper("ada");
    await shopper.fill();
    const read = () => readAll(merchant(), { customer, source, order });
    const before = { read: await read(), cart: (await shopper.cart()).paymentSession };
    await killAndStart();

    const back = storefront().as(shopper.token);
    expect({ read: await read(), cart: (await back.cart()).paymentSession }).toEqual(before);
    expect(await (await fetch(origin)).text()).toContain(order.id);
    const again = openShop(merchant());
    expect((await again.fulfil(order, { quantity: 1 })).status).toBe(201);
    expect(await again.moved(order, "captures")).toEqual({ card: 15, credits: [5] });
    const refund = { orderId: order.id, currency: "USD", amount: 16, reason: "returned" };
    expect((await merchant().post("/refunds", refund)).status).toBe(201);
    expect(await again.moved(order, "refunds")).toEqual({ card: 15, credits: [1] });
    expect((await again.order({ total: 5 })).id).not.toBe(order.id);
  });

  it("knows its accounts, what is wrong with them, and which are gone", async () => {
    const [broken, gone] = await Promise.all([
      account({ faults: ["detach-answers-200"] }),
      account({}),
    ]);
    await merchant().delete(`/_sandbox/accounts/${gone.confidential}`);
    await killAndStart();

    const shop = openShop(merchant(broken.confidential));
    const checkout = await shop.checkout();
    const credit = await shop.credit(checkout, 5);
    await shop.attach(checkout, credit);
    const detached = await merchant(broken.confidential).call(
      "DELETE",
      `/checkouts/${checkout.id}/sources/${credit.id}`,
      undefined,
      { undocumented: true },
    );
    expect(detached.status).toBe(200);
    expect((await merchant(gone.confidential).get("/customers")).status).toBe(401);
    expect([broken, gone]).not.toContainEqual(await account({}));
  });

  it("has lost nothing that it had answered, amid how many requests it was", async () => {
    const answered: string[] = [];
    const child = children.at(-1);
    const client = merchant();
    const register = async (): Promise<void> => {
      for (;;) {
        const { id } = made(await client.post("/customers", { email: "ada@example.com" }));
        if (answered.push(id) === 50) child?.kill("SIGKILL");
      }
    };
    const all = Array.from({ length: 8 }, () => register().catch(() => undefined));
    await Promise.all(all);
    await start();
    const again = await Promise.all(answered.map((id) => merchant().get(`/customers/${id}`)));
    expect(answered.length).toBeGreaterThanOrEqual(50);
    expect(again.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it("holds its folder until then, and no other takes it", async () => {
    await expect(createSandbox({ state: kept })).rejects.toThrow(
      `STATE_IN_USE: ${kept} is in use by another server\n`,
    );
  });

  const account = async (wanted: object): Promise<Body> =>
    made(await merchant().post("/_sandbox/accounts", wanted)).keys;
});

describe("no state is kept", () => {
  it("in a folder of something else, which stays as it is", async () => {
    const other = path.join(folder, "other");
    await mkdir(other);
    await writeFile(path.join(other, "notes.txt"), "mine");
    await expect(createSandbox({ state: other })).rejects.toThrow(
      `STATE_FORMAT: ${other} holds something else\n`,
    );
    expect(await readFile(path.join(other, "notes.txt"), "utf8")).toBe("mine");
  });

  it.each([
    { name: "another version", key: "format", why: "was written by another version of Headwater" },
    { name: "another program", key: "anything", why: "holds something else" },
  ])("in a folder of $name", async ({ key, why }) => {
    const other = path.join(folder, key);
    const level = new ClassicLevel(other);
    await level.put(key, "0");
    await level.close();
    await expect(createSandbox({ state: other })).rejects.toThrow(
      `STATE_FORMAT: ${other} ${why}\n`,
    );
  });

  it("in a folder that was damaged", async () => {
    const other = path.join(folder, "damaged");
    await mkdir(other);
    await writeFile(path.join(other, "CURRENT"), "MANIFEST");
    await expect(createSandbox({ state: other })).rejects.toThrow(
      `STATE_FORMAT: ${other} is damaged: `,
    );
  });

  it("where no folder can be", async () => {
    const file = path.join(folder, "file");
    await writeFile(file, "");
    const below = createSandbox({ state: path.join(file, "below") });
    await expect(below).rejects.toThrow(/^FILE_UNWRITABLE: .*ENOTDIR/);
    await expect(createSandbox({ state: file })).rejects.toThrow(/^FILE_UNWRITABLE: .*EEXIST/);
  });
});

it("a sandbox in a test goes on where another one ended", async () => {
  const state = path.join(folder, "test");
  const first = await createSandbox({ state });
  const { id } = await openShop(createClient(first.fetch, first.url)).customer();
  await first.close();
  const second = await createSandbox({ state });
  expect((await createClient(second.fetch, second.url).get(`/customers/${id}`)).status).toBe(200);
  await second.close();
});

/** What there is, as the API tells it. */
async function readAll(client: Client, ids: Readonly<Record<string, Body>>): Promise<Body> {
  const paths = Object.entries(ids).map(([name, { id }]) => `/${name}s/${id}`);
  const all = [...paths, "/events?limit=100", "/webhooks"].map((each) => client.get(each));
  return (await Promise.all(all)).map(({ status, body }) => ({ status, body }));
}
