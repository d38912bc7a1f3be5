import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import { isElsewhere } from "../case/template.ts";
import type { Step } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import type { YamlDocument } from "../read/yaml.ts";
import type { Target } from "./types.ts";
import type { Variables } from "./variables.ts";

/** The origins that a target file names beside those of its APIs: under hosts, and in the calls of its recipes. */
export function readHosts(
  raw: TargetDocument,
  recipes: ReadonlyMap<string, readonly Step[]>,
  document: YamlDocument,
  { fill, areSet }: Variables,
  report: (problem: Problem) => void,
): ReadonlySet<string> {
  const listed = (raw.hosts ?? []).flatMap((text, index) => {
    const host = fill(text, ["hosts", index]);
    if (!areSet(text)) return [];
    if (isOrigin(host)) return [new URL(host).origin];
    const hint = "scheme, host and port only: https://pay.example:8443";
    const at = document.placeOf(["hosts", index]);
    report({ code: "URL", at, message: `"${text}" is no host`, hint });
    return [];
  });
  return new Set([...listed, ...[...recipes.values()].flat().flatMap(hostsOfStep)]);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(text);
  const rest = [username, password, pathname.replace(/^\/$/, ""), search, hash].join("");
  return rest === "" && (protocol === "http:" || protocol === "https:");
}

/** A whole URL names its host in its text: no value can change it. */
function hostsOfStep(step: Step): readonly string[] {
  if (step.kind !== "call" || !isElsewhere(step.path)) return [];
  const [first] = step.path;
  return typeof first === "string" && URL.canParse(first) ? [new URL(first).origin] : [];
}

/** Whether a target's file names the host of a URL. */
export function isNamedHost(url: string, { apis, hosts }: Pick<Target, "apis" | "hosts">): boolean {
  if (!URL.canParse(url)) return false;
  const { origin } = new URL(url);
  const own = Object.values(apis).some(({ baseUrl }) => new URL(baseUrl).origin === origin);
  return own || hosts?.has(origin) === true;
}
