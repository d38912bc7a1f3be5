import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ErrorObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
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
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { suggest } from "./suggest.ts";
import type { DataPath, YamlDocument } from "./yaml.ts";
import { show as showWithin } from "../text/show.ts";

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

const addFormats = addFormatsModule.default;

/** Loads every JSON Schema of a folder. Throws when the folder is not ours: that is a broken installation. */
export async function loadFormats(folder: string): Promise<Formats> {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    verbose: true,
    discriminator: true,
  });
  addFormats(ajv);
  for (const file of await readdir(folder)) {
    if (file.endsWith(".schema.json")) {
      ajv.addSchema(JSON.parse(await readFile(path.join(folder, file), "utf8")));
    }
  }
  const validator = (format: string) => {
    const found = ajv.getSchema(`https://headwater.dev/formats/${format}.schema.json`);
    if (found === undefined) throw new Error(`no format ${format} in ${folder}`);
    return found;
  };
  return {
    check: <F extends keyof FormatTypes>(format: F, document: YamlDocument) => {
      const validate = validator(format);
      if (validate(document.data)) return ok(document.data as FormatTypes[F]);
      return failure(told(validate.errors).map((error) => locate(error, document)));
    },
    checkData: <F extends keyof FormatTypes>(format: F, data: unknown, name: string) => {
      const validate = validator(format);
      if (validate(data)) return ok(data as FormatTypes[F]);
      return failure(told(validate.errors).map((error) => locate(error, unplaced(name))));
    },
    schemaOf: (id) => ajv.getSchema(id)?.schema,
  };
}

function unplaced(file: string): Pick<YamlDocument, "placeOf" | "placeOfKey"> {
  return { placeOf: () => ({ file }), placeOfKey: () => ({ file }) };
}

/** Errors that only repeat what a deeper one says are left out. */
function told(errors: readonly ErrorObject[] | null | undefined): readonly ErrorObject[] {
  return (errors ?? []).filter(
    (error) => !["if", "oneOf", "anyOf", "propertyNames"].includes(error.keyword),
  );
}

function locate(
  error: ErrorObject,
  document: Pick<YamlDocument, "placeOf" | "placeOfKey">,
): Problem {
  const at = dataPath(error.instancePath);
  const where = at.length === 0 ? "the document" : at.join(".");
  if (error.keyword === "additionalProperties") {
    const key = String(error.params["additionalProperty"]);
    return {
      code: "UNKNOWN_KEY",
      at: document.placeOfKey([...at, key]),
      message: `${where} has the unknown key "${key}"`,
      ...hint(suggest(key, knownKeys(error))),
    };
  }
  if (error.propertyName !== undefined) {
    return {
      code: "FORMAT",
      at: document.placeOfKey([...at, error.propertyName]),
      message: `the name "${error.propertyName}" in ${where} ${error.message ?? "is not valid"}`,
      hint: "names are letters and digits; dots and hyphens only where the format allows them",
    };
  }
  return {
    code: "FORMAT",
    at: document.placeOf(at),
    message: `${where} ${describe(error)}`,
    ...hint(advice(error)),
  };
}

const hint = (text: string | undefined) => (text === undefined ? {} : { hint: text });

function knownKeys(error: ErrorObject): readonly string[] {
  const properties: unknown = error.parentSchema?.["properties"];
  return properties !== null && typeof properties === "object" ? Object.keys(properties) : [];
}

function describe(error: ErrorObject): string {
  switch (error.keyword) {
    case "required":
      return `lacks the key "${String(error.params["missingProperty"])}"`;
    case "enum":
      return `is ${show(error.data)}; it must be one of ${list(error.params["allowedValues"])}`;
    case "const":
      return `is ${show(error.data)}; it must be ${show(error.params["allowedValue"])}`;
    case "type":
      return `is ${show(error.data)}; it must be ${list(error.params["type"])}`;
    case "pattern":
      return examplesOf(error) === undefined
        ? `is ${show(error.data)}, which does not have the form ${String(error.params["pattern"])}`
        : `is ${show(error.data)}; it must be as one of ${list(examplesOf(error))}`;
    default:
      return error.message ?? `breaks the rule "${error.keyword}"`;
  }
}

function advice(error: ErrorObject): string | undefined {
  if (error.keyword === "enum" && typeof error.data === "string") {
    const allowed: unknown = error.params["allowedValues"];
    return Array.isArray(allowed) ? suggest(error.data, allowed.map(String)) : undefined;
  }
  const examples = error.keyword === "pattern" ? examplesOf(error) : undefined;
  if (examples !== undefined && typeof error.data === "string")
    return suggest(error.data, examples);
  const description: unknown = error.parentSchema?.["description"];
  return typeof description === "string" ? description : undefined;
}

const list = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(", ") : String(value);

const show = (value: unknown): string => showWithin(value, 60);

function dataPath(pointer: string): DataPath {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Where a form is told best by what has it. */
function examplesOf(error: ErrorObject): readonly string[] | undefined {
  const examples: unknown = error.parentSchema?.["examples"];
  return Array.isArray(examples) ? examples.map(String) : undefined;
}
