import { readFile } from "node:fs/promises";
import { isMap, isPair, isScalar, parseDocument } from "yaml";
import { beforeAll, describe, expect, it } from "vitest";
import { formats } from "../testing/suite.ts";
import { must } from "../testing/must.ts";
import { parseYaml } from "../read/yaml.ts";

const file = "suites/targets/template.yaml";
let text: string;
let schema: Schema;
beforeAll(async () => {
  text = await readFile(file, "utf8");
  schema = JSON.parse(await readFile("specs/formats/target.schema.json", "utf8")) as Schema;
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Paths of all keys that a target file may have; of APIs one stands for both. */
function keysOf(part: Schema, path: readonly string[] = []): readonly (readonly string[])[] {
  const own = part.$ref === "#/$defs/api" ? (schema.$defs?.["api"] ?? {}) : part;
  return Object.entries(own.properties ?? {}).flatMap(([key, inner]) =>
    path[0] === "apis" && key === "commerce"
      ? []
      : [[...path, key], ...keysOf(inner, [...path, key])],
  );
}

describe("the template of target files", () => {
  it("has every key that a target file may have", () => {
    const document = parseDocument(text.replace("# ca:", "ca:"));
    const missing = keysOf(schema).filter((path) => !document.hasIn(path));
    expect(missing).toEqual([]);
    expect(keysOf(schema).length).toBeGreaterThan(25);
  });

  it("says something about every group and every limit", () => {
    const document = parseDocument(text);
    const groups = isMap(document.contents) ? document.contents.items : [];
    const limits = document.get("limits");
    const silent = [...groups.slice(1), ...(isMap(limits) ? limits.items : [])].filter((item) => {
      if (!isPair(item) || !isScalar(item.key)) return true;
      const { key, value } = item;
      return !key.commentBefore && !(isScalar(value) && value.comment);
    });
    expect(silent.map((item) => String(item.key))).toEqual([]);
  });

  it("is a target file", () => {
    const document = must(parseYaml({ file, text }));
    expect(formats.check("target", document)).toMatchObject({ ok: true });
  });
});
