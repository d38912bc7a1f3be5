import type { KeyObject } from "node:crypto";
import path from "node:path";
import type { Verification } from "../certificate/verification.ts";
import { type Problem, renderProblem } from "../problem.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { codeOfVerification, type ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import { wholeFrom } from "./option-values.ts";
import { compilingAnew, withWorkspace } from "./with-workspace.ts";

interface VerifyFlags {
  /** File of the public key that the user trusts. */
  readonly key?: string;
  /** Days that may have passed since the run. */
  readonly maxAge?: number;
  readonly json?: true;
}

/** verify: a certificate, offline. */
export const verifyCommand: AddCommand = (program, action) => {
  program
    .command("verify")
    .description("Verify a certificate, offline: signature, files, completeness, verdicts.")
    .argument("<dir>", "folder of the certificate")
    .option("--key <file>", "the signer's public key; without it nothing is authenticated")
    .option("--max-age <days>", "refuse a certificate whose run is older", wholeFrom(1, 100_000))
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, directory: string, flags: VerifyFlags) =>
        withWorkspace(compilingAnew(context), (workspace) =>
          verify(directory, flags, workspace, context),
        ),
      ),
    );
};

async function verify(
  directory: string,
  flags: VerifyFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { publicKeyName } = await import("../certificate/files.ts");
  const { readPublicKey } = await import("../certificate/key.ts");
  const { openEnvelope } = await import("../certificate/open.ts");
  const { verifyCertificate } = await import("../certificate/verification.ts");
  const absolute = (name: string) => path.resolve(context.workingFolder, name);
  const folder = { path: absolute(directory), shown: directory };
  const opened = await openEnvelope(folder, workspace.formats);
  if (!opened.ok) return opened;
  const enclosed = path.join(directory, publicKeyName);
  const keyFile = flags.key ?? enclosed;
  const key = await readPublicKey(absolute(keyFile), keyFile);
  if (!key.ok) return key;
  const verified = await verifyCertificate(opened.value, key.value, folder, {
    ...workspace,
    version: context.version,
  });
  const problems = [
    ...verified.problems,
    ...whyTooOld(verified, flags.maxAge, new Date()),
    ...(flags.key === undefined ? [notAuthenticated(enclosed)] : []),
  ];
  await tell(verified, problems, key.value, flags, context);
  return ok(codeOfVerification(problems));
}

const dayMs = 86_400_000;

/** By which two clocks may differ. */
const clockErrorMs = 300_000;

function whyTooOld(
  { statement }: Verification,
  maxAge: number | undefined,
  now: Date,
): readonly Problem[] {
  if (statement === undefined) return [];
  const { finishedAt } = statement.predicate.headwater.run;
  if (!(Date.parse(finishedAt) <= now.getTime() + clockErrorMs)) {
    return [{ code: "STATEMENT_DIFFERS", message: "the run is dated after now" }];
  }
  if (maxAge === undefined) return [];
  const age = Math.floor((now.getTime() - Date.parse(finishedAt)) / dayMs);
  if (age < maxAge) return [];
  const message = `the run is ${age} days old, and ${maxAge} are the most that --max-age allows`;
  return [{ code: "TOO_OLD", message }];
}

const notAuthenticated = (keyFile: string): Problem => ({
  code: "NOT_AUTHENTICATED",
  message: `nobody vouches for it: the key comes from ${keyFile}, and whoever made the certificate chose it`,
  hint: "get the public key from the signer, and name its file with --key",
});

async function tell(
  { statement, held }: Verification,
  problems: readonly Problem[],
  key: KeyObject,
  { key: trusted, json }: VerifyFlags,
  { stdout, stderr }: CommandContext,
): Promise<void> {
  const { describeCertificate } = await import("../certificate/describe.ts");
  const { keyId } = await import("../certificate/key.ts");
  if (json) {
    const said = {
      verified: problems.length === 0,
      authenticated: trusted !== undefined && held.includes("signature"),
      keyId: keyId(key),
      held,
      problems,
      ...(statement && { certificate: statement.predicate.headwater }),
    };
    stdout.write(asJson(said));
    return;
  }
  if (statement !== undefined) stdout.write(`${describeCertificate(statement, keyId(key))}\n`);
  for (const problem of problems) stderr.write(`${renderProblem(problem)}\n\n`);
  const parts = held.length === 0 ? "nothing" : held.join(", ");
  stdout.write(`held: ${parts}\n${conclusion(problems)}\n`);
}

function conclusion(problems: readonly Problem[]): string {
  const code = codeOfVerification(problems);
  if (code === 0) return "verified";
  if (code !== 3) return "refused";
  return problems.every((problem) => problem.code === "NOT_AUTHENTICATED")
    ? "not verified: it agrees with itself, but it is not authenticated"
    : "not verified: not everything could be checked";
}
