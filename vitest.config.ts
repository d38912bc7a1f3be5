import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{harness,reference-impl,specs,suites,docs}/**/*.test.ts"],
    // The command and the server are tested as users start them: from dist/.
    globalSetup: ["harness/testing/build.ts"],
    // By default one core is left idle; one more than there are works while others wait for servers and processes.
    maxWorkers: availableParallelism() + 1,
    // No test replaces a module or leaves state in one; loading them anew for each file took a third of the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { PACT_DO_NOT_TRACK: "true", HEADWATER_BROWSER: "none" },
    coverage: { provider: "v8", include: ["harness/**/*.ts", "reference-impl/**/*.ts"] },
  },
});
