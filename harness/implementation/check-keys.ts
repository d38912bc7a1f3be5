import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import type { Problem } from "../problem.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { type Secret, shortestSecret } from "../secrets/redact.ts";
import { type VariableContext, variablesOf } from "./variables.ts";

/** Keys that could not be masked, and keys at places that are shown. Problems: KEY. */
export function checkKeys(
  raw: TargetDocument,
  document: YamlDocument,
  { environment }: VariableContext,
  report: (problem: Problem) => void,
): void {
  const tooShort = (what: string, value: string, at: DataPath) => {
    if (value === "" || value.length >= shortestSecret) return;
    report({
      code: "KEY",
      at: document.placeOf(at),
      message: `${what} has fewer than ${shortestSecret} signs: it could not be told from other text, and not be masked`,
      hint: "use a longer key",
    });
  };
  const own = Object.values(raw.apis).flatMap(({ keys = {} }) => Object.values(keys));
  const ownVariables = new Set(variablesOf(own, environment).map(({ name }) => name));
  const ownValues = own
    .map((key) => variablesOf(key, environment)[0]?.value ?? key)
    .filter((value) => value.length >= shortestSecret);
  const isOwn = ({ name, value }: Secret) =>
    ownVariables.has(name) || ownValues.some((key) => value.includes(key));
  const inPath = (text: string, at: DataPath) => {
    const path = pathOf(text);
    const variables = variablesOf(path, environment).filter((one) => isKey(one) || isOwn(one));
    const found = variables.map(({ name }) => `\${${name}}`);
    if (isOwn({ name: "", value: path })) found.push("the value of a key");
    for (const what of found) {
      report({
        code: "KEY",
        at: document.placeOf(at),
        message: `${what} stands in the path of a URL, which reports show`,
        hint: "send a key in a header, a body or a query; a variable that is none needs a name that says so",
      });
    }
  };
  const longEnough = (data: unknown, at: DataPath) => {
    for (const { name, value } of variablesOf(data, environment).filter(isKey)) {
      tooShort(`the value of ${name}`, value, at);
    }
  };
  for (const [api, { baseUrl, headers, keys }] of Object.entries(raw.apis)) {
    inPath(baseUrl, ["apis", api, "baseUrl"]);
    longEnough(headers, ["apis", api, "headers"]);
    for (const [kind, key] of Object.entries(keys ?? {})) {
      const [variable] = variablesOf(key, environment);
      const value = variable === undefined ? key : variable.value;
      tooShort(`the ${kind} key`, value, ["apis", api, "keys", kind]);
    }
  }
  if (raw.browser !== undefined) inPath(raw.browser.script, ["browser", "script"]);
  for (const [name, recipe] of Object.entries(raw.recipes ?? {})) {
    for (const { step, at } of stepsWithin(recipe, ["recipes", name])) {
      const { call, ...others } = step;
      inPath(call, [...at, "call"]);
      longEnough([others, queryOf(call)], at);
    }
  }
}

interface WrittenStep {
  readonly step: { readonly call: string };
  readonly at: DataPath;
}

/** What calls, however deep it stands: in a list of steps, in an alternative, among calls that are made together. */
function stepsWithin(written: unknown, at: DataPath): readonly WrittenStep[] {
  if (typeof written !== "object" || written === null) return [];
  if ("call" in written && typeof written.call === "string") {
    return [{ step: { ...written, call: written.call }, at }];
  }
  return Array.isArray(written)
    ? written.flatMap((one: unknown, index) => stepsWithin(one, [...at, index]))
    : Object.entries(written).flatMap(([key, one]) => stepsWithin(one, [...at, key]));
}

/** By its name. What is none may be short, and stand anywhere: a tenant, a version. */
const isKey = ({ name }: { readonly name: string }): boolean =>
  /(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)$/i.test(name);

const pathOf = (call: string): string => call.split("?")[0] ?? "";

const queryOf = (call: string): string => call.slice(pathOf(call).length);
