import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { coverageSentence } from "../pact/coverage.ts";
import { openDriver } from "../pact/driver.ts";
import { generatedFiles } from "../pact/files.ts";
import { recordPacts } from "../pact/recorder.ts";
import { type ProviderState, providerStates, type StateParam } from "../pact/registry.ts";
import { loadWorkspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import { openTarget } from "./target.ts";

/** Lists the provider states that a pact may ask for, with their params and the variables they return. */
export async function pactStatesCommand(json: boolean, context: CommandContext): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const states = providerStates(workspace.value.library.fixtures);
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
  const { specs, formats } = workspace.value;
  const { driver, close } = openDriver(opened.value.target, specs, context.version);
  try {
    const generated = await recordPacts(workspace.value, driver);
    const problems = generated.pacts.flatMap((pact) => {
      const checked = formats.checkData("pact", pact, pact.provider.name);
      return checked.ok ? [] : checked.problems;
    });
    if (problems.length > 0) return reportProblems(problems, context);
    const folder = path.resolve(context.workingFolder, out);
    await mkdir(folder, { recursive: true });
    for (const { name, text } of generatedFiles(generated)) {
      await writeFile(path.join(folder, name), text);
    }
    context.stdout.write(`${coverageSentence(generated)}\n`);
    return 0;
  } finally {
    await close();
    opened.value.stop();
  }
}
