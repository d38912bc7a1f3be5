import type { Driver } from "../execute/driver.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { plural } from "../text/plural.ts";
import { oneLine } from "../text/sanitize.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { Diagnosis } from "./doctor/diagnosis.ts";
import { codeOfDiagnoses, type ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import { withTarget, withWorkspace } from "./with-workspace.ts";

interface DoctorFlags {
  readonly target: string;
  readonly json?: true;
}

/** doctor: makes the first calls to a target one by one and explains each problem. */
export const doctorCommand: AddCommand = (program, action) => {
  program
    .command("doctor")
    .description("Make the first calls to a target one by one and explain each problem.")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, flags: DoctorFlags) =>
        withWorkspace(context, (workspace) => diagnose(flags, workspace, context)),
      ),
    );
};

function diagnose(
  flags: DoctorFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { json } = flags;
  const { stdout } = context;
  return withTarget(flags, workspace, context, async ({ target }) => {
    const { openDriver } = await import("../execute/driver.ts");
    const { examine } = await import("./doctor/examine.ts");
    const { whyNotShown } = await import("../secrets/last-look.ts");
    const { redactExchange } = await import("../secrets/redact.ts");
    const findings: Diagnosis[] = [];
    const leaks: Problem[] = [];
    const tell = (diagnosis: Diagnosis) => {
      if (leaks.length > 0) return;
      findings.push(diagnosis);
      if (!json) stdout.write(render(diagnosis));
    };
    // One call is tried once here: what the server says is the finding.
    const once = { connections: 1, pauses: 0 };
    const { driver, close } = openDriver({ target, specs: workspace.specs }, once);
    // Whole answers are looked at: what a finding shows of one may end within a key.
    const send: Driver["send"] = async (request, ...further) => {
      const exchange = await driver.send(request, ...further);
      const masked = redactExchange(exchange, driver.redact);
      const what = `the answer to ${masked.request.method} ${masked.request.url}`;
      if (leaks.length === 0) {
        leaks.push(...whyNotShown(what, JSON.stringify(masked), target.secrets));
      }
      return exchange;
    };
    await examine({ driver: { ...driver, send }, workspace, tell, tried: [] });
    await close();
    if (leaks.length > 0) return failure(leaks);
    const shown = flags.target;
    stdout.write(json ? asJson({ target: shown, findings }) : `\n${summary(findings, shown)}\n`);
    return ok(codeOfDiagnoses(findings));
  });
}

const signs: Readonly<Record<Diagnosis["sign"], string>> = {
  ok: "ok     ",
  warning: "warning",
  problem: "PROBLEM",
};

function render({ sign, tried, api, came, todo }: Diagnosis): string {
  const more = todo === undefined ? "" : `         do: ${oneLine(todo)}\n`;
  const of = api === undefined ? "" : `${api}: `;
  return `${signs[sign]}  ${of}${oneLine(tried)}\n         ${oneLine(came)}\n${more}`;
}

function summary(findings: readonly Diagnosis[], name: string): string {
  const problems = findings.filter((finding) => finding.sign === "problem").length;
  if (problems === 0) return `ready: headwater run --target ${name}`;
  return plural(problems, "problem");
}
