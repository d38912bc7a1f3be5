import type { Place } from "../problem.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import { checkRefs, type ReferenceScope } from "./scope.ts";
import { compileTemplate, type Template, templateRefs } from "./template.ts";
import type { SharedWords } from "./types.ts";

/** What compiling steps needs beside their text. */
export interface StepContext {
  readonly document: YamlDocument;
  readonly api: Api;
  readonly schemas: Readonly<Record<Api, SchemaSet>>;
  /** What the fixture of that name hands on; undefined when there is none (which is reported). */
  readonly providedBy: (fixture: string, params: readonly string[], at: Place) => readonly string[];
  readonly shared: SharedWords;
  /** Recipes demand success of a call that says nothing else, and may leave ids out. */
  readonly recipe: boolean;
}

/** Values for params; each may refer to what is known. */
export function compileParams(
  data: Readonly<Record<string, unknown>>,
  path: DataPath,
  scope: ReferenceScope,
  document: YamlDocument,
): Readonly<Record<string, Template>> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const at = document.placeOf([...path, name]);
      const template = compileTemplate(value, (message) =>
        scope.report({ code: "MONEY", at, message }),
      );
      checkRefs(templateRefs(template), at, scope);
      return [name, template];
    }),
  );
}
