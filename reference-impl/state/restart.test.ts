import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { assert, asyncModelRun, asyncProperty, integer } from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
import { createApp } from "../app.ts";
import { createContext, defaultKeys } from "../context.ts";
import { createClient, type Send } from "../testing/client.ts";
import { observe } from "../testing/properties/observe.ts";
import { nothing } from "../testing/properties/model/world.ts";
import { disagreement } from "../testing/properties/operation.ts";
import { anySequence, open } from "../testing/properties/sequence.ts";
import { openServer } from "../testing/properties/server.ts";
import { openRestarting } from "../testing/restarting.ts";
import { openShop } from "../testing/shop.ts";
import { createStorefront } from "../testing/shopper.ts";
import { inMemory, type State } from "./state.ts";

const origin = "http://sandbox.example";
const now = () => 1_800_000_000_000;

it("a server that is restarted answers as one that is not, whatever is done to it", async () => {
  const property = asyncProperty(
    anySequence,
    integer({ min: 8, max: 40 }),
    async (sequence, every) => {
      const server = await openRestarting(await folder(), { now });
      const story: Told[] = [];
      const tell = async (request: Request): Promise<Response> => {
        if (story.length % every === every - 1) await server.restart();
        const told = await tellOf(request, server.send);
        story.push(told);
        return told.response;
      };
      // One after the other, so that a steady server can be told the same.
      let last: Promise<unknown> = Promise.resolve();
      const send: Send = (request) => {
        const response = last.then(() => tell(request));
        last = response;
        return response;
      };
      const real = openServer([], createStorefront(send, origin));
      const model = await open(real);
      await asyncModelRun(() => ({ model, real }), sequence);
      const wrong = await observe(model.world, nothing, real);
      if (wrong.length > 0) throw new Error(disagreement(wrong, real));
      await server.close();
      const steady = createApp(createContext({ deliver: () => undefined, now }));
      for (const { request, answer } of story)
        expect((await tellOf(request, steady)).answer).toBe(answer);
    },
  );
  await assert(property, { numRuns: 4, endOnFailure: true });
});

it("what was put off is done when it is due, in whatever life of the server", async () => {
  let time = now();
  const options = { now: () => time, settleMs: 60_000 };
  const server = await openRestarting(await folder(), options);
  const client = createClient(server.send, origin);
  const shop = openShop(client);
  const order = await shop.order({ total: 20, credits: [5] });
  await shop.fulfil(order, { quantity: 2 });
  const settled = () => shop.moved(order, "captures");
  await server.restart();
  expect(await settled()).toEqual({ card: 0, credits: [0] });
  time += 60_000;
  await server.restart();
  await expect.poll(settled).toEqual({ card: 15, credits: [5] });
  expect((await client.get(`/orders/${order.id}`)).body.state).toBe("complete");
  await server.restart();
  expect(await settled()).toEqual({ card: 15, credits: [5] });
  await server.close();
});

it("who has proved who they are is not asked again", async () => {
  const server = await openRestarting(await folder(), { now });
  const key = defaultKeys.public;
  const ask = (call: string, body: object) =>
    createClient(server.send, origin).call("POST", `/_sandbox${call}`, body, { key });
  const card = { number: "5454545454545454", expirationMonth: 7, expirationYear: 2037 };
  const { id, clientSecret } = (await ask("/sources", { type: "creditCard", creditCard: card }))
    .body;
  const proof = { sourceClientSecret: clientSecret, storage: true };
  const authenticate = async (more: object) =>
    (await ask(`/browser/sources/${id}/authenticate`, { ...proof, ...more })).body.status;
  expect(await authenticate({})).toBe("challenge");
  expect(await authenticate({ password: "1234" })).toBe("complete");
  await server.restart();
  expect(await authenticate({})).toBe("complete");
  await server.close();
});

it("what could not be saved is answered with 500, and told to whoever runs the server", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  const full = new Error("no space left on the disk");
  const state: State = { ...inMemory, saved: () => Promise.reject(full) };
  const client = createClient(createApp(createContext({ state })), origin);
  const { status } = await client.post("/customers", { email: "ada@example.com" });
  expect(status).toBe(500);
  expect(told).toHaveBeenCalledWith(full);
});

interface Told {
  readonly request: Request;
  readonly response: Response;
  /** The whole of it, as text. */
  readonly answer: string;
}

async function tellOf(request: Request, send: Send): Promise<Told> {
  const again = request.clone();
  const response = await send(request);
  const { method, url } = request;
  const headers = JSON.stringify([...response.headers]);
  const answer = `${method} ${url}: ${response.status} ${headers} ${await response.clone().text()}`;
  return { request: again, response, answer };
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "headwater-state-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}
