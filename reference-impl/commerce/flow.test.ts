import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Storefront } from "../testing/shopper.ts";
import { createStorefront, made, openStorefront } from "../testing/shopper.ts";
import { onSocket } from "../testing/socket.ts";

const options = { seed: 5, now: () => 1_700_000_000_000, deliver: () => undefined };

/** A guest and a shopper buy, the one with a card, the other with one that is saved; a third goes to a provider. */
async function day(front: Storefront): Promise<readonly unknown[]> {
  const guest = await front.guest();
  const card = await front.source();
  const cart = await guest.fill();
  const credit = await front.credit(cart, 5);
  made(await guest.apply(credit));
  made(await guest.apply(card));
  const first = made(await guest.submit());
  const shopper = await front.shopper("ada");
  const saved = await front.source();
  const option = made(await shopper.save(saved));
  await shopper.fill("900300");
  made(await shopper.call("POST", "/carts/active/apply-shopper"));
  const second = made(await shopper.submit());
  const ideal = await front.source("ideal");
  await guest.fill("900200");
  made(await guest.apply(ideal));
  const third = made(await guest.submit());
  await front.sandbox(`/sources/${ideal.id}/approve`);
  const resumed = made(await guest.call("POST", "/carts/active/resume-cart"));
  const sources = [await front.again(card), await front.again(saved), await front.again(ideal)];
  return [first, option, second, third, resumed, sources];
}

describe("a day of shopping", () => {
  let socket: Awaited<ReturnType<typeof onSocket>>;
  beforeAll(async () => {
    socket = await onSocket(options);
  });
  afterAll(() => socket.close());

  it("goes the same way in memory and over a socket", async () => {
    const overSocket = await day(createStorefront((request) => fetch(request), socket.origin));
    const inMemory = await day(openStorefront(options));
    const text = JSON.stringify(overSocket).replaceAll(socket.origin, "http://sandbox.example");
    expect(JSON.parse(text)).toEqual(inMemory);
  });
});
