import type { Certified, Statement } from "../../specs/types/certificate.format.d.ts";
import { oneLine } from "../text/sanitize.ts";
import { claimsText } from "../implementation/claims-text.ts";
import { leftOutLines, mustsText } from "../report/model/must-words.ts";
import { leftOutByReason } from "../report/model/musts.ts";
import { columns } from "../text/columns.ts";

/** A certificate in a few lines, for a person. */
export function describeCertificate({ predicate, subject }: Statement, keyId: string): string {
  const { target, suite, required, run, totals, musts } = predicate.headwater;
  const { implementation } = target;
  const facts = [
    ["implementation", `${implementation?.name ?? target.name} ${implementation?.version ?? ""}`],
    ["target", [target.name, ...new Set(Object.values(target.baseUrls))].join(", ")],
    ["claims", claimsText(target.claims)],
    ["suite", `Headwater ${suite.version}, cases ${suite.casesDigest.slice(0, 12)}`],
    ["required", describeRequired(required, run.repeat)],
    ...(musts === undefined ? [] : [["musts", mustsText(musts)]]),
    ...(totals.warnings === 0 ? [] : [["warnings", `${totals.warnings} checks below must failed`]]),
    ["run", `${run.startedAt} to ${run.finishedAt}, ${run.exchanges} exchanges, seed ${run.seed}`],
    ["files", `${subject.length - 1} files are covered`],
    ["key", keyId],
  ];
  const shown = facts.map((row) => row.map((text) => oneLine(text)));
  const groups = musts === undefined ? [] : leftOutByReason(musts);
  const leftOut =
    groups.length === 0
      ? []
      : [
          "",
          "must requirements that the claims left out",
          ...leftOutLines(groups, 80).map((line) => oneLine(line)),
        ];
  return `${[...columns(shown), ...leftOut].join("\n")}\n`;
}

function describeRequired(required: Certified["required"], rounds: number): string {
  const { checks, passed, notApplicable } = required;
  const left = notApplicable === 0 ? "" : `, ${notApplicable} not applicable`;
  return `${checks} checks: ${passed} passed in each of ${rounds} rounds${left}`;
}
