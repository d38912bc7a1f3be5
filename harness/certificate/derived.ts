import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import { digestOfPublished, publishedDocument } from "../implementation/published.ts";
import type { Problem } from "../problem.ts";
import { canonicalJson } from "../read/digest.ts";
import type { Formats } from "../read/format.ts";
import { parseJson } from "../read/json.ts";
import type { BundleFolder } from "../record/stored.ts";
import { filesOf, type ResultFile } from "../report/formats.ts";
import { runResults } from "../report/model/run-results.ts";
import type { Workspace } from "../workspace.ts";
import type { Examination } from "./examine.ts";
import { certifiedFormats, publicKeyName, targetName } from "./files.ts";
import { publicPem } from "./key.ts";
import { agreesWith, parseTargetFile, renderTargetFile } from "./target-file.ts";

/**
 * In what the files beside a journal are not those that are made of it: each is made anew and compared, byte for byte.
 *
 * Problems: REPORT_DIFFERS; SUITE_DIFFERS where the files are those of another version, which may write otherwise.
 *
 * @param key The public half of the key that signed.
 */
export async function whyOtherDerived(
  folder: BundleFolder,
  { header, report }: Examination,
  key: KeyObject,
  { formats, version }: Pick<Workspace, "formats"> & { readonly version: string },
): Promise<readonly Problem[]> {
  const results = runResults(report);
  const files = await Promise.all(
    certifiedFormats.map((format) => filesOf(results, format, { formats })),
  );
  const made: readonly ResultFile[] = [
    ...files.flat(),
    { name: publicKeyName, pieces: [publicPem(key)] },
  ];
  const problems = await Promise.all(
    made.map(async ({ name, pieces }): Promise<readonly Problem[]> => {
      const found = await textOf(folder, name);
      if (found === [...pieces].join("")) return [];
      const file = path.join(folder.shown, name);
      const told = name === "report.json" ? whatDiffers(found, report) : undefined;
      if (told === undefined && report.suite.version !== version) {
        return [{ code: "SUITE_DIFFERS", at: { file }, message: otherVersion(report, version) }];
      }
      const message = told ?? "this is not what is made of the journal";
      return [{ code: "REPORT_DIFFERS", at: { file }, message }];
    }),
  );
  return [...problems.flat(), ...(await whyOtherTarget(folder, header, report, formats))];
}

const textOf = ({ path: folder }: BundleFolder, name: string): Promise<string> =>
  readFile(path.join(folder, name), "utf8").catch(() => "");

const otherVersion = ({ suite }: Report, version: string): string =>
  `written by Headwater ${suite.version}, and ${version} does not write the same: verify with that version`;

/** What a report says that is not what the journal says; undefined where it reads the same. */
function whatDiffers(text: string, report: Report): string | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok) return `cannot be read (${parsed.problems[0]?.message ?? ""})`;
  const [then, now] = [comparable(parsed.value as Report), comparable(report)];
  const names = Object.keys(now).filter(
    (name) => canonicalJson(then[name] ?? null) !== canonicalJson(now[name]),
  );
  if (names.length === 0) return undefined;
  return `the report says something else than the journal about ${names.join(", ")}`;
}

/** What of a report is about the target; the rest is how a version of Headwater tells it. */
const comparable = ({
  suite,
  target,
  run,
  conclusion,
  totals,
  musts,
  requirements,
  cases,
}: Partial<Report>): Readonly<Record<string, unknown>> => ({
  suite,
  target,
  run,
  conclusion,
  totals,
  musts: musts ?? null,
  requirements: requirements?.map(({ id, outcome }) => [id, outcome]),
  checks: cases?.map(({ id, outcome, checks }) => [
    id,
    outcome,
    checks.map((check) => [check.id, check.level, check.requirement, check.outcome]),
  ]),
});

async function whyOtherTarget(
  folder: BundleFolder,
  { targetFileDigest }: HeaderLine,
  { target }: Report,
  formats: Formats,
): Promise<readonly Problem[]> {
  const differs = (message: string): readonly Problem[] => [
    { code: "REPORT_DIFFERS", at: { file: path.join(folder.shown, targetName) }, message },
  ];
  const text = await textOf(folder, targetName);
  const said = parseTargetFile(text, formats);
  if (!said.ok) {
    return differs(`the target file cannot be read (${said.problems[0]?.message ?? ""})`);
  }
  const again = publishedDocument(said.value, target, (same) => same);
  if (renderTargetFile(again) !== text || !agreesWith(said.value, target)) {
    return differs(
      "the target file says something else than the journal, or more than a certificate publishes",
    );
  }
  return digestOfPublished(again) === targetFileDigest
    ? []
    : differs("the target file is not the one that the run began with");
}
