import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { DegenerateProof } from "../../../specs/types/mutation.format.d.ts";
import type { Target } from "../../implementation/types.ts";
import type { Result } from "../../result.ts";
import type { Folders } from "../../workspace.ts";
import type { Reasons } from "./catalogue.ts";

/** What the thread of the panel is started with. */
export interface PanelAsk {
  readonly folders: Folders;
  /** A running target that fits the suite. */
  readonly like: Target;
  readonly reasons: Reasons;
  /** Version of Headwater. */
  readonly version: string;
  /** Where its runs may be written. */
  readonly directory: string;
}

/** What it tells: which server it is at, and in the end what was proved. */
export type PanelNews = { readonly server: string } | { readonly proof: Result<DegenerateProof> };

/** A panel under way. */
export interface PanelBeside {
  /** Rejects where the thread broke, or the user ended it. */
  readonly proof: Promise<Result<DegenerateProof>>;
  /** Ends it, done or not, and takes away what it wrote. */
  readonly end: () => Promise<void>;
}

/**
 * Starts the panel in a thread of its own.
 *
 * @param entry Absolute path of its main module.
 */
export async function startPanel(
  entry: string,
  asked: Omit<PanelAsk, "directory">,
  { onServer, signal }: { readonly onServer: (name: string) => void; readonly signal: AbortSignal },
): Promise<PanelBeside> {
  const directory = await mkdtemp(path.join(tmpdir(), "headwater-"));
  const worker = new Worker(entry, { workerData: { ...asked, directory } });
  const proof = new Promise<Result<DegenerateProof>>((resolve, reject) => {
    worker.on("message", (news: PanelNews) =>
      "proof" in news ? resolve(news.proof) : onServer(news.server),
    );
    worker.on("error", reject);
    signal.addEventListener("abort", () => reject(signal.reason as Error));
    worker.on("exit", () => reject(new Error("the thread of the panel ended before its proof")));
  });
  // Whoever awaits it later hears of it; until then it is no error of nobody's.
  proof.catch(() => {});
  return {
    proof,
    end: async () => {
      await worker.terminate();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
