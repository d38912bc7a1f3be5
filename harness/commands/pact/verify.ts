import path from "node:path";
import type { Baseline } from "../../baseline/entries.ts";
import type { PactFile } from "../../pact/document.ts";
import type { PactReport } from "../../pact/report.ts";
import type { Api } from "../../requirements/types.ts";
import type { JunitDialect } from "../../report/junit/dialect.ts";
import { failure, ok, type Result } from "../../result.ts";
import type { Workspace } from "../../workspace.ts";
import type { AddCommand } from "../command.ts";
import type { CommandContext } from "../context.ts";
import { codeOfResults, type ExitCode } from "../exit-codes.ts";
import { day, folderName, listOption } from "../option-values.ts";
import { junitDialectOption } from "../output-options.ts";
import { today } from "../today.ts";
import { withTarget, withWorkspace } from "../with-workspace.ts";
import type { BrokerFlags, WantedPacts } from "./wanted-pacts.ts";

interface VerifyFlags extends BrokerFlags {
  readonly target: string;
  readonly fault: readonly string[];
  readonly openapi?: true;
  readonly api?: string;
  readonly baseline?: string;
  readonly reporter: readonly string[];
  readonly junitDialect?: JunitDialect;
  readonly out?: string;
  readonly json?: true;
}

/** pact verify: pacts against a target, or compared with the OpenAPI documents; prints and writes the report. */
export const verifyPactsCommand: AddCommand = (pact, action) => {
  pact
    .command("verify")
    .description("Verify pacts against a target, each interaction on its own.")
    .requiredOption("--pact <path>", "a pact, a folder of pacts, or the URL of a broker")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .addOption(
      listOption("--fault <names>", "break the reference implementation in these ways", "none"),
    )
    .option("--openapi", "compare with the OpenAPI documents instead; needs no server")
    .option("--api <name>", "digital-river or commerce (default: what the provider's name says)")
    .option("--baseline <file>", "the failures that are known and accepted")
    .addOption(
      listOption("--reporter <names>", "write only these: json, junit, ctrf, markdown, html"),
    )
    .addOption(junitDialectOption())
    .option("-o, --out <dir>", "write the report to this folder", folderName)
    .option("--json", "print the report as JSON")
    .option("--provider <name>", "broker: the provider (default: digital-river and commerce)")
    .option(
      "--selector <text...>",
      "broker: mainBranch, branch=NAME, environment=NAME, JSON, ...",
      [],
    )
    .option("--pending", "broker: what is new to the provider's branch does not count")
    .option("--wip-since <day>", "broker: verify newer work in progress as well, as pending", day)
    .option("--provider-version <version>", "broker: the version that is verified")
    .option("--provider-branch <name>", "broker: its branch")
    .addOption(listOption("--provider-tag <names>", "broker: its tags", "none"))
    .option("--build-url <url>", "broker: where the build can be seen")
    .option("--publish", "broker: publish the results")
    .action(
      action((context: CommandContext, flags: VerifyFlags) =>
        withWorkspace(context, (workspace) => verify(flags, workspace, context)),
      ),
    );
};

async function verify(
  flags: VerifyFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { compareWithOpenApi } = await import("../../pact/openapi.ts");
  const asked = await readAsked(flags, workspace, context);
  if (!asked.ok) return asked;
  const report =
    flags.openapi === true
      ? await compareWithOpenApi(asked.value.pacts, context.folders.specs, asked.value.api)
      : await verifyOn(asked.value, flags, workspace, context);
  if (!report.ok) return report;
  const code = await finish(report.value, asked.value, flags, workspace, context);
  if (!code.ok) return code;
  const published = await asked.value.publish(report.value);
  if (!published.ok) return published;
  for (const line of published.value) context.stderr.write(`${line}\n`);
  return code;
}

/** What was asked for, read and checked before anything is sent to the target. */
interface PactRequest extends WantedPacts {
  readonly api: Api | undefined;
  readonly baseline: Baseline | undefined;
  readonly startedAt: Date;
}

