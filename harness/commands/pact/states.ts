import type { ProviderState, StateParam } from "../../pact/registry.ts";
import { ok } from "../../result.ts";
import type { AddCommand } from "../command.ts";
import type { CommandContext } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import { asJson } from "../json.ts";
import { withWorkspace } from "../with-workspace.ts";

/** pact states: the provider states that a pact may ask for, with their params and the variables they return. */
export const statesCommand: AddCommand = (pact, action) => {
  pact
    .command("states")
    .description("List the provider states that a pact may ask for.")
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, { json }: { readonly json?: true }) =>
        withWorkspace(context, async ({ library }) => {
          const { providerStates } = await import("../../pact/registry.ts");
          const states = providerStates(library.fixtures);
          const text = [...states.map(stateText), ofCases].join("\n");
          context.stdout.write(json ? asJson(states) : text);
          return ok<ExitCode>(0);
        }),
      ),
    );
};

/** They are too many to be listed. */
const ofCases = `CASE, after STEP
  A case up to one of its steps, such as detach-saved[via=path], after detach
  returns  caseUnique, and the values of the case: cardId for {card.id}

CASE, as given
  A case with its fixtures alone
`;

function stateText({ name, title, params, returns }: ProviderState): string {
  const lines = [
    name,
    `  ${title}`,
    ...params.map((param) => `  param    ${paramText(param)}`),
    ...(returns.length === 0 ? [] : [`  returns  ${returns.join(", ")}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function paramText({ name, about, type, required, default: value }: StateParam): string {
  const kind = type === "any" ? [] : [type];
  const need = required
    ? ["required"]
    : value === undefined
      ? ["optional"]
      : [`default ${JSON.stringify(value)}`];
  return `${name} (${[...kind, ...need].join(", ")})${about === undefined ? "" : `  ${about}`}`;
}
