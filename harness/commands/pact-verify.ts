import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type PactFile, readPacts } from "../contract/document.ts";
import { renderPactJunit } from "../contract/junit.ts";
import { compareWithOpenApi } from "../contract/openapi.ts";
import type { InteractionRow, PactReport } from "../contract/report.ts";
import { verifyPacts } from "../contract/verify.ts";
import type { Problem } from "../problem.ts";
import type { Api } from "../spec/types.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import { openTarget } from "./target.ts";

/** Options of `headwater pact verify`. */
export interface PactVerifyCommand {
  readonly pact: string;
  readonly target: string;
  readonly fault: readonly string[];
  readonly openapi?: true;
  readonly api?: string;
  readonly out?: string;
  readonly json?: true;
  /** Absolute path of the main module of the verifier's process. */
  readonly verifierEntry: string;
}

/** Verifies pacts against a target, or compares them with the OpenAPI documents; prints and writes the report. */
export async function pactVerifyCommand(
  command: PactVerifyCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const json = command.json ?? false;
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const api = apiNamed(command.api);
  if (!api.ok) return reportProblems(api.problems, context, json);
  const pacts = await readPacts(command.pact, context.workingFolder, workspace.value.formats);
  if (!pacts.ok) return reportProblems(pacts.problems, context, json);
  if (command.openapi === true) {
    const report = await compareWithOpenApi(pacts.value, context.folders.specs, api.api);
    return finish(report, command, context);
  }
  return verifyOn(pacts.value, api.api, command, workspace.value, context);
}

async function verifyOn(
  pacts: readonly PactFile[],
  api: Api | undefined,
  command: PactVerifyCommand,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const opened = await openTarget(command.target, command.fault, workspace, context);
  if (!opened.ok) return reportProblems(opened.problems, context, command.json);
  try {
    const report = await verifyPacts(
      { pacts, target: opened.value.target, ...(api === undefined ? {} : { api }) },
      {
        library: workspace.library,
        specs: workspace.specs,
        version: context.version,
        verifierEntry: command.verifierEntry,
      },
    );
    return await finish(report, command, context);
  } finally {
    opened.value.stop();
  }
}

type Named =
  | { readonly ok: true; readonly api?: Api }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function apiNamed(name: string | undefined): Named {
  if (name === undefined || name === "digital-river" || name === "commerce") {
    return { ok: true, ...(name === undefined ? {} : { api: name }) };
  }
  const message = `there is no API "${name}"`;
  const problem = {
    code: "UNKNOWN_NAME",
    message,
    hint: "known: commerce, digital-river",
  } as const;
  return { ok: false, problems: [problem] };
}

async function finish(
  report: PactReport,
  { json, out }: PactVerifyCommand,
  { stdout, workingFolder }: CommandContext,
): Promise<ExitCode> {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (out !== undefined) {
    const folder = path.resolve(workingFolder, out);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "pact-report.json"), text);
    await writeFile(path.join(folder, "pact-junit.xml"), renderPactJunit(report));
  }
  stdout.write(json === true ? text : renderText(report));
  return exitCode(report);
}

function renderText({ target, conclusion, totals, interactions }: PactReport): string {
  const open = interactions.filter((row) => row.outcome !== "passed").map(rowText);
  const { passed, failed, untestable } = totals;
  const sum = `${target.name}: ${passed} passed, ${failed} failed, ${untestable} untestable`;
  return `${[...open, sum, conclusion.toUpperCase()].join("\n")}\n`;
}

function rowText({ outcome, description, reason, mismatches, file }: InteractionRow): string {
  const lines = mismatches.map(
    ({ path: at, expected, actual, message }) =>
      `  ${at}: expected ${expected}, was ${actual}\n    ${message}`,
  );
  const why = reason === undefined ? [] : [`  ${reason}`];
  return [`${outcome}  ${description}`, `  in ${file}`, ...why, ...lines, ""].join("\n");
}

function exitCode({ conclusion }: PactReport): ExitCode {
  switch (conclusion) {
    case "verified":
      return 0;
    case "broken":
      return 1;
    case "inconclusive":
      return 3;
  }
}
