import { type Command, Option } from "commander";
import type { MutateCommand } from "../commands/mutate.ts";
import { list, type Wiring } from "./options.ts";

interface MutateFlags {
  readonly faults: readonly string[];
  readonly part: MutateCommand["parts"];
  readonly matrix: MutateCommand["matrix"];
  readonly out: string;
  readonly json?: true;
  readonly quiet?: true;
}

const proofParts = ["faults", "edits", "degenerate", "isolation"];

/** mutate: whether the suite finds what is wrong. */
export function addProve(program: Command, { done, context }: Wiring): void {
  program
    .command("mutate")
    .description("Prove the suite: faulty servers, edited transcripts, servers that are none.")
    .addOption(list("--faults <names>", "only these faults of the catalogue"))
    .addOption(
      new Option("--part <names...>", "only these parts of the proof")
        .choices(proofParts)
        .default([], "all"),
    )
    .addOption(
      new Option("--matrix <scope>", "run all cases against each fault, or only its own")
        .choices(["full", "own"])
        .default("own"),
    )
    .option("-o, --out <dir>", "folder of the proof", "reports/latest")
    .option("--json", "print the proof as JSON")
    .option("-q, --quiet", "no progress")
    .action(async (flags: MutateFlags) => {
      const { mutateCommand } = await import("../commands/mutate.ts");
      const { faults, part: parts, matrix, out, json = false, quiet = false } = flags;
      done(await mutateCommand({ faults, parts, matrix, out, json, quiet }, context()));
    });
}
