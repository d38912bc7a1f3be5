import { readFileSync } from "node:fs";
import path from "node:path";
import type { AbilitiesFile } from "../../specs/types/abilities.format.d.ts";
import type { BaselineDocument } from "../../specs/types/baseline.format.d.ts";
import type { CaseDocument } from "../../specs/types/case.format.d.ts";
import type { Statement } from "../../specs/types/certificate.format.d.ts";
import type { DegenerateFile } from "../../specs/types/degenerate.format.d.ts";
import type { Envelope } from "../../specs/types/envelope.format.d.ts";
import type { CataloguedFault } from "../../specs/types/faults.format.d.ts";
import type { FixtureFile } from "../../specs/types/fixture.format.d.ts";
import type { JournalLine } from "../../specs/types/journal.format.d.ts";
import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import type { Pact } from "../../specs/types/pact.format.d.ts";
import type { PactReportDocument } from "../../specs/types/pact-report.format.d.ts";
import type { PagesFile } from "../../specs/types/pages.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { RequirementFile } from "../../specs/types/requirement.format.d.ts";
import type { SharedFile } from "../../specs/types/shared.format.d.ts";
import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import { failure, ok, type Result } from "../result.ts";
import { builtValidators } from "./built-formats.ts";
import { formatProblems, unplaced } from "./format-problems.ts";
import type { YamlDocument } from "./yaml.ts";

/** The types of the file formats, by the name of their schema. */
interface FormatTypes {
  readonly abilities: AbilitiesFile;
  readonly baseline: BaselineDocument;
  readonly case: CaseDocument;
  readonly certificate: Statement;
  readonly degenerate: DegenerateFile;
  readonly envelope: Envelope;
  readonly faults: readonly CataloguedFault[];
  readonly fixture: FixtureFile;
  readonly journal: JournalLine;
  readonly mutation: Mutation;
  readonly pact: Pact;
  readonly "pact-report": PactReportDocument;
  readonly pages: PagesFile;
  readonly report: Report;
  readonly requirement: RequirementFile;
  readonly shared: SharedFile;
  readonly target: TargetDocument;
}

/** The file formats of specs/formats. */
export interface Formats {
  /** The document as its generated type, or a problem for every way in which it is not. */
  readonly check: <F extends keyof FormatTypes>(
    format: F,
    document: YamlDocument,
  ) => Result<FormatTypes[F]>;
  /** The same for data without a file; places are paths into the data. */
  readonly checkData: <F extends keyof FormatTypes>(
    format: F,
    data: unknown,
    name: string,
  ) => Result<FormatTypes[F]>;
  /** The JSON Schema with this id, as it is written. */
  readonly schemaOf: (id: string) => unknown;
}

/** The JSON Schemas of a folder. Throws when the folder is not ours: that is a broken installation. */
export async function loadFormats(folder: string): Promise<Formats> {
  const validator =
    builtValidators(folder) ?? (await import("./compile-formats.ts")).compileFormats(folder);
  const schemas = new Map<string, unknown>();
  return {
    check: <F extends keyof FormatTypes>(format: F, document: YamlDocument) => {
      const validate = validator(format);
      if (validate(document.data)) return ok(document.data as FormatTypes[F]);
      return failure(formatProblems(validate.errors, document));
    },
    checkData: <F extends keyof FormatTypes>(format: F, data: unknown, name: string) => {
      const validate = validator(format);
      if (validate(data)) return ok(data as FormatTypes[F]);
      return failure(formatProblems(validate.errors, unplaced(name)));
    },
    schemaOf: (id) => {
      const file = path.join(folder, path.basename(id));
      const known = schemas.get(id) ?? (JSON.parse(readFileSync(file, "utf8")) as unknown);
      schemas.set(id, known);
      return known;
    },
  };
}
