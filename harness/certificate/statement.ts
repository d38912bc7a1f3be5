import type {
  Certified,
  ResourceDescriptor,
  Statement,
} from "../../specs/types/certificate.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Library } from "../case/types.ts";
import { digest } from "../read/digest.ts";
import type { Examination } from "./examine.ts";
import { fileSubjects } from "./files.ts";
import { requiredChecks, requiredDigest } from "./required.ts";

/** The payload type of in-toto statements in JSON (in-toto attestation v1, "Envelope layer specification"). */
export const payloadType = "application/vnd.in-toto+json";

/**
 * What a certificate says of a run: an in-toto Statement v1 with the predicate test-result v0.1. Pure, so that whoever
 * verifies makes it again and compares.
 *
 * @param files Every file that it covers, with its SHA-256.
 */
export function createStatement(
  { header, report, journalDigest }: Omit<Examination, "problems">,
  files: ReadonlyMap<string, string | undefined>,
  library: Library,
): Statement {
  const required = requiredChecks(library);
  const certified: Certified = {
    format: 1,
    target: report.target,
    targetDigest: header.targetFileDigest ?? header.targetDigest,
    suite: header.suite,
    run: runFacts(report),
    required: {
      checks: required.length,
      digest: requiredDigest(required),
      passed: musts(report, "passed").length,
      notApplicable: musts(report, "not-applicable").length,
    },
    ...(report.musts && { musts: report.musts }),
    totals: report.totals,
    journal: { digest: journalDigest },
  };
  const warned = checksOf(report).filter(({ outcome }) => outcome === "failed");
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [implementationSubject(report), ...fileSubjects(files)],
    predicateType: "https://in-toto.io/attestation/test-result/v0.1",
    predicate: {
      result: warned.length === 0 ? "PASSED" : "WARNED",
      configuration: configuration(certified),
      passedTests: checksOf(report).flatMap(({ name, outcome }) =>
        outcome === "passed" ? [name] : [],
      ),
      warnedTests: warned.map(({ name }) => name),
      failedTests: [],
      headwater: certified,
    },
  };
}

/** A server has no bytes to digest: it is named, and the digest is of what is said of it. */
function implementationSubject({ target }: Report): ResourceDescriptor {
  const { name = target.name, version, url } = target.implementation ?? {};
  return {
    name: version === undefined ? name : `${name}@${version}`,
    ...(url !== undefined && { uri: url }),
    digest: { sha256: digest(target) },
  };
}

const configuration = ({ suite, required, targetDigest }: Certified): ResourceDescriptor[] =>
  [
    ["headwater/cases", suite.casesDigest],
    ["headwater/requirements", suite.requirementsDigest],
    ["headwater/required-checks", required.digest],
    ["headwater/target", targetDigest],
  ].map(([name = "", sha256 = ""]) => ({ name, digest: { sha256 } }));

function runFacts({ run }: Report): Certified["run"] {
  const { id, startedAt, finishedAt, seed, repeat = 1, concurrency, exchanges } = run;
  return { id, startedAt, finishedAt, seed, repeat, concurrency, exchanges };
}

const checksOf = ({ cases }: Report) =>
  cases.flatMap((row) =>
    row.checks.map(({ id, level, outcome }) => ({ name: `${row.id}/${id}`, level, outcome })),
  );

const musts = (report: Report, wanted: string) =>
  checksOf(report).filter(({ level, outcome }) => level === "must" && outcome === wanted);
