import { randomUUID } from "node:crypto";
import { copyFile, mkdir, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Exchange } from "../http/types.ts";

/** The folder of a bundle in which they lie. */
export const screenshotFolder = "screenshots";

/** Header of a page's exchange that names its screenshot within the bundle. */
export const screenshotHeader = "x-headwater-screenshot";

/** Whether a name is one of ours: a journal may come from anybody. */
export const isScreenshotName = (name: string): boolean =>
  /^screenshots\/[0-9a-f-]{36}\.png$/.test(name);

/**
 * How the page looks, as a file in a bundle; every field is covered, for card numbers stand in them. Gives its name, or
 * undefined where none came about.
 */
export async function takeScreenshot(page: Page, bundle: string): Promise<string | undefined> {
  const name = `${screenshotFolder}/${randomUUID()}.png`;
  try {
    await mkdir(path.join(bundle, screenshotFolder), { recursive: true });
    const mask = page.frames().map((frame) => frame.locator(typedInto));
    const file = path.join(bundle, name);
    await page.screenshot({ path: file, mask, maskColor: "#555", timeout: longestMs });
    return name;
  } catch {
    return undefined;
  }
}

const typedInto = "input:not([type=radio]):not([type=checkbox])";
const longestMs = 5000;

/** Removes screenshots that nobody needs to look at, by their names. */
export async function dropScreenshots(bundle: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => rm(path.join(bundle, name), { force: true })));
}

/** Removes their folder where none is left. While others may still be taken it stays: one of them may be about to be written. */
export async function dropEmptyFolder(bundle: string): Promise<void> {
  await rmdir(path.join(bundle, screenshotFolder)).catch(() => {});
}

/** Takes the screenshots of exchanges over from one bundle into another. One that is gone there is left out. */
export async function copyScreenshots(
  from: string,
  to: string,
  exchanges: readonly Exchange[],
): Promise<void> {
  const own = screenshotsOf(exchanges);
  if (own.length === 0) return;
  await mkdir(path.join(to, screenshotFolder), { recursive: true });
  const copies = own.map((name) => copyFile(path.join(from, name), path.join(to, name)));
  await Promise.allSettled(copies);
}

/** Names of the screenshots of exchanges. */
export const screenshotsOf = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges
    .flatMap(({ reply }) =>
      reply.kind === "answered" ? [reply.headers[screenshotHeader] ?? ""] : [],
    )
    .filter(isScreenshotName);
