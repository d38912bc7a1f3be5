import { defineConfig } from "vitest/config";

// Consumer tests write into one pact file: parallel workers would silently lose interactions.
export default defineConfig({
  test: {
    include: ["suites/contracts/consumer/**/*.pact.ts"],
    // The other tests, which `npm test` runs before, have built dist/.
    globalSetup: ["suites/contracts/consumer/clean-pacts.ts"],
    pool: "forks",
    fileParallelism: false,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { PACT_DO_NOT_TRACK: "true" },
  },
});
