import path from "node:path";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { isBaseUrl, noBaseUrl } from "./base-url.ts";
import { unknownFaults } from "./faults.ts";
import { loadTarget, type TargetContext } from "./load-target.ts";
import { startReference } from "./reference.ts";
import type { Target } from "./types.ts";

/** A target ready to be run against; `stop` ends what was started for it. */
export interface OpenTarget {
  readonly target: Target;
  /** Absolute path of the file that bound it. */
  readonly file: string;
  /** The ways in which it was started broken; absent: it was not. */
  readonly faults?: readonly string[];
  readonly stop: () => void;
}

/** What target files are read against, and where the bundled ones are. */
export interface TargetMaterial extends Pick<TargetContext, "formats" | "specs" | "library"> {
  readonly folders: { readonly suites: string };
}

/** Where a name is looked up, and what the reference implementation is started with. */
export interface TargetEdges {
  /** Relative paths of the user are relative to this folder. */
  readonly workingFolder: string;
  readonly environment: TargetContext["environment"];
  /** Only looked at: its variables may be unset. */
  readonly mayBeUnset?: boolean;
  /** Version of Headwater, and so of its reference implementation. */
  readonly version: string;
  /** Absolute path of the reference implementation's main module. */
  readonly referenceEntry: string;
  /** Absolute path of the fault catalogue. */
  readonly faultCatalogue: string;
}

/**
 * The target that `--target` names: `reference` (started here), a URL, or a file.
 *
 * Problems: those of the file; URL; USAGE for faults on a target that is not ours to break;
 * UNKNOWN_NAME for a fault; REFERENCE_SERVER.
 */
export async function openTarget(
  name: string,
  faults: readonly string[],
  material: TargetMaterial,
  edges: TargetEdges,
): Promise<Result<OpenTarget>> {
  if (name === "reference") return openReference(faults, material, edges);
  if (faults.length > 0) return failure([faultsElsewhere(name)]);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) {
    const file = path.resolve(edges.workingFolder, name);
    const { environment, mayBeUnset = false } = edges;
    const context = { ...material, environment, mayBeUnset };
    const target = await loadTarget(file, context, name);
    return target.ok ? ok({ target: target.value, file, stop: () => {} }) : target;
  }
  if (!isBaseUrl(name)) return failure([noBaseUrl(name)]);
  const target = await referenceAt(name, material, edges);
  const file = referenceFile(material);
  return target.ok ? ok({ target: { ...target.value, name }, file, stop: () => {} }) : target;
}

async function openReference(
  faults: readonly string[],
  material: TargetMaterial,
  edges: TargetEdges,
): Promise<Result<OpenTarget>> {
  const unknown = await unknownFaults(faults, edges.faultCatalogue, material.formats);
  if (unknown.length > 0) return failure(unknown);
  const server = await startReference({ entry: edges.referenceEntry, faults });
  if (!server.ok) return server;
  const { url, stop } = server.value;
  const target = await referenceAt(url, material, edges);
  if (target.ok) {
    const { implementation = { name: "headwater-reference" }, ...rest } = target.value;
    const own = { ...implementation, version: edges.version };
    return ok({
      target: { ...rest, implementation: own, ephemeral: true },
      file: referenceFile(material),
      ...(faults.length > 0 && { faults }),
      stop,
    });
  }
  stop();
  return target;
}

/** A bare URL is taken for something that speaks as the reference implementation does. */
function referenceAt(
  url: string,
  material: TargetMaterial,
  edges: TargetEdges,
): Promise<Result<Target>> {
  const environment = { ...edges.environment, HEADWATER_REFERENCE_URL: url };
  return loadTarget(referenceFile(material), { ...material, environment });
}

const referenceFile = ({ folders }: TargetMaterial): string =>
  path.join(folders.suites, "targets/reference.yaml");

const faultsElsewhere = (name: string): Problem => ({
  code: "USAGE",
  message: `--fault breaks the bundled reference implementation, but the target is ${name}`,
  hint: "leave --target out, or start the server with headwater serve --fault NAME",
});
