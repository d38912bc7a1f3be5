// Run as a child process: Pact's core prints to its stdout, whatever it is told, and keeps its log level for good.
import pactCore from "@pact-foundation/pact-core";
import type { VerifierJob } from "./child.ts";

process.on("message", (job: VerifierJob) => {
  void verify(job).then((output) => process.send?.(output));
});
// Nobody waits for an answer any more.
process.on("disconnect", () => process.exit(0));

/** The JSON of the core, or the text of its error: it rejects with either when an interaction fails. */
async function verify(job: VerifierJob): Promise<string> {
  try {
    return await pactCore.default.verifyPacts({ ...job, logLevel: "error" });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
