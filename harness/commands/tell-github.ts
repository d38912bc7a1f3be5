import { appendFile } from "node:fs/promises";
import { annotationsOf } from "../report/github/annotations.ts";
import { renderMarkdown } from "../report/markdown/markdown.ts";
import type { ResultSet } from "../report/model/result-set.ts";
import type { CommandContext } from "./context.ts";

/** More than this GitHub does not take for a step, in bytes. */
const largestSummary = 1_048_576;

/** In a job of GitHub Actions: an annotation for each failure, and the summary on the page of the job. Elsewhere nothing. */
export async function tellGithub(
  results: ResultSet,
  { environment, tellCi }: Pick<CommandContext, "environment" | "tellCi">,
): Promise<void> {
  if (environment["GITHUB_ACTIONS"] === "true") tellCi?.(annotationsOf(results));
  const file = environment["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return;
  const text = renderMarkdown(results);
  if (Buffer.byteLength(text) > largestSummary) return;
  // A job whose summary cannot be written has its verdict all the same.
  await appendFile(file, `${text}\n`).catch(() => undefined);
}
