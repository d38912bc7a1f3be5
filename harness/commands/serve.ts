import { once } from "node:events";
import { startReference } from "../implementation/reference.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import { unknownFaults } from "./target.ts";

/** Options of `headwater serve`. */
export interface ServeCommand {
  readonly port: number;
  readonly host: string;
  readonly faults: readonly string[];
  /** Captures, cancels and refunds settle after so many ms. */
  readonly settleMs: number;
}

/** Runs the reference implementation as a sandbox until it is interrupted. */
export async function serveCommand(
  command: ServeCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const unknown = await unknownFaults(command.faults, context);
  if (unknown.length > 0) return reportProblems(unknown, context);
  const server = await startReference({ entry: context.referenceEntry, ...command });
  if (!server.ok) return reportProblems(server.problems, context);
  context.stdout.write(welcome(server.value.url, command.faults));
  if (!context.interrupted.aborted) {
    await Promise.race([once(context.interrupted, "abort"), server.value.ended]);
  }
  server.value.stop();
  return 0;
}

function welcome(url: string, faults: readonly string[]): string {
  const broken = faults.length === 0 ? "" : `faults            ${faults.join(", ")}\n`;
  return `Headwater sandbox ${url}
confidential key  sk_test_headwater
public key        pk_test_headwater
${broken}
Try it:           curl ${url}/sources/none -H "Authorization: Bearer sk_test_headwater"
Certify it:       headwater run --target ${url}
Stop it:          Ctrl-C
`;
}
