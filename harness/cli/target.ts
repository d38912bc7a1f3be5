import type { Command } from "commander";
import { list, type Wiring } from "./options.ts";

/** init, doctor: what binds a server. */
export function addTarget(program: Command, wiring: Wiring): void {
  addInit(program, wiring);
  addDoctor(program, wiring);
}

interface InitFlags {
  readonly out: string;
  readonly name?: string;
  readonly baseUrl?: string;
  readonly profile: readonly string[];
  readonly sourceType: readonly string[];
  readonly yes?: true;
  readonly force?: true;
}

function addInit(program: Command, { done, context, createAsk }: Wiring): void {
  program
    .command("init")
    .description("Write a target file for a server of your own; asks for what no option says.")
    .option("-o, --out <file>", "the file to write", "my-target.yaml")
    .option("--name <name>", "how reports call the server")
    .option("--base-url <url>", "where it is, or ${NAME} for a variable of the environment")
    .addOption(list("--profile <names>", "what it claims").default([], "digital-river/core"))
    .addOption(list("--source-type <types>", "with which types").default([], "creditCard"))
    .option("-y, --yes", "ask nothing, take the defaults")
    .option("--force", "overwrite the file")
    .action(async (flags: InitFlags) => {
      const { initCommand } = await import("../commands/init.ts");
      const { out, name, baseUrl, profile, sourceType } = flags;
      const command = {
        out,
        profiles: profile,
        sourceTypes: sourceType,
        yes: flags.yes ?? false,
        force: flags.force ?? false,
        ...(name === undefined ? {} : { name }),
        ...(baseUrl === undefined ? {} : { baseUrl }),
      };
      done(await initCommand(command, await createAsk(), context()));
    });
}

function addDoctor(program: Command, { done, context }: Wiring): void {
  program
    .command("doctor")
    .description("Make the first calls to a target one by one and explain each problem.")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .option("--json", "print JSON")
    .action(async (flags: { target: string; json?: true }) => {
      const { doctorCommand } = await import("../commands/doctor.ts");
      const command = { target: flags.target, json: flags.json ?? false };
      done(await doctorCommand(command, context()));
    });
}
