import { rmSync } from "node:fs";

/** Pact merges into a file that is there; what is no longer expected would stay in it. */
export function setup(): void {
  rmSync("suites/contracts/consumer/pacts", { recursive: true, force: true });
}
