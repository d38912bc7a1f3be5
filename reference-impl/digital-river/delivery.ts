import { createHmac } from "node:crypto";
import { isLoopback } from "../loopback.ts";
import type { Deliver, Webhook } from "./outbox.ts";

/** How many deliveries may be on their way at once; a receiver that lags behind misses what comes beyond. */
const maxUnderWay = 64;

const timeoutMs = 3000;

/**
 * Deliveries by POST: signed, bounded in number and time, and never in the way of a response.
 *
 * @param anywhere To any address; otherwise to this machine alone: whoever has a key could reach what only it can.
 */
export function createDelivery(now: () => number, anywhere: boolean): Deliver {
  let underWay = 0;
  return (webhook, body) => {
    if (underWay >= maxUnderWay || !(anywhere || isHere(webhook.address))) return;
    underWay += 1;
    setImmediate(() => {
      post(webhook, body, now())
        .catch(() => undefined)
        .finally(() => (underWay -= 1));
    });
  };
}

const isHere = (address: string): boolean =>
  URL.canParse(address) && isLoopback(new URL(address).hostname);

/** `<timestamp>, <signature>`: HMAC-SHA256 of "<timestamp>.<body>" with the secret of the webhook, in base64. */
export function signature(secret: string, timestamp: string, body: string): string {
  return `${timestamp}, ${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("base64")}`;
}

/** Nobody reads the answer; whoever wants to know what was delivered asks the receiver. */
async function post(webhook: Webhook, body: string, now: number): Promise<void> {
  const response = await fetch(webhook.address, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      "content-type": "application/json",
      "digitalriver-signature": signature(webhook.secret, String(now), body),
    },
    body,
  });
  await response.body?.cancel();
}
