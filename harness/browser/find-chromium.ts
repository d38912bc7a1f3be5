import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { failure, ok, type Result } from "../result.ts";
import { loadPlaywright, missing } from "./playwright.ts";

/** Where a Chromium is looked for. */
export interface BrowserSearch {
  /** Path that the user named; `none` for no browser at all. */
  readonly named?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A named path is relative to this folder. */
  readonly workingFolder: string;
}

/**
 * The Chromium that runs browser steps, absolute: the one that is named, by an option or by HEADWATER_BROWSER, or else one
 * that is installed for Playwright, on the machine, or as a package.
 *
 * Problems: PACKAGE_MISSING where there is none, or no Playwright to drive it; FILE_UNREADABLE for a named one that is not there.
 */
export async function findChromium(search: BrowserSearch): Promise<Result<string>> {
  const { environment, workingFolder } = search;
  const named = search.named ?? environment["HEADWATER_BROWSER"] ?? "";
  if (named === "none") return failure([missing("it was asked to use none")]);
  const playwright = await loadPlaywright();
  if (!playwright.ok) return playwright;
  if (named !== "") {
    const file = path.resolve(workingFolder, named);
    if (isProgram(file)) return ok(file);
    const message = `there is no program "${named}" to run browser steps with`;
    return failure([{ code: "FILE_UNREADABLE", message }]);
  }
  const places = [playwright.value.executablePath(), ...onPath(environment), ...usualPlaces];
  const found = places.find((file) => file !== "" && isProgram(file)) ?? (await packaged());
  return found === undefined ? failure([missing("none was found")]) : ok(found);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const onPath = ({ PATH = "" }: BrowserSearch["environment"]): readonly string[] =>
  PATH.split(path.delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => path.join(folder, name)));

const usualPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
];

/** A Chromium that comes as a package; it unpacks its libraries only where it believes to be in a certain function. */
async function packaged(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const before = process.env["AWS_LAMBDA_JS_RUNTIME"];
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs20.x";
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    return await chromium.executablePath();
  } catch {
    if (before === undefined) delete process.env["AWS_LAMBDA_JS_RUNTIME"];
    return undefined;
  }
}
