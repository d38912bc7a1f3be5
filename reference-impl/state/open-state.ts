import { mkdir, readdir } from "node:fs/promises";
import type { ClassicLevel } from "classic-level";
import { keptState, readRows } from "./kept-state.ts";
import type { StateProblem } from "./problem.ts";
import type { State } from "./state.ts";

type Opened =
  | { readonly ok: true; readonly state: State }
  | { readonly ok: false; readonly problem: StateProblem };

/** The package that keeps it, which is not brought along, in the version that it is tested with. */
const store = { name: "classic-level", version: "3.0.0" } as const;

/** Goes up with every change of what is stored: what one version wrote, another reads wholly or not at all. */
const format = "1";

/** Opens the folder for this process alone, and makes it where there is none. A lock that a killed process held is gone with it. */
export async function openState(folder: string): Promise<Opened> {
  const { Level, reason } = await loadLevel();
  if (Level === undefined) return refused("PACKAGE_MISSING", missing(reason), installLine);
  const foreign = await contentOf(folder);
  if (foreign !== undefined) return foreign;
  const level = new Level(folder);
  try {
    await level.open();
    const wrong = await formatRefused(level);
    if (wrong === undefined) return { ok: true, state: keptState(level, await readRows(level)) };
    await level.close();
    return otherFormat(`${folder} ${wrong}`);
  } catch (error) {
    await level.close();
    return notOpened(folder, error);
  }
}

/** Why what is stored cannot be read. What is new gets its format. */
async function formatRefused(level: ClassicLevel): Promise<string | undefined> {
  const written = await level.get("format");
  if (written === format) return undefined;
  if (written !== undefined) return "was written by another version of Headwater";
  if ((await level.keys({ limit: 1 }).all()).length > 0) return "holds something else";
  await level.put("format", format, { sync: true });
  return undefined;
}

async function loadLevel(): Promise<
  | { readonly Level: typeof ClassicLevel; readonly reason?: undefined }
  | { readonly Level?: undefined; readonly reason: string }
> {
  try {
    return { Level: (await import("classic-level")).ClassicLevel };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND") return { reason: "is not installed" };
    return { reason: `cannot be loaded: ${message.split("\n", 1).join("").trim()}` };
  }
}

const missing = (reason: string): string =>
  `keeping state needs the package ${store.name}, which ${reason}`;

const installLine = `npm install --save-dev --save-exact ${store.name}@${store.version} (with --global in place of both where headwater is installed so)`;

/** Makes the folder. A folder with anything else in it is left as it is. */
async function contentOf(folder: string): Promise<Opened | undefined> {
  try {
    await mkdir(folder, { recursive: true });
    const names = await readdir(folder);
    if (names.length === 0 || names.includes("CURRENT")) return undefined;
  } catch (error) {
    return notOpened(folder, error);
  }
  return otherFormat(`${folder} holds something else`);
}

function notOpened(folder: string, error: unknown): Opened {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (cause?.code === "LEVEL_LOCKED")
    return refused(
      "STATE_IN_USE",
      `${folder} is in use by another server`,
      "stop that one first, or name another folder",
    );
  const why = cause?.message ?? message;
  if (cause?.code === "LEVEL_CORRUPTION") return otherFormat(`${folder} is damaged: ${why}`);
  return refused(
    "FILE_UNWRITABLE",
    `state cannot be kept in ${folder}: ${why}`,
    "name a folder that may be written",
  );
}

const otherFormat = (message: string): Opened =>
  refused("STATE_FORMAT", message, "name a folder that is new, or empty it when it is not needed");

function refused(code: StateProblem["code"], message: string, hint: string): Opened {
  return { ok: false, problem: { code, message, hint } };
}
