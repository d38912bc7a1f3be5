import { randomInt } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { describeCertificate } from "../certificate/describe.ts";
import { examine, fewestRounds } from "../certificate/examine.ts";
import { certifiedFormats, targetName } from "../certificate/files.ts";
import { issueCertificate } from "../certificate/issue.ts";
import { keyId, readPrivateKey } from "../certificate/key.ts";
import { whyNotAnonymous, whyNotInto } from "../certificate/preconditions.ts";
import { createRedact } from "../secrets/redact.ts";
import { derivedFiles } from "../journal/begin.ts";
import type { StoredRun } from "../record/stored.ts";
import { certificateName } from "../report/formats.ts";
import { deleteLeaks } from "../secrets/last-look.ts";
import { run, type RunOptions } from "../run.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { finish } from "./finish.ts";
import { reportProblems } from "./problems.ts";
import { readEarlier, whyNotResumable } from "./resume.ts";
import { edgesOf } from "./run.ts";
import { type OpenTarget, openTarget } from "./target.ts";

/** Options of `headwater certify`. */
export interface CertifyCommand {
  readonly target: string;
  /** File of the private key. */
  readonly key: string;
  /** Rounds; 3 or more. */
  readonly repeat?: number;
  readonly seed?: number;
  readonly concurrency?: number;
  /** Folder of the certificate. */
  readonly out?: string;
  /** Folder of a run that was stopped, or that came to its end, to be certified. */
  readonly resume?: string;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Runs everything, at least three times over, and signs the bundle if every required check held in each round. */
export async function certifyCommand(
  command: CertifyCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { json, out = command.resume ?? "certificate" } = command;
  const absolute = (name: string) => path.resolve(context.workingFolder, name);
  const key = await readPrivateKey(absolute(command.key), command.key);
  if (!key.ok) return reportProblems(key.problems, context, json);
  const folder = { path: absolute(out), shown: out };
  const misplaced = await whyNotInto(folder, absolute(command.key));
  if (misplaced.length > 0) return reportProblems(misplaced, context, json);
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const earlier = await readEarlier(command, workspace.value, context);
  if (!earlier.ok) return reportProblems(earlier.problems, context, json);
  const opened = await openTarget(command.target, [], workspace.value, context);
  if (!opened.ok) return reportProblems(opened.problems, context, json);
  const job = { command, key: key.value, folder, opened: opened.value, earlier: earlier.value };
  try {
    const anonymous = whyNotAnonymous(opened.value.target);
    if (anonymous.length > 0) return reportProblems(anonymous, context, json);
    return await runAndSign(job, workspace.value, context);
  } finally {
    opened.value.stop();
  }
}

interface Job {
  readonly command: CertifyCommand;
  readonly key: KeyObject;
  readonly folder: { readonly path: string; readonly shown: string };
  readonly opened: OpenTarget;
  readonly earlier: StoredRun | undefined;
}

async function runAndSign(
  job: Job,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const { folder, command, opened } = job;
  const { edges, end } = edgesOf(command, context);
  const options = optionsOf(job);
  const changed = whyNotResumable(job.earlier, options, workspace, edges);
  if (changed.length > 0) return reportProblems(changed, context, command.json);
  const report = await run(options, workspace, edges);
  end();
  if (!report.ok) return reportProblems(report.problems, context, command.json);
  for (const name of derivedFiles) {
    await rm(path.join(folder.path, name), { recursive: true, force: true });
  }
  const certifiable = report.value.conclusion === "conformant";
  const { secrets } = opened.target;
  const ending = { reporters: certifiable ? certifiedFormats : [], json: command.json, secrets };
  const told = certifiable ? { ...context, stdout: silent(context.stdout) } : context;
  const code = await finish(report.value, folder.shown, ending, workspace, told);
  if (code !== 0) {
    context.stderr.write(
      certifiable ? "not certified\n" : "not certified: only a conformant run is\n",
    );
    return code;
  }
  return sign(job, workspace, context);
}

/** Examines what the folder holds, and makes it a certificate if nothing stands against it. */
async function sign(job: Job, workspace: Workspace, context: CommandContext): Promise<ExitCode> {
  const { folder, command, opened } = job;
  const { secrets } = opened.target;
  const examined = await examine(folder, workspace);
  if (!examined.ok) return reportProblems(examined.problems, context, command.json);
  if (examined.value.problems.length > 0) {
    reportProblems(examined.value.problems, context, command.json);
    context.stderr.write("\nnot certified\n");
    return 3;
  }
  const issued = await issueCertificate({
    directory: folder.path,
    examination: examined.value,
    library: workspace.library,
    targetFile: createRedact(secrets)(await readFile(opened.file, "utf8")),
    privateKey: job.key,
  });
  if (!issued.ok) return reportProblems(issued.problems, context, command.json);
  const added = [certificateName, targetName].map((name) => path.join(folder.path, name));
  const leaks = await deleteLeaks(added, { directory: folder.path, shown: folder.shown }, secrets);
  if (leaks.length > 0) return reportProblems(leaks, context, command.json);
  const certificate = path.join(folder.shown, certificateName);
  const id = keyId(job.key);
  context.stdout.write(
    command.json
      ? `${JSON.stringify({ certificate, keyId: id, ...issued.value.predicate.headwater }, null, 2)}\n`
      : `${describeCertificate(issued.value, id)}\ncertified: ${certificate}\n`,
  );
  return 0;
}

/** Nothing can narrow a run that is to be certified. */
function optionsOf({ command, folder, opened, earlier }: Job): RunOptions {
  const { concurrency } = command;
  const { seed = randomInt(2 ** 31), repeat = fewestRounds } = earlier?.header.run ?? {};
  return {
    target: opened.target,
    selection: { patterns: [], profiles: [], requirements: [], sourceTypes: [], level: "must" },
    seed: command.seed ?? seed,
    repeat: command.repeat ?? repeat,
    faults: [],
    directory: folder.path,
    ...(concurrency && { concurrency }),
    ...(earlier && { earlier }),
  };
}

const silent = (output: CommandContext["stdout"]): CommandContext["stdout"] => ({
  ...output,
  write: () => {},
});
