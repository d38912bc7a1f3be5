import { describe, expect, it } from "vitest";
import { inMemory, refusal } from "./testing/client.ts";
import { openStorefront, refused } from "./testing/shopper.ts";

describe("the rate limit", () => {
  it("is off unless it is asked for", async () => {
    const client = inMemory({ now: () => 5_000 });
    for (let sent = 0; sent < 200; sent += 1)
      expect((await client.get("/orders")).status).toBe(200);
  });

  it("lets so many requests through in a second, and more in the next", async () => {
    let now = 5_000;
    const client = inMemory({ now: () => now, requestsPerSecond: 2 });
    expect((await client.get("/orders")).status).toBe(200);
    expect((await client.get("/orders/none")).status).toBe(404);
    const third = await client.get("/orders");
    expect(refusal(third)).toEqual([429, "too_many_requests", "too_many_requests", undefined]);
    expect(third.headers.get("retry-after")).toBe("1");
    now += 1_000;
    expect((await client.get("/orders")).status).toBe(200);
  });

  it("does not count what the sandbox adds", async () => {
    const client = inMemory({ now: () => 5_000, requestsPerSecond: 1 });
    for (let sent = 0; sent < 5; sent += 1)
      expect((await client.get("/_sandbox/products")).status).toBe(200);
    expect((await client.get("/orders")).status).toBe(200);
  });

  it("is each account's own", async () => {
    const client = inMemory({ now: () => 5_000 });
    const { body } = await client.post("/_sandbox/accounts", { requestsPerSecond: 1 });
    const key = body.keys.confidential;
    expect((await client.call("GET", "/orders", undefined, { key })).status).toBe(200);
    expect((await client.call("GET", "/orders", undefined, { key })).status).toBe(429);
    expect((await client.get("/orders")).status).toBe(200);
    const wrong = await client.post("/_sandbox/accounts", { requestsPerSecond: "many" });
    expect(wrong.status).toBe(400);
  });

  it("tells shoppers in their own words", async () => {
    const front = openStorefront({ now: () => 5_000, requestsPerSecond: 1 });
    const shopper = await front.guest();
    await shopper.cart();
    const second = await shopper.call("GET", "/carts/active");
    expect(refused(second)).toEqual([409, "rate-limit-quota-exceeded"]);
    expect(second.headers.get("retry-after")).toBe("1");
  });
});
