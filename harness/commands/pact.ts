import type { AddCommand } from "./command.ts";
import { generateCommand } from "./pact/generate.ts";
import { statesCommand } from "./pact/states.ts";
import { verifyPactsCommand } from "./pact/verify.ts";

const commands: readonly AddCommand[] = [statesCommand, generateCommand, verifyPactsCommand];

/** pact: contracts with consumers. */
export const pactCommand: AddCommand = (program, action) => {
  const pact = program
    .command("pact")
    .description("Contracts with consumers: list provider states, write and verify pacts.");
  for (const add of commands) add(pact, action);
};
