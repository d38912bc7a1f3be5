import path from "node:path";
import type { Command } from "commander";
import { list, type Wiring } from "./options.ts";

/** pact: contracts with consumers. */
export function addPact(program: Command, { done, context, packageFolder }: Wiring): void {
  const pact = program
    .command("pact")
    .description("Contracts with consumers: list provider states, write and verify pacts.");
  pact
    .command("states")
    .description("List the provider states that a pact may ask for.")
    .option("--json", "print JSON")
    .action(async (flags: { json?: true }) => {
      const { pactStatesCommand } = await import("../commands/pact.ts");
      done(await pactStatesCommand(flags.json ?? false, context()));
    });
  pact
    .command("generate")
    .description("Write pacts from the cases, as the reference implementation answers them.")
    .option("-o, --out <dir>", "folder of the pacts", "suites/contracts/pacts")
    .action(async (flags: { out: string }) => {
      const { pactGenerateCommand } = await import("../commands/pact.ts");
      done(await pactGenerateCommand(flags.out, context()));
    });
  pact
    .command("verify")
    .description("Verify pacts against a target, each interaction on its own.")
    .requiredOption("--pact <path>", "a pact, or a folder of pacts")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .addOption(list("--fault <names>", "break the reference implementation in these ways"))
    .option("--openapi", "compare with the OpenAPI documents instead; needs no server")
    .option("--api <name>", "digital-river or commerce (default: what the provider's name says)")
    .option("-o, --out <dir>", "write pact-report.json and pact-junit.xml to this folder")
    .option("--json", "print the report as JSON")
    .action(async (flags: PactVerifyFlags) => {
      const { pactVerifyCommand } = await import("../commands/pact-verify.ts");
      const verifierEntry = path.join(packageFolder, "dist/harness/contract/verifier.js");
      done(await pactVerifyCommand({ ...flags, verifierEntry }, context()));
    });
}

interface PactVerifyFlags {
  readonly pact: string;
  readonly target: string;
  readonly fault: readonly string[];
  readonly openapi?: true;
  readonly api?: string;
  readonly out?: string;
  readonly json?: true;
}
