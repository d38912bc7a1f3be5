import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{harness,reference-impl,specs,suites,docs}/**/*.test.ts"],
    // The command and the server are tested as users start them: from dist/.
    globalSetup: ["harness/testing/build.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: "v8", include: ["harness/**/*.ts", "reference-impl/**/*.ts"] },
  },
});
