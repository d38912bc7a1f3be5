import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Selection } from "../plan/types.ts";
import { wholeSuite } from "../plan/whole-suite.ts";
import type { Result } from "../result.ts";
import { run } from "../run.ts";
import { loadTarget } from "../implementation/load-target.ts";
import { startReference } from "../implementation/reference.ts";
import type { Target } from "../implementation/types.ts";
import { folders } from "./folders.ts";
import { bundledWorkspace } from "./bundled.ts";
import type { Workspace } from "../workspace.ts";

/** What an account of the sandbox may be asked for: faults, and legal variations of its answers. */
export interface AccountOptions {
  readonly faults?: readonly string[];
  readonly settleMs?: number;
  readonly ids?: string;
  readonly variations?: Readonly<Record<string, boolean>>;
}

/** The reference implementation as a process of its own, with an account for each wish. */
export interface Sandbox {
  readonly url: string;
  readonly workspace: Workspace;
  readonly account: (options: AccountOptions) => Promise<Target>;
  readonly stop: () => void;
}

export async function startSandbox(): Promise<Sandbox> {
  const root = process.cwd();
  const workspace = await bundledWorkspace();
  const entry = path.join(root, "dist/reference-impl/main.js");
  const { url, stop } = must(await startReference({ entry, faults: [] }));
  const file = path.join(folders.suites, "targets/reference.yaml");
  const environment = { HEADWATER_REFERENCE_URL: url };
  const target = must(await loadTarget(file, { ...workspace, environment }));
  const account = async (options: AccountOptions): Promise<Target> => {
    const response = await fetch(`${url}/_sandbox/accounts`, {
      method: "POST",
      body: JSON.stringify(options),
    });
    if (response.status !== 201) throw new Error(await response.text());
    const { keys } = (await response.json()) as { keys: { confidential: string; public: string } };
    const apis = Object.entries(target.apis).map(([name, api]) => [name, { ...api, keys }]);
    const secrets = Object.entries(keys).map(([kind, value]) => ({
      name: `${kind.toUpperCase()}_KEY`,
      value,
    }));
    return {
      ...target,
      apis: Object.fromEntries(apis) as Target["apis"],
      secrets: [...target.secrets, ...secrets],
    };
  };
  return { url, workspace, account, stop };
}

/** Runs a selection against a target, the bundle in a temporary folder. */
export async function runOn(
  target: Target,
  workspace: Workspace,
  selection: Partial<Selection> = {},
  options: {
    readonly seed?: number;
    readonly concurrency?: number;
    readonly directory?: string;
  } = {},
): Promise<Report> {
  const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), "headwater-")));
  const wanted = {
    target,
    selection: { ...wholeSuite, ...selection },
    seed: 7,
    faults: [],
    ...options,
    directory,
  };
  const edges = {
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    version: "0.0.0-test",
    onStart: () => {},
    onCase: () => {},
  };
  return must(await run(wanted, workspace, edges));
}

/** The value of a result; its problems as an error. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(
    result.problems.map((problem) => `${problem.at?.file}: ${problem.message}`).join("\n"),
  );
}
