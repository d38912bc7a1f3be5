// Run as a thread of its own: the panel keeps one core busy, and what is proved beside it another.
import { mkdtemp } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { Report } from "../../../specs/types/report.format.d.ts";
import type { Case } from "../../case/types.ts";
import type { Target } from "../../implementation/types.ts";
import { wholeSuite } from "../../plan/whole-suite.ts";
import type { Result } from "../../result.ts";
import { type Edges, run } from "../../run.ts";
import { loadWorkspace, type Workspace } from "../../workspace.ts";
import type { PanelAsk, PanelNews } from "./beside.ts";
import { isPlain } from "../without-browser.ts";
import { provePanel } from "./panel.ts";

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread, no window
const tell = (news: PanelNews): void => parentPort?.postMessage(news);

void prove(workerData as PanelAsk).then((proof) => tell({ proof }));

async function prove({ folders, like, reasons, version, directory }: PanelAsk) {
  const loaded = await loadWorkspace(folders);
  if (!loaded.ok) return loaded;
  const workspace = withMusts(loaded.value);
  return provePanel({
    cases: workspace.library.cases,
    like,
    reasons,
    measure: (target, seed = 1) => measure(target, seed, workspace, version, directory),
    onServer: (server) => tell({ server }),
  });
}

/** Which musts pass by accident is the question: cases without one have no part in it, and a page asks no such server. */
function withMusts(workspace: Workspace): Workspace {
  const { library } = workspace;
  const cases = library.cases.filter((each) => isPlain(each) && hasMust(each));
  return { ...workspace, library: { ...library, cases } };
}

const hasMust = ({ checks }: Case): boolean => checks.some(({ level }) => level === "must");

/** The suite against a target as `headwater run` does it. */
async function measure(
  target: Target,
  seed: number,
  workspace: Workspace,
  version: string,
  parent: string,
): Promise<Result<Report>> {
  const directory = await mkdtemp(path.join(parent, "panel-"));
  const edges: Edges = {
    now: () => new Date(),
    newId: randomUUID,
    version,
    onStart: () => {},
    onCase: () => {},
  };
  return run({ target, selection: wholeSuite, seed, faults: [], directory }, workspace, edges);
}
