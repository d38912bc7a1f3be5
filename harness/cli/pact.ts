import path from "node:path";
import type { Command } from "commander";
import type { PactPublishCommand } from "../commands/pact-broker.ts";
import type { PactVerifyCommand } from "../commands/pact-verify.ts";
import { day, list, type Wiring } from "./options.ts";

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
  addVerify(pact, packageFolder, { done, context });
  addPublish(pact, { done, context });
}

function addVerify(
  pact: Command,
  packageFolder: string,
  { done, context }: Pick<Wiring, "done" | "context">,
): void {
  pact
    .command("verify")
    .description("Verify pacts against a target, each interaction on its own.")
    .requiredOption("--pact <path>", "a pact, a folder of pacts, or the URL of a broker")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .addOption(list("--fault <names>", "break the reference implementation in these ways", "none"))
    .option("--openapi", "compare with the OpenAPI documents instead; needs no server")
    .option("--api <name>", "digital-river or commerce (default: what the provider's name says)")
    .option("--baseline <file>", "the failures that are known and accepted")
    .addOption(list("--reporter <names>", "write only these: json, junit, markdown, html"))
    .option("-o, --out <dir>", "write the report to this folder")
    .option("--json", "print the report as JSON")
    .option("--provider <name>", "broker: the provider (default: digital-river and commerce)")
    .option(
      "--selector <text...>",
      "broker: mainBranch, branch=NAME, environment=NAME, JSON, ...",
      [],
    )
    .option("--pending", "broker: what is new to the provider's branch does not count")
    .option("--wip-since <day>", "broker: verify newer work in progress as well, as pending", day)
    .option("--provider-version <version>", "broker: the version that is verified")
    .option("--provider-branch <name>", "broker: its branch")
    .addOption(list("--provider-tag <names>", "broker: its tags", "none"))
    .option("--build-url <url>", "broker: where the build can be seen")
    .option("--publish", "broker: publish the results")
    .action(async (flags: Omit<PactVerifyCommand, "verifierEntry">) => {
      const { pactVerifyCommand } = await import("../commands/pact-verify.ts");
      const verifierEntry = path.join(packageFolder, "dist/harness/pact/verifier.js");
      done(await pactVerifyCommand({ ...flags, verifierEntry }, context()));
    });
}

function addPublish(pact: Command, { done, context }: Pick<Wiring, "done" | "context">): void {
  pact
    .command("publish")
    .description("Publish pacts to a broker: your own, or those of the cases.")
    .requiredOption(
      "--broker <url>",
      "its URL; credentials come from PACT_BROKER_TOKEN and the like",
    )
    .requiredOption("--consumer-version <version>", "the version of the consumer")
    .option("--pact <path>", "a pact, or a folder of pacts", "suites/contracts/pacts")
    .option("--branch <name>", "the branch of the consumer")
    .addOption(list("--tag <names>", "tags of the version", "none"))
    .option("--build-url <url>", "where the build can be seen")
    .action(async (flags: PactPublishCommand) => {
      const { pactPublishCommand } = await import("../commands/pact-broker.ts");
      done(await pactPublishCommand(flags, context()));
    });
}
