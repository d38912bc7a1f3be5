import { ok, type Result } from "../result.ts";
import { parseExactly, type YamlDocument } from "./exact-yaml.ts";
import { type FastDocument, readFastYaml } from "./fast-yaml.ts";
import type { SourceText } from "./files.ts";
import { placer } from "./placer.ts";

export type { DataPath, YamlDocument } from "./exact-yaml.ts";

/**
 * Strict YAML 1.2: unique string keys, no tags, no aliases, one document, and every number in the form in which JSON
 * writes it, so that `02142` or `1.10` cannot become another value on its way.
 *
 * Problems: YAML_SYNTAX, YAML_ALIAS, YAML_MISREAD, every one with line and column.
 */
export function parseYaml(source: SourceText): Result<YamlDocument> {
  const fast = readFastYaml(source.text);
  return fast === undefined ? parseExactly(source) : ok(placed(source, fast));
}

/** A document that was read quickly; where a place cannot be told so, it is read exactly after all. */
function placed(source: SourceText, { data, offsetOf, offsetOfKey }: FastDocument): YamlDocument {
  const at = placer(source);
  let known: YamlDocument | undefined;
  const exact = () => (known ??= must(parseExactly(source)));
  return {
    file: source.file,
    data,
    placeOf: (path) => {
      const offset = offsetOf(path);
      return offset === undefined ? exact().placeOf(path) : at(offset);
    },
    placeOfKey: (path) => {
      const offset = offsetOfKey(path);
      return offset === undefined ? exact().placeOfKey(path) : at(offset);
    },
  };
}

/** What was read quickly can be read exactly. */
function must(document: Result<YamlDocument>): YamlDocument {
  if (document.ok) return document.value;
  throw new Error(`YAML is read in two ways: ${document.problems[0]?.message}`);
}
