import path from "node:path";
import { ok, type Result } from "../../result.ts";
import type { AddCommand } from "../command.ts";
import type { CommandContext } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import { listOption } from "../option-values.ts";

interface PublishFlags {
  readonly pact: string;
  readonly broker: string;
  readonly consumerVersion: string;
  readonly branch?: string;
  readonly tag: readonly string[];
  readonly buildUrl?: string;
}

/** pact publish: pacts to a broker as a version of their consumer; those of the cases among them. */
export const publishCommand: AddCommand = (pact, action) => {
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
    .addOption(listOption("--tag <names>", "tags of the version", "none"))
    .option("--build-url <url>", "where the build can be seen")
    .action(action(publish));
};

async function publish(
  { folders, workingFolder, environment, stdout }: CommandContext,
  { pact, broker: url, consumerVersion, branch, tag, buildUrl }: PublishFlags,
): Promise<Result<ExitCode>> {
  const { brokerAt } = await import("../../pact/broker.ts");
  const { publishPacts } = await import("../../pact/broker-publish.ts");
  const { readPacts } = await import("../../pact/document.ts");
  const { loadFormats } = await import("../../read/format.ts");
  const formats = await loadFormats(path.join(folders.specs, "formats"));
  const pacts = await readPacts(pact, workingFolder, formats);
  if (!pacts.ok) return pacts;
  const broker = brokerAt(url, environment);
  if (!broker.ok) return broker;
  const told = await publishPacts(
    broker.value,
    pacts.value.map((file) => file.pact),
    {
      number: consumerVersion,
      tags: tag,
      ...(branch !== undefined && { branch }),
      ...(buildUrl !== undefined && { buildUrl }),
    },
  );
  if (!told.ok) return told;
  const count = pacts.value.length;
  stdout.write([...told.value, `published ${count} pacts`, ""].join("\n"));
  return ok(0);
}
