import { type KeyObject, randomInt } from "node:crypto";
import path from "node:path";
import type { OpenTarget } from "../implementation/open-target.ts";
import { wholeSuite } from "../plan/whole-suite.ts";
import type { StoredRun } from "../record/stored.ts";
import { failure, ok, type Result } from "../result.ts";
import type { RunOptions } from "../run.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import { folderName, wholeFrom } from "./option-values.ts";
import { reportProblems } from "./problems.ts";
import { browserOption, withBrowser } from "./with-browser.ts";
import { compilingAnew, withTarget, withWorkspace } from "./with-workspace.ts";

interface CertifyFlags {
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
  readonly quiet?: true;
  readonly json?: true;
  /** Path of a Chromium; `none` for no browser. */
  readonly browser?: string;
}

/** certify: runs everything, at least three times over, and signs the bundle if every required check held in each round. */
export const certifyCommand: AddCommand = (program, action) => {
  program
    .command("certify")
    .description("Run every case at least three times over and sign the evidence.")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .requiredOption("--key <file>", "the private key that signs (headwater keygen makes one)")
    .option("--repeat <n>", "rounds, each in another order (default: 3)", wholeFrom(3, 1000))
    .option("--seed <n>", "seed of the order (default: another one each run)", wholeFrom(0))
    .option(
      "--concurrency <n>",
      "cases under way at once (default: the target's limit)",
      wholeFrom(1, 1000),
    )
    .option("-o, --out <dir>", "folder of the certificate (default: certificate)", folderName)
    .option("--resume <dir>", "go on with the run whose bundle is there, and sign it")
    .addOption(browserOption())
    .option("-q, --quiet", "no progress")
    .option("--json", "print JSON")
    .action(action(certify));
};

async function certify(context: CommandContext, flags: CertifyFlags): Promise<Result<ExitCode>> {
  const { readPrivateKey } = await import("../certificate/key.ts");
  const { whyNotAnonymous, whyNotInto } = await import("../certificate/preconditions.ts");
  const { readEarlier } = await import("./earlier-run.ts");
  const absolute = (name: string) => path.resolve(context.workingFolder, name);
  const key = await readPrivateKey(absolute(flags.key), flags.key);
  if (!key.ok) return key;
  const shown = flags.out ?? flags.resume ?? "certificate";
  const folder = { path: absolute(shown), shown };
  const misplaced = await whyNotInto(folder, absolute(flags.key));
  if (misplaced.length > 0) return failure(misplaced);
  return withWorkspace(compilingAnew(context), async (workspace) => {
    const earlier = await readEarlier(flags, workspace, context);
    if (!earlier.ok) return earlier;
    return withTarget(flags, workspace, context, async (opened) => {
      const anonymous = whyNotAnonymous(opened.target);
      if (anonymous.length > 0) return failure(anonymous);
      const target = await withBrowser(opened, wholeSuite, flags, workspace, context);
      if (!target.ok) return target;
      const complete = { ...opened, target: target.value };
      const job = { flags, key: key.value, folder, opened: complete, earlier: earlier.value };
      return runAndSign(job, workspace, context);
    });
  });
}

interface Job {
  readonly flags: CertifyFlags;
  readonly key: KeyObject;
  readonly folder: { readonly path: string; readonly shown: string };
  readonly opened: OpenTarget;
  readonly earlier: StoredRun | undefined;
}

async function runAndSign(
  job: Job,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { certifiedFormats } = await import("../certificate/files.ts");
  const { removeDerived, removeScreenshots } = await import("../journal/bundle-files.ts");
  const { measure } = await import("./measure.ts");
  const { writeReport } = await import("./write-report.ts");
  const { folder, flags, opened } = job;
  const report = await measure(await optionsOf(job), flags, workspace, context);
  if (!report.ok) return report;
  await removeDerived(folder.path);
  await removeScreenshots(folder.path);
  const { target } = opened;
  const isCertifiable = report.value.conclusion === "conformant";
  const reporters = isCertifiable ? certifiedFormats : [];
  const writing = { out: folder.shown, reporters, json: flags.json ?? false, target };
  const told = isCertifiable ? { ...context, stdout: silent(context.stdout) } : context;
  const code = await writeReport(report.value, writing, workspace, told);
  if (!code.ok) return code;
  if (code.value === 0) return sign(job, workspace, context);
  context.stderr.write(
    isCertifiable ? "not certified\n" : "not certified: only a conformant run is\n",
  );
  return code;
}

/** Nothing can narrow a run that is to be certified. */
async function optionsOf({ flags, folder, opened, earlier }: Job): Promise<RunOptions> {
  const { fewestRounds } = await import("../certificate/examine.ts");
  const { concurrency } = flags;
  const { seed = randomInt(2 ** 31), repeat = fewestRounds } = earlier?.header.run ?? {};
  return {
    target: opened.target,
    selection: wholeSuite,
    seed: flags.seed ?? seed,
    repeat: flags.repeat ?? repeat,
    faults: [],
    directory: folder.path,
    ...(concurrency && { concurrency }),
    ...(earlier && { earlier }),
  };
}

const silent = (stream: CommandContext["stdout"]): CommandContext["stdout"] => ({
  ...stream,
  write: () => {},
});

/** Examines what the folder holds, and makes it a certificate if nothing stands against it. */
async function sign(
  { folder, flags, opened, key }: Job,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { describeCertificate } = await import("../certificate/describe.ts");
  const { examine } = await import("../certificate/examine.ts");
  const { filesOf } = await import("../certificate/files.ts");
  const { issueCertificate } = await import("../certificate/issue.ts");
  const { keyId } = await import("../certificate/key.ts");
  const { certificateName } = await import("../journal/bundle-files.ts");
  const { deleteLeaks } = await import("../secrets/last-look.ts");
  const { renderTargetFile } = await import("../certificate/target-file.ts");
  const { digestOfPublished, publishedDocument } = await import("../implementation/published.ts");
  const { createRedact } = await import("../secrets/redact.ts");
  const { secrets } = opened.target;
  const examined = await examine(folder, workspace);
  if (!examined.ok) return examined;
  if (examined.value.problems.length > 0) {
    reportProblems(examined.value.problems, context, flags.json);
    context.stderr.write("\nnot certified\n");
    return ok(3);
  }
  const { document } = opened.target;
  if (document === undefined) throw new Error("the target comes from no file");
  const { target } = examined.value.report;
  const published = publishedDocument(document, target, createRedact(secrets));
  if (digestOfPublished(published) !== examined.value.header.targetFileDigest) {
    const message = "the target file says something else than when the run began";
    return failure([{ code: "USAGE", message, hint: "certify the whole with one target file" }]);
  }
  const issued = await issueCertificate({
    directory: folder.path,
    examination: examined.value,
    library: workspace.library,
    targetFile: renderTargetFile(published),
    privateKey: key,
  });
  if (!issued.ok) return issued;
  const names = [certificateName, ...(await filesOf(folder.path)).keys()];
  const added = names.map((name) => path.join(folder.path, name));
  const leaks = await deleteLeaks(added, { directory: folder.path, shown: folder.shown }, secrets);
  if (leaks.length > 0) return failure(leaks);
  const certificate = path.join(folder.shown, certificateName);
  const id = keyId(key);
  context.stdout.write(
    flags.json
      ? asJson({ certificate, keyId: id, ...issued.value.predicate.headwater })
      : `${describeCertificate(issued.value, id)}\ncertified: ${certificate}\n`,
  );
  return ok(0);
}
