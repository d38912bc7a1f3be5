import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import stringify from "json-stringify-pretty-compact";
import type { Pact } from "../../specs/types/pact.format.d.ts";
import { coverageSentence, renderCoverage } from "../contract/coverage.ts";
import { openDriver } from "../contract/driver.ts";
import { loadEnumerated } from "../contract/enumerated.ts";
import { type Generated, generatePacts } from "../contract/generate.ts";
import { openComparison, whyUndescribed } from "../contract/openapi.ts";
import { type ProviderState, providerStates, type StateParam } from "../contract/registry.ts";
import { loadWorkspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import { openTarget } from "./target.ts";

/** Lists the provider states that a pact may ask for, with their params and the variables they return. */
export async function pactStatesCommand(json: boolean, context: CommandContext): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const states = providerStates(workspace.value.library.contracts);
  context.stdout.write(
    json ? `${JSON.stringify(states, null, 2)}\n` : states.map(stateText).join("\n"),
  );
  return 0;
}

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

/** Writes the pacts of the cases and a page about what they hold; see `generatePacts`. */
export async function pactGenerateCommand(out: string, context: CommandContext): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context);
  const opened = await openTarget("reference", [], workspace.value, context);
  if (!opened.ok) return reportProblems(opened.problems, context);
  const { specs, library, folders, formats } = workspace.value;
  const { driver, close } = openDriver(opened.value.target, specs, context.version);
  try {
    const exact = loadEnumerated(folders.specs);
    const compare = openComparison(folders.specs);
    const generated = await generatePacts({
      library,
      specs,
      driver,
      exact,
      whyUndescribed: async (api, interaction) => {
        const why = await whyUndescribed(compare, api, interaction);
        return why && `the request is none that the OpenAPI document describes (${why})`;
      },
    });
    const problems = generated.pacts.flatMap((pact) => {
      const checked = formats.checkData("pact", pact, pactName(pact));
      return checked.ok ? [] : checked.problems;
    });
    if (problems.length > 0) return reportProblems(problems, context);
    await writeGenerated(path.resolve(context.workingFolder, out), generated);
    context.stdout.write(`${coverageSentence(generated)}\n`);
    return 0;
  } finally {
    await close();
    opened.value.stop();
  }
}

async function writeGenerated(folder: string, generated: Generated): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const pact of generated.pacts) {
    await writeFile(path.join(folder, pactName(pact)), `${stringify(pact, { maxLength: 120 })}\n`);
  }
  await writeFile(path.join(folder, "coverage.md"), renderCoverage(generated));
}

const pactName = ({ consumer, provider }: Pact): string => `${consumer.name}-${provider.name}.json`;
