// Run as a child process: Pact's core prints to its stdout, whatever it is told, and keeps its log level for good.
import type { VerifierAsk } from "./child.ts";
import { watchMemory } from "./memory.ts";
import { whyNotLoaded } from "./optional-package.ts";

watchMemory();

const loading = load();

process.on("message", (ask: VerifierAsk) => {
  void answer(ask).then((text) => process.send?.(text));
});
// Nobody waits for an answer any more.
process.on("disconnect", () => process.exit(0));

/** The core, or why there is none. */
async function load() {
  try {
    const { default: core } = await import("@pact-foundation/pact-core");
    return { core: core.default };
  } catch (error) {
    return { reason: whyNotLoaded(error) };
  }
}

/** To `load`, why the core cannot be loaded, if so; to a job, the JSON of the core or the text of its error. */
async function answer(ask: VerifierAsk): Promise<string> {
  const { core, reason = "" } = await loading;
  if (ask === "load" || core === undefined) return reason;
  try {
    return await core.verifyPacts({ ...ask, logLevel: "error" });
  } catch (error) {
    // It rejects with either when an interaction fails.
    return error instanceof Error ? error.message : String(error);
  }
}
