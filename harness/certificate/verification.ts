import type { KeyObject } from "node:crypto";
import path from "node:path";
import type { Certified, Statement } from "../../specs/types/certificate.format.d.ts";
import type { Problem } from "../problem.ts";
import { canonicalJson } from "../read/digest.ts";
import { certificateName, compressedName } from "../journal/bundle-files.ts";
import { type BundleFolder, readBundle } from "../record/stored.ts";
import type { Workspace } from "../workspace.ts";
import { whyOtherDerived } from "./derived.ts";
import { payloadOf } from "./dsse.ts";
import { examine } from "./examine.ts";
import { filesOf, whyOtherFiles } from "./files.ts";
import { type OpenedEnvelope, readStatement, whyNotAuthentic } from "./open.ts";
import { nameList } from "../text/name-list.ts";
import { createStatement } from "./statement.ts";

/** What is verified, one after the other. */
export type VerifiedPart = "signature" | "files" | "suite" | "completeness" | "verdicts";

/** Absent from `held` and without a problem: it was not reached. */
export interface Verification {
  readonly statement?: Statement;
  readonly held: readonly VerifiedPart[];
  readonly problems: readonly Problem[];
}

/**
 * Verifies a certificate, offline. A step that cannot be relied on ends it: what nobody signed is not looked at, and
 * files that were changed are not judged.
 *
 * Problems: those of open.ts and files.ts; JOURNAL_SWAPPED; SUITE_DIFFERS when it was issued for another suite than the
 * present, whose verdicts then cannot be made again; those of examine.ts; REPORT_DIFFERS and STATEMENT_DIFFERS where the
 * signer says something else than the journal, or says it in other bytes than are made of it here. Of files that another
 * version wrote it cannot be told: SUITE_DIFFERS.
 */
export async function verifyCertificate(
  opened: OpenedEnvelope,
  key: KeyObject,
  folder: BundleFolder,
  workspace: Workspace & { readonly version: string },
): Promise<Verification> {
  const doubts = whyNotAuthentic(opened, key, folder.shown);
  if (doubts.length > 0) return { held: [], problems: doubts };
  const read = readStatement(opened, workspace.formats, folder.shown);
  if (!read.ok) return { held: ["signature"], problems: read.problems };
  const statement = read.value;
  const certified = statement.predicate.headwater;
  const files = await filesOf(folder.path);
  const otherFiles = await withSwap(
    whyOtherFiles(statement.subject.slice(1), files, folder.shown),
    certified,
    folder,
    workspace,
  );
  if (otherFiles.length > 0) return { statement, held: ["signature"], problems: otherFiles };
  const otherSuite = whyOtherSuite(certified, workspace);
  if (otherSuite.length > 0) {
    return { statement, held: ["signature", "files"], problems: otherSuite };
  }
  const examined = await examine(folder, workspace);
  const held = ["signature", "files", "suite"] as const;
  if (!examined.ok) return { statement, held, problems: examined.problems };
  const problems = [
    ...examined.value.problems,
    ...whyOtherBytes(opened, statement, folder.shown),
    ...(await whyOtherDerived(folder, examined.value, key, workspace)),
    ...whyOtherStatement(statement, createStatement(examined.value, files, workspace.library)),
  ];
  const about = new Set(
    problems.map(({ code }) => (isOfCompleteness(code) ? "completeness" : "verdicts")),
  );
  const further = (["completeness", "verdicts"] as const).filter((part) => !about.has(part));
  return { statement, held: [...held, ...further], problems };
}

const isOfCompleteness = (code: Problem["code"]): boolean =>
  code === "SCOPE" || code === "INCOMPLETE";

/** A journal of another run in place of the own is no slip: it gets its own problem. */
async function withSwap(
  problems: readonly Problem[],
  { run }: Certified,
  folder: BundleFolder,
  { formats }: Workspace,
): Promise<readonly Problem[]> {
  const changed = problems.find(
    ({ code, at }) => code === "FILE_CHANGED" && path.basename(at?.file ?? "") === compressedName,
  );
  if (changed === undefined) return problems;
  const journal = await readBundle(folder, formats, () => {});
  if (!journal.ok || journal.value.header.run.id === run.id) return problems;
  const message = `this is the journal of the run ${journal.value.header.run.id}, but the certificate is about ${run.id}`;
  return problems.map((one) =>
    one === changed ? { ...one, code: "JOURNAL_SWAPPED", message } : one,
  );
}

function whyOtherSuite({ suite }: Certified, { library, specs }: Workspace): readonly Problem[] {
  const hint = `verify with Headwater ${suite.version} as it was then, or name its folders with --suites and --specs`;
  const other = (what: string, then: string, now: string): readonly Problem[] =>
    then === now
      ? []
      : [
          {
            code: "SUITE_DIFFERS",
            message: `issued for other ${what} than the present: ${then.slice(0, 12)} then, ${now.slice(0, 12)} here`,
            hint,
          },
        ];
  return [
    ...other("cases", suite.casesDigest, library.digest),
    ...other("requirements", suite.requirementsDigest, specs.digest),
  ];
}

/** JSON has one value for a key, but its bytes may give several: there is one text for each statement. */
function whyOtherBytes(
  { envelope }: OpenedEnvelope,
  statement: Statement,
  shown: string,
): readonly Problem[] {
  if (payloadOf(envelope).toString() === JSON.stringify(statement)) return [];
  const message =
    "the payload is written in other bytes than a certificate is, or gives a key twice";
  return [{ code: "STATEMENT_DIFFERS", at: { file: path.join(shown, certificateName) }, message }];
}

function whyOtherStatement(signed: Statement, again: Statement): readonly Problem[] {
  const names = [
    ...differing("", { ...signed, predicate: undefined }, { ...again, predicate: undefined }),
    ...differing(
      "predicate.",
      { ...signed.predicate, headwater: undefined },
      { ...again.predicate, headwater: undefined },
    ),
    ...differing(
      "predicate.headwater.",
      { ...signed.predicate.headwater },
      { ...again.predicate.headwater },
    ),
  ];
  if (names.length === 0) return [];
  const message = `the certificate says something else than its journal about ${nameList(names)}`;
  return [{ code: "STATEMENT_DIFFERS", message }];
}

const differing = (
  prefix: string,
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => canonicalJson(one[name] ?? null) !== canonicalJson(other[name] ?? null))
    .map((name) => `${prefix}${name}`);
