import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that install the package, drive the whole suite or go through the shop. */
const longest = [
  "public-api/packed.test.ts",
  "minimal/certify.test.ts",
  "openapi/responses.test.ts",
  "shop/shop.test.ts",
];

/** Begins with the longest, so that none of them ends alone; the others go by size, as ever. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- that of a sequencer, no array's
    const bySize = await super.sort(files);
    const first = longest.flatMap((name) => bySize.filter((file) => file.moduleId.endsWith(name)));
    return [...new Set([...first, ...bySize])];
  }
}

export default defineConfig({
  test: {
    include: ["{harness,reference-impl,specs,suites,docs}/**/*.test.ts"],
    // The command and the server are tested as users start them: from dist/.
    globalSetup: ["harness/testing/build.ts"],
    // By default one core is left idle; one more than there are works while others wait for servers and processes.
    maxWorkers: availableParallelism() + 1,
    // No test replaces a module or leaves state in one; loading them anew for each file took a third of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    setupFiles: ["harness/testing/optimize-later.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { PACT_DO_NOT_TRACK: "true", HEADWATER_BROWSER: "none" },
    coverage: { provider: "v8", include: ["harness/**/*.ts", "reference-impl/**/*.ts"] },
  },
});
