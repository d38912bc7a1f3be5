import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { checkRefs, type ReferenceScope } from "./scope.ts";
import { compileTemplate, compileText, templateRefs, textRefs } from "./template.ts";
import type { CallStep, StepBody } from "./types.ts";

/** What a step sends: JSON, a text as it stands, a form, or nothing. */
export function compileBody(
  document: StepDocument,
  path: DataPath,
  scope: ReferenceScope,
  source: YamlDocument,
): StepBody {
  const given = (["body", "text", "form"] as const).filter((key) => document[key] !== undefined);
  if (given.length > 1) {
    const at = source.placeOfKey([...path, given[1] ?? ""]);
    scope.report({
      code: "FORMAT",
      at,
      message: `a step has one of body, text, form; not ${given.join(" and ")}`,
    });
  }
  if (document.body !== undefined) {
    const at = source.placeOf([...path, "body"]);
    const value = compileTemplate(document.body, (message) =>
      scope.report({ code: "MONEY", at, message }),
    );
    checkRefs(templateRefs(value), at, scope);
    return { kind: "json", value };
  }
  if (document.text !== undefined) {
    const value = compileText(document.text);
    checkRefs(textRefs(value), source.placeOf([...path, "text"]), scope);
    return { kind: "text", value };
  }
  if (document.form === undefined) return { kind: "none" };
  const texts = Object.fromEntries(
    Object.entries(document.form).map(([key, value]) => [key, String(value)]),
  );
  return { kind: "form", value: compileTexts(texts, [...path, "form"], scope, source) };
}

/** Texts by name, such as headers. */
export function compileTexts(
  texts: Readonly<Record<string, string>>,
  path: DataPath,
  scope: ReferenceScope,
  document: YamlDocument,
): CallStep["headers"] {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const template = compileText(text);
      checkRefs(textRefs(template), document.placeOf([...path, name]), scope);
      return [name, template];
    }),
  );
}
