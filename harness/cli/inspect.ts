import type { Command } from "commander";
import { list, oneOf, type Wiring, wholeFrom } from "./options.ts";

/** serve, list, explain, lint: all that does not measure a target. */
export function addInspect(program: Command, wiring: Wiring): void {
  addServe(program, wiring);
  addList(program, wiring);
  addExplain(program, wiring);
  addLint(program, wiring);
}

function addServe(program: Command, { done, context }: Wiring): void {
  program
    .command("serve")
    .description("Run the reference implementation as a sandbox.")
    .option("-p, --port <n>", "port to listen on; 0 takes any free one", wholeFrom(0), 8765)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(list("--fault <names>", "break it in these ways", "none"))
    .option(
      "--settle <ms>",
      "captures, cancels and refunds settle after so many ms",
      wholeFrom(0),
      0,
    )
    .action(
      async (flags: { port: number; host: string; fault: readonly string[]; settle: number }) => {
        const { serveCommand } = await import("../commands/serve.ts");
        const command = {
          port: flags.port,
          host: flags.host,
          faults: flags.fault,
          settleMs: flags.settle,
        };
        done(await serveCommand(command, context()));
      },
    );
}

function addList(program: Command, { done, context }: Wiring): void {
  const what = [
    "cases",
    "checks",
    "requirements",
    "fixtures",
    "actions",
    "profiles",
    "faults",
  ] as const;
  program
    .command("list")
    .description(`List ${what.join(", ")}.`)
    .argument("<what>", what.join(", "), oneOf(what))
    .option("--json", "print JSON")
    .action(async (name: (typeof what)[number], flags: { json?: true }) => {
      const { listCommand } = await import("../commands/list.ts");
      done(await listCommand(name, flags.json ?? false, context()));
    });
}

function addExplain(program: Command, { done, context }: Wiring): void {
  program
    .command("explain")
    .description("Explain a requirement, case, check, fixture, action or fault.")
    .argument("<id>", "such as DR-DETACH-2")
    .option("--json", "print JSON")
    .action(async (id: string, flags: { json?: true }) => {
      const { explainCommand } = await import("../commands/explain.ts");
      done(await explainCommand(id, flags.json ?? false, context()));
    });
}

function addLint(program: Command, { done, context }: Wiring): void {
  program
    .command("lint")
    .description(
      "Compile the suites, or the given cases, fixtures, targets; show every problem. Sends nothing.",
    )
    .argument("[paths...]", "files or folders")
    .option("--json", "print JSON")
    .action(async (paths: string[], flags: { json?: true }) => {
      const { lintCommand } = await import("../commands/lint.ts");
      done(await lintCommand(paths, flags.json ?? false, context()));
    });
}
