import type { KeyObject } from "node:crypto";
import path from "node:path";
import { describeCertificate } from "../certificate/describe.ts";
import { publicKeyName } from "../certificate/files.ts";
import { keyId, readPublicKey } from "../certificate/key.ts";
import { openEnvelope } from "../certificate/open.ts";
import { type Verification, verifyCertificate } from "../certificate/verify.ts";
import { type Problem, renderProblem } from "../problem.ts";
import type { Result } from "../result.ts";
import { loadWorkspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater verify`. */
export interface VerifyCommand {
  readonly directory: string;
  /** File of the public key that the user trusts. */
  readonly key?: string;
  /** Days that may have passed since the run. */
  readonly maxAge?: number;
  readonly json: boolean;
}

/** Verifies a certificate, offline. */
export async function verifyCommand(
  command: VerifyCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { directory, json } = command;
  const folder = { path: path.resolve(context.workingFolder, directory), shown: directory };
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const opened = await openEnvelope(folder, workspace.value.formats);
  if (!opened.ok) return reportProblems(opened.problems, context, json);
  const key = await trustedKey(command, context);
  if (!key.ok) return reportProblems(key.problems, context, json);
  const verified = await verifyCertificate(opened.value, key.value, folder, workspace.value);
  const problems = [
    ...verified.problems,
    ...whyTooOld(verified, command.maxAge, new Date()),
    ...(command.key === undefined ? [notAuthenticated(directory)] : []),
  ];
  const code = codeOf(problems);
  if (json) context.stdout.write(asJson(verified, problems, key.value, command));
  else tell(verified, problems, key.value, context);
  return code;
}

function trustedKey(
  { key, directory }: VerifyCommand,
  { workingFolder }: CommandContext,
): Promise<Result<KeyObject>> {
  const shown = key ?? path.join(directory, publicKeyName);
  return readPublicKey(path.resolve(workingFolder, shown), shown);
}

const day = 86_400_000;

function whyTooOld(
  { statement }: Verification,
  maxAge: number | undefined,
  now: Date,
): readonly Problem[] {
  if (statement === undefined || maxAge === undefined) return [];
  const { finishedAt } = statement.predicate.headwater.run;
  const age = Math.floor((now.getTime() - Date.parse(finishedAt)) / day);
  if (age < maxAge) return [];
  const message = `the run is ${age} days old, and ${maxAge} are the most that --max-age allows`;
  return [{ code: "TOO_OLD", message }];
}

const notAuthenticated = (directory: string): Problem => ({
  code: "NOT_AUTHENTICATED",
  message: `nobody vouches for it: the key comes from ${path.join(directory, publicKeyName)}, and whoever made the certificate chose it`,
  hint: "get the public key from the signer, and name its file with --key",
});

/** 1 it does not hold, 2 it is no certificate, 3 it cannot be told, 0 verified. */
function codeOf(problems: readonly Problem[]): ExitCode {
  const codes = problems.map(({ code }) => kinds[code] ?? 1);
  return ([1, 2, 3] as const).find((code) => codes.includes(code)) ?? 0;
}

const kinds: Readonly<Partial<Record<Problem["code"], ExitCode>>> = {
  STATEMENT: 2,
  FILE_UNREADABLE: 2,
  SUITE_DIFFERS: 3,
  NOT_AUTHENTICATED: 3,
};

function asJson(
  { statement, held }: Verification,
  problems: readonly Problem[],
  key: KeyObject,
  command: VerifyCommand,
): string {
  const said = {
    verified: problems.length === 0,
    authenticated: command.key !== undefined && held.includes("signature"),
    keyId: keyId(key),
    held,
    problems,
    ...(statement && { certificate: statement.predicate.headwater }),
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

function tell(
  { statement, held }: Verification,
  problems: readonly Problem[],
  key: KeyObject,
  { stdout, stderr }: CommandContext,
): void {
  if (statement !== undefined) stdout.write(`${describeCertificate(statement, keyId(key))}\n`);
  for (const problem of problems) stderr.write(`${renderProblem(problem)}\n\n`);
  const steps = held.length === 0 ? "nothing" : held.join(", ");
  stdout.write(`held: ${steps}\n${conclusion(problems)}\n`);
}

function conclusion(problems: readonly Problem[]): string {
  const code = codeOf(problems);
  if (code === 0) return "verified";
  if (code !== 3) return "refused";
  return problems.every((problem) => problem.code === "NOT_AUTHENTICATED")
    ? "not verified: it agrees with itself, but it is not authenticated"
    : "not verified: not everything could be checked";
}
