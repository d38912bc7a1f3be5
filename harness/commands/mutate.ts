import path from "node:path";
import { Option } from "commander";
import type { Mutation, ProofPart } from "../../specs/types/mutation.format.d.ts";
import type { Target } from "../implementation/types.ts";
import type { FaultScope } from "../mutation/run-faults.ts";
import { wholeSuite } from "../plan/whole-suite.ts";
import type { Formats } from "../read/format.ts";
import type { ResultSet } from "../report/model/result-set.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { codeOfResults, type ExitCode } from "./exit-codes.ts";
import { folderName, listOption } from "./option-values.ts";
import { browserOption, withBrowser } from "./with-browser.ts";
import { withTarget, withWorkspace } from "./with-workspace.ts";

interface MutateFlags {
  /** Names of faults; all of the catalogue when empty. */
  readonly faults: readonly string[];
  /** Names of generated faults; all when empty. */
  readonly generated: readonly string[];
  /** All when empty. */
  readonly part: readonly ProofPart[];
  readonly matrix: FaultScope;
  readonly out: string;
  readonly json?: true;
  readonly quiet?: true;
  /** Path of a Chromium; `none` for no browser. */
  readonly browser?: string;
}

/** In the order in which they are proved. */
const proofParts: readonly ProofPart[] = [
  "fairness",
  "faults",
  "generated",
  "edits",
  "degenerate",
  "isolation",
];

/** mutate: proves the suite on the bundled reference implementation, writes mutation.json and mutation.html. */
export const mutateCommand: AddCommand = (program, action) => {
  program
    .command("mutate")
    .description("Prove the suite: faulty servers, edited transcripts, servers that are none.")
    .addOption(listOption("--faults <names>", "only these faults of the catalogue"))
    .addOption(listOption("--generated <names>", "only these generated faults"))
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
    .option("-o, --out <dir>", "folder of the proof", folderName, "reports/latest")
    .addOption(browserOption())
    .option("--json", "print the proof as JSON")
    .option("-q, --quiet", "no progress")
    .action(
      action((context: CommandContext, flags: MutateFlags) =>
        withWorkspace(context, (workspace) => mutate(flags, workspace, context)),
      ),
    );
};

async function mutate(
  flags: MutateFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { mutationResults } = await import("../mutation/results.ts");
  const { renderJson } = await import("../report/json/json.ts");
  const { renderTerminal } = await import("../report/terminal/terminal.ts");
  const mutation = await unlessInterrupted(prove(flags, workspace, context), context);
  if (mutation === undefined) return ok(3);
  if (!mutation.ok) return mutation;
  const { json, out } = flags;
  const { stdout, workingFolder } = context;
  const { formats } = workspace;
  const results = mutationResults(mutation.value);
  const files = await write(results, path.resolve(workingFolder, out), formats);
  if (!files.ok) return files;
  const { colour, columns: width } = stdout;
  const shown = { colour, width, out, files: files.value };
  stdout.write(json ? renderJson(results, formats) : renderTerminal(results, shown));
  return ok(codeOfResults(results.conclusion));
}

/** The proof; and the page of a run in the same folder gets a link to it. */
async function write(
  results: ResultSet,
  directory: string,
  formats: Formats,
): Promise<Result<readonly string[]>> {
  const { refreshPage } = await import("../report/refresh.ts");
  const { writeResults } = await import("../report/write.ts");
  const written = await writeResults({ directory, results, formats, chosen: ["json", "html"] });
  if (!written.ok) return written;
  const refreshed = await refreshPage(directory, formats);
  return refreshed.ok ? written : refreshed;
}

/** undefined when the user ended it; nothing is written then. */
async function unlessInterrupted<T>(
  work: Promise<T>,
  { interrupted, stderr }: CommandContext,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!interrupted().aborted) throw error;
    stderr.write("interrupted: nothing was written\n");
    return undefined;
  }
}

async function prove(
  flags: MutateFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<Mutation>> {
  const { loadFaults, unknownFaults } = await import("../implementation/faults.ts");
  const { loadReasons } = await import("../mutation/degenerate/catalogue.ts");
  const { startPanel } = await import("../mutation/degenerate/beside.ts");
  const { runMutation } = await import("../mutation/run-mutation.ts");
  const { faults, part: parts, matrix } = flags;
  const { faultCatalogue, version, interrupted } = context;
  const { formats, folders } = workspace;
  const unknown = await unknownFaults(faults, faultCatalogue, formats);
  if (unknown.length > 0) return failure(unknown);
  const catalogue = await loadFaults(faultCatalogue, formats);
  if (!catalogue.ok) return catalogue;
  const reasons = await loadReasons(folders, formats);
  if (!reasons.ok) return reasons;
  const onProgress = progress(flags, context);
  return withTarget({ target: "reference" }, workspace, context, async (opened) => {
    const complete = await withBrowser(opened, wholeSuite, flags, workspace, context);
    if (!complete.ok) return complete;
    const sandbox = complete.value;
    const { browser: _, ...like } = sandbox;
    const due = parts.length === 0 ? proofParts : parts;
    const claiming = due.includes("fairness")
      ? await claimingLess(sandbox, workspace, context)
      : ok(new Map<string, Target>());
    if (!claiming.ok) return claiming;
    const mutation = await runMutation({
      material: { ...workspace, version },
      sandbox,
      parts: due,
      faults: catalogue.value.filter(({ name }) => faults.length === 0 || faults.includes(name)),
      generated: flags.generated,
      selected: faults.length > 0,
      scope: matrix,
      claiming: claiming.value,
      concurrency: 64,
      startPanel: (onServer) =>
        startPanel(
          context.panelEntry,
          { folders: workspace.folders, like, reasons: reasons.value, version },
          { onServer, signal: interrupted() },
        ),
      now: () => new Date(),
      signal: interrupted(),
      onProgress,
    });
    onProgress("");
    return mutation;
  });
}

/** The target files of servers that do not do all, bound to this one. */
async function claimingLess(
  sandbox: Target,
  workspace: Workspace,
  { environment }: CommandContext,
): Promise<Result<ReadonlyMap<string, Target>>> {
  const { loadTarget } = await import("../implementation/load-target.ts");
  const file = path.join(workspace.folders.suites, "targets/minimal.yaml");
  const HEADWATER_REFERENCE_URL = Object.values(sandbox.apis)[0]?.baseUrl;
  const bound = { ...environment, HEADWATER_REFERENCE_URL };
  const target = await loadTarget(file, { ...workspace, environment: bound });
  return target.ok ? ok(new Map([["minimal", target.value]])) : target;
}

/** A line that is drawn anew on a terminal; elsewhere a line for each thing that begins. */
function progress({ quiet }: MutateFlags, { stderr }: CommandContext): (text: string) => void {
  if (quiet) return () => {};
  if (stderr.isTerminal) return (text) => stderr.write(`\r\u001b[K${text}`);
  const told = new Set([""]);
  return (text) => {
    const begun = text.split(":", 1)[0] ?? text;
    if (!told.has(begun)) stderr.write(`${begun}\n`);
    told.add(begun);
  };
}