async function readAsked(
  flags: VerifyFlags,
  { formats }: Workspace,
  context: CommandContext,
): Promise<Result<PactRequest>> {
  const { parseBaselineOf } = await import("../../baseline/parse.ts");
  const { nameOf } = await import("../../pact/report.ts");
  const { readText } = await import("../../read/files.ts");
  const { unknownFormats } = await import("../../report/formats.ts");
  const { readWanted } = await import("./wanted-pacts.ts");
  const api = apiNamed(flags.api);
  if (!api.ok) return api;
  const unknown = unknownFormats(flags.reporter, "pact");
  if (unknown.length > 0) return failure(unknown);
  const wanted = await readWanted(flags, context);
  if (!wanted.ok) return wanted;
  const asked = { ...wanted.value, api: api.value, startedAt: new Date() };
  if (flags.baseline === undefined) return ok({ ...asked, baseline: undefined });
  const text = readText(path.resolve(context.workingFolder, flags.baseline));
  const namesIn = ({ pact: { consumer, interactions } }: PactFile) =>
    interactions.map(({ description }) => nameOf({ consumer: consumer.name, description }));
  const known = new Set(wanted.value.pacts.flatMap(namesIn));
  const baseline = text.ok
    ? parseBaselineOf(text.value, formats, { names: known }, "interaction of the pacts")
    : text;
  if (!baseline.ok) return baseline;
  return ok({ ...asked, baseline: baseline.value });
}

function apiNamed(name: string | undefined): Result<Api | undefined> {
  if (name === undefined || name === "digital-river" || name === "commerce") return ok(name);
  const hint = "known: commerce, digital-river";
  return failure([{ code: "UNKNOWN_NAME", message: `there is no API "${name}"`, hint }]);
}

function verifyOn(
  { pacts, api }: PactRequest,
  flags: VerifyFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<PactReport>> {
  return withTarget(flags, workspace, context, async ({ target }) => {
    const { verifyPacts } = await import("../../pact/verify.ts");
    const { library, specs } = workspace;
    const { verifierEntry } = context;
    const report = await verifyPacts(
      { pacts, target, ...(api === undefined ? {} : { api }) },
      { library, specs, verifierEntry },
    );
    if (!report.ok) return report;
    const { whyNotShown } = await import("../../secrets/last-look.ts");
    const leaks = whyNotShown("the report", JSON.stringify(report.value), target.secrets);
    return leaks.length > 0 ? failure(leaks) : report;
  });
}

async function finish(
  report: PactReport,
  { baseline, startedAt }: PactRequest,
  { json, out, reporter, junitDialect }: VerifyFlags,
  { formats }: Workspace,
  { stdout, workingFolder, version }: CommandContext,
): Promise<Result<ExitCode>> {
  const { holdPactsAgainst } = await import("../../pact/report.ts");
  const { pactResults } = await import("../../pact/results.ts");
  const { renderJson } = await import("../../report/json/json.ts");
  const { renderTerminal } = await import("../../report/terminal/terminal.ts");
  const { writeResults } = await import("../../report/write.ts");
  const held = baseline === undefined ? report : holdPactsAgainst(report, baseline, today());
  const results = pactResults(held, { headwater: version, startedAt, finishedAt: new Date() });
  const directory = out === undefined ? undefined : path.resolve(workingFolder, out);
  const chosen = {
    ...(reporter.length > 0 && { chosen: reporter }),
    ...(junitDialect && { junitDialect }),
  };
  const files =
    directory === undefined
      ? ok([])
      : await writeResults({ directory, results, formats, ...chosen });
  if (!files.ok) return files;
  const { colour, columns: width } = stdout;
  const shown = { colour, width, out: out ?? "", files: files.value };
  stdout.write(json ? renderJson(results, formats) : renderTerminal(results, shown));
  return ok(codeOfResults(results.conclusion));
}
