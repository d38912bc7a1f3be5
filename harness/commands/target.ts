import path from "node:path";
import type { Problem } from "../problem.ts";
import { readText } from "../read/files.ts";
import { hinted } from "../read/suggest.ts";
import { parseYaml } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import { isBaseUrl, loadTarget } from "../implementation/load.ts";
import { startReference } from "../implementation/reference.ts";
import type { Target } from "../implementation/types.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";

/** A target ready to be run against; `stop` ends what was started for it. */
export interface OpenTarget {
  readonly target: Target;
  /** Absolute path of the file that bound it. */
  readonly file: string;
  readonly stop: () => void;
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
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<OpenTarget>> {
  if (name === "reference") return openReference(faults, workspace, context);
  if (faults.length > 0) return failure([faultsElsewhere(name)]);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) {
    const file = path.resolve(context.workingFolder, name);
    const target = await loadTarget(file, { ...workspace, environment: context.environment }, name);
    return target.ok ? ok({ target: target.value, file, stop: () => {} }) : target;
  }
  if (!isBaseUrl(name)) return failure([noUrl(name)]);
  const target = await referenceFile(name, workspace, context);
  const file = referenceTarget(workspace);
  return target.ok ? ok({ target: { ...target.value, name }, file, stop: () => {} }) : target;
}

async function openReference(
  faults: readonly string[],
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<OpenTarget>> {
  const unknown = await unknownFaults(faults, context);
  if (unknown.length > 0) return failure(unknown);
  const server = await startReference({ entry: context.referenceEntry, faults });
  if (!server.ok) return server;
  const target = await referenceFile(server.value.url, workspace, context);
  if (target.ok) {
    const { implementation = { name: "headwater-reference" }, ...rest } = target.value;
    const own = { ...implementation, version: context.version };
    return ok({
      target: { ...rest, implementation: own, ephemeral: true },
      file: referenceTarget(workspace),
      stop: server.value.stop,
    });
  }
  server.value.stop();
  return target;
}

/** A bare URL is taken for something that speaks as the reference implementation does. */
async function referenceFile(url: string, workspace: Workspace, context: CommandContext) {
  const file = referenceTarget(workspace);
  const environment = { ...context.environment, HEADWATER_REFERENCE_URL: url };
  return loadTarget(file, { ...workspace, environment });
}

const referenceTarget = ({ folders }: Workspace): string =>
  path.join(folders.suites, "targets/reference.yaml");

/** A fault of the catalogue: what it breaks, and the requirement that it breaks. */
export interface Fault {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
  readonly family?: string;
}

/** The faults that the reference implementation can be started with. Problems: those of the file. */
export async function loadFaults(context: CommandContext): Promise<Result<readonly Fault[]>> {
  const text = await readText(context.faultCatalogue);
  const document = text.ok ? parseYaml(text.value) : text;
  return document.ok ? ok(document.value.data as readonly Fault[]) : document;
}

/** The names that no fault bears. Problems: UNKNOWN_NAME. */
export async function unknownFaults(
  names: readonly string[],
  context: CommandContext,
): Promise<readonly Problem[]> {
  if (names.length === 0) return [];
  const faults = await loadFaults(context);
  if (!faults.ok) return faults.problems;
  const known = faults.value.map((fault) => fault.name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: "UNKNOWN_NAME",
      message: `there is no fault "${name}"`,
      hint: hinted(name, known).hint ?? "headwater list faults shows them",
    }));
}

const faultsElsewhere = (name: string): Problem => ({
  code: "USAGE",
  message: `--fault breaks the bundled reference implementation, but the target is ${name}`,
  hint: "leave --target out, or start the server with headwater serve --fault NAME",
});

const noUrl = (name: string): Problem => ({
  code: "URL",
  message: `"${name}" is no base URL`,
  hint: "http or https, host, port and path only: http://127.0.0.1:8080",
});
