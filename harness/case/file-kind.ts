import type { YamlDocument } from "../read/yaml.ts";

export type FileKind = "target" | "case" | "fixture" | "shared" | "requirement" | "baseline";

/** What a file of Headwater is, as its keys tell; undefined for one that is none. */
export const fileKind = ({ data }: YamlDocument): FileKind | undefined =>
  kinds.find(({ keys }) => keys.some((key) => Object.hasOwn(Object(data), key)))?.kind;

const kinds: readonly { readonly kind: FileKind; readonly keys: readonly string[] }[] = [
  { kind: "target", keys: ["apis"] },
  { kind: "case", keys: ["case", "checks"] },
  { kind: "fixture", keys: ["fixtures", "actions"] },
  { kind: "shared", keys: ["axes", "settled"] },
  { kind: "requirement", keys: ["requirements"] },
  { kind: "baseline", keys: ["baseline"] },
];
