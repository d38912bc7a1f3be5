import { once } from "node:events";
import path from "node:path";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { listOption, wholeFrom } from "./option-values.ts";

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly fault: readonly string[];
  readonly settle: number;
  readonly rateLimit: number;
  readonly bodyBytes?: number;
  readonly accounts?: number;
  readonly resources?: number;
  readonly origin?: string;
  readonly webhooksAnywhere?: true;
  readonly state?: string;
  readonly log?: true;
}

/** serve: the reference implementation as a sandbox, until it is interrupted. */
export const serveCommand: AddCommand = (program, action) => {
  program
    .command("serve")
    .description("Run the reference implementation as a sandbox.")
    .option("-p, --port <n>", "port to listen on; 0 takes any free one", wholeFrom(0, 65_535), 8765)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(listOption("--fault <names>", "break it in these ways", "none"))
    .option(
      "--settle <ms>",
      "captures, cancels and refunds settle after so many ms",
      wholeFrom(0, 86_400_000),
      0,
    )
    .option("--rate-limit <n>", "answer so many requests a second; 0 answers all", wholeFrom(0), 0)
    .option(
      "--body-bytes <n>",
      "bytes that a request body may have (default: 1 MiB)",
      wholeFrom(1, 1_073_741_824),
    )
    .option("--accounts <n>", "accounts that are kept (default: 10,000)", wholeFrom(1, 1_000_000))
    .option(
      "--resources <n>",
      "of each resource, so many are kept in an account (default: 10,000)",
      wholeFrom(1, 10_000_000),
    )
    .option("--origin <url>", "where links such as redirectUrl lead (default: its own address)")
    .option("--state <dir>", "keep what it knows in this folder, over restarts")
    .option("--log", "print each request and what it was answered")
    .option("--webhooks-anywhere", "webhooks go to other machines, too")
    .action(action(serve));
};

async function serve(
  context: CommandContext,
  {
    port,
    host,
    fault: faults,
    settle: settleMs,
    rateLimit: requestsPerSecond,
    log,
    state: folder,
    ...bounds
  }: ServeFlags,
): Promise<Result<ExitCode>> {
  const { startReference } = await import("../implementation/reference.ts");
  const { referenceEntry: entry, stdout, workingFolder } = context;
  const interrupted = context.interrupted();
  const unknown = faults.length === 0 ? [] : await unknownNames(faults, context);
  if (unknown.length > 0) return failure(unknown);
  const state = folder === undefined ? undefined : path.resolve(workingFolder, folder);
  const pace = { settleMs, requestsPerSecond };
  const server = await startReference({
    entry,
    port,
    host,
    faults,
    keepRequests: 100,
    ...(state !== undefined && { state }),
    ...(log && { onRequest: (line: string) => stdout.write(`${line}\n`) }),
    ...pace,
    ...bounds,
  });
  if (!server.ok) return server;
  stdout.write(welcome(server.value.url, faults, state));
  if (!interrupted.aborted) await Promise.race([once(interrupted, "abort"), server.value.ended]);
  server.value.stop();
  return ok(0);
}

async function unknownNames(
  faults: readonly string[],
  { folders, faultCatalogue }: CommandContext,
): Promise<readonly Problem[]> {
  const { unknownFaults } = await import("../implementation/faults.ts");
  const { loadFormats } = await import("../read/format.ts");
  const formats = await loadFormats(path.join(folders.specs, "formats"));
  return unknownFaults(faults, faultCatalogue, formats);
}

function welcome(url: string, faults: readonly string[], state: string | undefined): string {
  const broken = faults.length === 0 ? "" : `faults            ${faults.join(", ")}\n`;
  const kept = state === undefined ? "" : `state             ${state}\n`;
  return `Headwater sandbox ${url}
confidential key  sk_test_headwater
public key        pk_test_headwater
${broken}${kept}
Look at it:       ${url}/ (a demo shop at ${url}/shop)
Try it:           curl ${url}/sources/none -H "Authorization: Bearer sk_test_headwater"
Certify it:       headwater run --target ${url}
Stop it:          Ctrl-C
`;
}
