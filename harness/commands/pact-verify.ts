import path from "node:path";
import { pactReporters, renderPactJson, writePactBundle } from "../pact/bundle.ts";
import type { PactFile } from "../pact/document.ts";
import { holdPactsAgainst, pactExitCode } from "../pact/gate.ts";
import { compareWithOpenApi } from "../pact/openapi.ts";
import { type InteractionRow, nameOf, type PactReport } from "../pact/report.ts";
import { summarySentence, whyLine } from "../pact/sentence.ts";
import { verifyPacts } from "../pact/verify.ts";
import { readText } from "../read/files.ts";
import { hinted } from "../read/suggest.ts";
import { type Baseline, parseBaselineOf } from "../baseline/parse.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Api } from "../requirements/types.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { today } from "./finish.ts";
import { type BrokerFlags, readWanted, type WantedPacts } from "./pact-broker.ts";
import { reportProblems } from "./problems.ts";
import { openTarget } from "./target.ts";

/** Options of `headwater pact verify`. */
export interface PactVerifyCommand extends BrokerFlags {
  readonly pact: string;
  readonly target: string;
  readonly fault: readonly string[];
  readonly openapi?: true;
  readonly api?: string;
  readonly baseline?: string;
  readonly reporter: readonly string[];
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
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, command.json);
  const asked = await readAsked(command, workspace.value, context);
  if (!asked.ok) return reportProblems(asked.problems, context, command.json);
  const report =
    command.openapi === true
      ? ok(await compareWithOpenApi(asked.value.pacts, context.folders.specs, asked.value.api))
      : await verifyOn(asked.value, command, workspace.value, context);
  if (!report.ok) return reportProblems(report.problems, context, command.json);
  const code = await finish(report.value, asked.value, command, context);
  const published = await asked.value.publish(report.value);
  if (!published.ok) return reportProblems(published.problems, context, command.json);
  for (const line of published.value) context.stderr.write(`${line}\n`);
  return code;
}

/** What was asked for, read and checked before anything is sent to the target. */
interface Asked extends WantedPacts {
  readonly api: Api | undefined;
  readonly baseline: Baseline | undefined;
}

async function readAsked(
  command: PactVerifyCommand,
  { formats }: Workspace,
  context: CommandContext,
): Promise<Result<Asked>> {
  const api = apiNamed(command.api);
  if (!api.ok) return api;
  const unknown = command.reporter.filter((name) => !pactReporters.includes(name));
  if (unknown.length > 0) {
    return failure(
      unknown.map((name) => ({
        code: "UNKNOWN_NAME",
        message: `there is no reporter "${name}"`,
        ...hinted(name, pactReporters),
      })),
    );
  }
  const wanted = await readWanted(command, formats, context);
  if (!wanted.ok) return wanted;
  if (command.baseline === undefined) {
    return ok({ ...wanted.value, api: api.value, baseline: undefined });
  }
  const text = await readText(path.resolve(context.workingFolder, command.baseline));
  const known = new Set(wanted.value.pacts.flatMap(namesIn));
  const baseline = text.ok
    ? parseBaselineOf(text.value, formats, known, "interaction of the pacts")
    : text;
  if (!baseline.ok) return baseline;
  return ok({ ...wanted.value, api: api.value, baseline: baseline.value });
}

const namesIn = ({ pact }: PactFile): readonly string[] =>
  pact.interactions.map(({ description }) => nameOf({ consumer: pact.consumer.name, description }));

function apiNamed(name: string | undefined): Result<Api | undefined> {
  if (name === undefined || name === "digital-river" || name === "commerce") return ok(name);
  const hint = "known: commerce, digital-river";
  return failure([{ code: "UNKNOWN_NAME", message: `there is no API "${name}"`, hint }]);
}

async function verifyOn(
  { pacts, api }: Asked,
  command: PactVerifyCommand,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<PactReport>> {
  const opened = await openTarget(command.target, command.fault, workspace, context);
  if (!opened.ok) return opened;
  try {
    const { library, specs } = workspace;
    const { target } = opened.value;
    return ok(
      await verifyPacts(
        { pacts, target, ...(api === undefined ? {} : { api }) },
        { library, specs, version: context.version, verifierEntry: command.verifierEntry },
      ),
    );
  } finally {
    opened.value.stop();
  }
}

async function finish(
  report: PactReport,
  { baseline }: Asked,
  { json, out, reporter }: PactVerifyCommand,
  { stdout, workingFolder }: CommandContext,
): Promise<ExitCode> {
  const held = baseline === undefined ? report : holdPactsAgainst(report, baseline, today());
  if (out !== undefined) await writePactBundle(path.resolve(workingFolder, out), held, reporter);
  stdout.write(json === true ? renderPactJson(held) : renderText(held));
  return pactExitCode(held);
}

function renderText(report: PactReport): string {
  const open = report.interactions.filter((row) => row.outcome !== "passed").map(rowText);
  return `${[...open, summarySentence(report), report.conclusion.toUpperCase()].join("\n")}\n`;
}

function rowText(row: InteractionRow): string {
  const lines = row.mismatches.map(
    ({ path: at, expected, actual, message }) =>
      `  ${at}: expected ${expected}, was ${actual}\n    ${message}`,
  );
  const why = whyLine(row);
  return [
    `${row.outcome}  ${row.description}`,
    `  in ${row.file}`,
    ...(why === undefined ? [] : [`  ${why}`]),
    ...lines,
    "",
  ].join("\n");
}
