import { expect, it } from "vitest";
import { beBusy } from "../testing/busy.ts";
import { serve } from "../testing/server.ts";
import { targetAt } from "../testing/target.ts";
import { whyUnreachable } from "./probe.ts";

it("a connection that was there in time counts, when only we were busy", async () => {
  const { url } = await serve(() => ({}));
  const target = targetAt(url);
  const why = whyUnreachable({ ...target, limits: { ...target.limits, timeoutMs: 20 } });
  await new Promise<void>((resolve) => process.nextTick(resolve));
  beBusy(40);
  expect(await why).toBeUndefined();
});
