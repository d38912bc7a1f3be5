import type { Secret } from "../secrets/redact.ts";
import type { Problem } from "../problem.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";

/** Where `${NAME}` is looked up, and what becomes of a variable that is not set. */
export interface VariableContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A file that is only looked at may leave its variables unset; absent: each one is a problem. */
  readonly mayBeUnset?: boolean;
}

/** Fills `${NAME}` in the texts of a target file. */
export interface Variables {
  readonly fill: (text: string, at: DataPath) => string;
  /** All texts of JSON, at any depth. */
  readonly fillAll: <T>(data: T, at: DataPath) => T;
  /** Whether every variable of the text is set. */
  readonly areSet: (text: string) => boolean;
  /** The variables of JSON, at any depth, as secrets. */
  readonly secretsIn: (data: unknown) => readonly Secret[];
}

/** @param report Called with ENVIRONMENT, where it stands, for a variable that is not set. */
export function createVariables(
  document: YamlDocument,
  { environment, mayBeUnset = false }: VariableContext,
  report: (problem: Problem) => void,
): Variables {
  const isSet = (name: string) => environment[name] !== undefined && environment[name] !== "";
  const reported = new Set<string>();
  const fill = (text: string, at: DataPath): string =>
    text.replaceAll(variable, (_all, name: string) => {
      if (isSet(name)) return environment[name] ?? "";
      if (!mayBeUnset && !reported.has(name)) report(notSet(name, document, at));
      reported.add(name);
      return placeholder;
    });
  const fillAll = <T>(data: T, at: DataPath): T => mapTexts(data, at, fill) as T;
  const secretsIn = (data: unknown) => variablesOf(data, environment);
  return { fill, fillAll, areSet: (text) => variablesIn(text).every(isSet), secretsIn };
}

/** The variables of JSON, at any depth, with their values; one that is not set is empty. */
export const variablesOf = (
  data: unknown,
  environment: VariableContext["environment"],
): readonly Secret[] =>
  textsIn(data)
    .flatMap(variablesIn)
    .map((name) => ({ name, value: environment[name] ?? "" }));

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Stands where a value is missing; of a URL it is a host. */
const placeholder = "http://variable.invalid";

const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(variable)].map((match) => match[1] ?? "");

const notSet = (name: string, document: YamlDocument, at: DataPath): Problem => ({
  code: "ENVIRONMENT",
  at: document.placeOf(at),
  message: `the environment variable ${name} is not set`,
  hint: `export ${name}=... before the run`,
});

function mapTexts(
  data: unknown,
  at: DataPath,
  change: (text: string, at: DataPath) => string,
): unknown {
  if (typeof data === "string") return change(data, at);
  if (Array.isArray(data)) {
    return data.map((item, index) => mapTexts(item, [...at, index], change));
  }
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, mapTexts(value, [...at, key], change)]),
  );
}

function textsIn(data: unknown): readonly string[] {
  if (typeof data === "string") return [data];
  return data === null || typeof data !== "object" ? [] : Object.values(data).flatMap(textsIn);
}
