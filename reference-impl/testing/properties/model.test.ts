import { assert, asyncModelRun, asyncProperty, check } from "fast-check";
import { describe, expect, it } from "vitest";
import { observe } from "./observe.ts";
import { nothing } from "./model/world.ts";
import { disagreement } from "./operation.ts";
import { anySequence, open } from "./sequence.ts";
import { openServer } from "./server.ts";

/** Each sequence runs on a fresh server; at its end, everything has to agree once more. */
function agrees(faults: readonly string[]) {
  return asyncProperty(anySequence, async (sequence) => {
    const server = openServer(faults);
    const model = await open(server);
    await asyncModelRun(() => ({ model, real: server }), sequence);
    const wrong = await observe(model.world, nothing, server);
    if (wrong.length > 0) throw new Error(disagreement(wrong, server));
  });
}

describe("a model written from the documentation alone", () => {
  it("agrees with the server on every answer to any sequence of operations", async () => {
    await expect(assert(agrees([]), { numRuns: 50 })).resolves.toBeUndefined();
  });

  it.each([
    "detach-leaves-source-chargeable",
    "secondary-limit-one-unit-high",
    "charged-saved-source-consumed",
    "commerce-save-leaves-single-use",
  ])("disagrees with a server that has the fault %s", async (fault) => {
    const { failed, errorInstance } = await check(agrees([fault]), {
      numRuns: 1000,
      endOnFailure: true,
    });
    expect(failed).toBe(true);
    expect(String(errorInstance)).toMatch(/the server|law:/);
  });
});
