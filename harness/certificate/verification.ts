import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Certified, Statement } from "../../specs/types/certificate.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Problem } from "../problem.ts";
import { canonicalJson } from "../read/digest.ts";
import { compressedName } from "../journal/bundle-files.ts";
import { type BundleFolder, readBundle } from "../record/stored.ts";
import type { Workspace } from "../workspace.ts";
import { type Examination, examine } from "./examine.ts";
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
 * signer says something else than the journal.
 */
export async function verifyCertificate(
  opened: OpenedEnvelope,
  key: KeyObject,
  folder: BundleFolder,
  workspace: Workspace,
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
    ...(await whyOtherReport(folder, examined.value)),
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

/** The report that lies beside the journal must say what the journal says. */
async function whyOtherReport(
  folder: BundleFolder,
  { report }: Examination,
): Promise<readonly Problem[]> {
  const file = path.join(folder.shown, "report.json");
  const differs = (message: string): readonly Problem[] => [
    { code: "REPORT_DIFFERS", at: { file }, message },
  ];
  // Another version may have written it: it need not fit the present format.
  try {
    const text = await readFile(path.join(folder.path, "report.json"), "utf8");
    const [then, now] = [comparable(JSON.parse(text) as Report), comparable(report)];
    const names = Object.keys(now).filter(
      (name) => canonicalJson(then[name]) !== canonicalJson(now[name]),
    );
    if (names.length === 0) return [];
    return differs(`the report says something else than the journal about ${names.join(", ")}`);
  } catch (error) {
    return differs(`cannot be read (${String(error)})`);
  }
}

/** What of a report is about the target; the rest is how a version of Headwater tells it. */
const comparable = (report: Report): Readonly<Record<string, unknown>> => ({
  suite: report.suite,
  target: report.target,
  run: report.run,
  conclusion: report.conclusion,
  totals: report.totals,
  musts: report.musts ?? null,
  requirements: report.requirements.map(({ id, outcome }) => [id, outcome]),
  checks: report.cases.map(({ id, outcome, checks }) => [
    id,
    outcome,
    checks.map((check) => [check.id, check.level, check.requirement, check.outcome]),
  ]),
});

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
