import { createRedact } from "../secrets/redact.ts";
import { openSender } from "../implementation/connection.ts";
import { createRateLimit } from "../implementation/rate-limit.ts";
import type { Target } from "../implementation/types.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/types.ts";
import { reportProblems } from "./problems.ts";
import { openTarget } from "./target.ts";

/** Options of `headwater doctor`. */
export interface DoctorCommand {
  readonly target: string;
  readonly json: boolean;
}

/**
 * Makes the first calls to a target one by one and explains each problem.
 *
 * @returns 0 when all is well, 1 when the answers are wrong, 2 for the target file, 3 when nothing answers, 5 when real
 *   money may move.
 */
export async function doctorCommand(
  command: DoctorCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, command.json);
  return diagnose(command, workspace.value, context);
}

/** The same with a workspace at hand. */
export async function diagnose(
  { target: name, json }: DoctorCommand,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const opened = await openTarget(name, [], workspace, context);
  if (!opened.ok) return reportProblems(opened.problems, context, json);
  const findings: Finding[] = [];
  const tell = (finding: Finding) => {
    findings.push(finding);
    if (!json) context.stdout.write(render(finding));
  };
  try {
    await examineTarget(opened.value.target, workspace, tell, context);
  } finally {
    opened.value.stop();
  }
  if (json) context.stdout.write(`${JSON.stringify({ target: name, findings }, null, 2)}\n`);
  else context.stdout.write(`\n${summary(findings, name)}\n`);
  return exitCode(findings);
}

async function examineTarget(
  target: Target,
  workspace: Workspace,
  tell: (finding: Finding) => void,
  { version }: CommandContext,
): Promise<void> {
  const sender = openSender(target, 1);
  const driver = {
    target,
    schemas: workspace.specs.schemas,
    send: sender.send,
    // One call is tried once here: what the server says is the finding.
    pace: createRateLimit(target.limits.requestsPerSecond, { pauses: 0 }),
    redact: createRedact(target.secrets),
    agent: `headwater/${version}`,
  };
  await examine({ driver, workspace, tell });
  await sender.close();
}

const signs: Readonly<Record<Finding["sign"], string>> = {
  ok: "ok     ",
  warning: "warning",
  problem: "PROBLEM",
};

function render({ sign, tried, came, todo }: Finding): string {
  const more = todo === undefined ? "" : `         do: ${todo}\n`;
  return `${signs[sign]}  ${tried}\n         ${came}\n${more}`;
}

function summary(findings: readonly Finding[], name: string): string {
  const problems = findings.filter((finding) => finding.sign === "problem").length;
  if (problems === 0) return `ready: headwater run --target ${name}`;
  return problems === 1 ? "1 problem" : `${problems} problems`;
}

function exitCode(findings: readonly Finding[]): ExitCode {
  const about = new Set(findings.map((finding) => finding.about));
  if (about.has("safety")) return 5;
  if (about.has("connection")) return 3;
  if (about.has("file")) return 2;
  return about.has("answers") ? 1 : 0;
}
