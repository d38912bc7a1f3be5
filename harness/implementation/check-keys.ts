import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import type { Problem } from "../problem.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { shortestSecret } from "../secrets/redact.ts";
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
  const inPath = (text: string, at: DataPath) => {
    for (const { name } of variablesOf(pathOf(text), environment).filter(isKey)) {
      report({
        code: "KEY",
        at: document.placeOf(at),
        message: `\${${name}} stands in the path of a URL, which reports show`,
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
  for (const [name, steps] of Object.entries(raw.recipes ?? {})) {
    for (const [index, { call = "", headers, body, text, form }] of [steps].flat().entries()) {
      inPath(call, ["recipes", name, index, "call"]);
      longEnough([headers, body, text, form, queryOf(call)], ["recipes", name, index]);
    }
  }
}

/** By its name. What is none may be short, and stand anywhere: a tenant, a version. */
const isKey = ({ name }: { readonly name: string }): boolean =>
  /(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)$/i.test(name);

const pathOf = (call: string): string => call.split("?")[0] ?? "";

const queryOf = (call: string): string => call.slice(pathOf(call).length);
