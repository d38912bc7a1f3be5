import type { BrowserDocument } from "../../specs/types/target.format.d.ts";
import { missing } from "../browser/playwright.ts";
import type { Problem } from "../problem.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { failure } from "../result.ts";
import type { BrowserLibrary, Target } from "./types.ts";
import type { Variables } from "./variables.ts";

/** The page in which a library is loaded of which the target file does not say where it may be. Nothing is asked of it. */
const usualOrigin = "http://shop.localhost";

/** The library as a target file names it, without the browser that runs it. Problems: URL. */
export function readBrowser(
  raw: BrowserDocument,
  document: YamlDocument,
  { fill, areSet }: Variables,
  report: (problem: Problem) => void,
): BrowserLibrary {
  const script = fill(raw.script, ["browser", "script"]);
  const { origin = usualOrigin } = raw;
  if (areSet(raw.script) && !isWebUrl(script)) {
    const at = document.placeOf(["browser", "script"]);
    report({ code: "URL", at, message: `"${raw.script}" is no URL of a script` });
  }
  if (!isWebUrl(origin) || new URL(origin).origin !== origin) {
    const at = document.placeOf(["browser", "origin"]);
    const hint = "scheme, host and port only: https://shop.example";
    report({ code: "URL", at, message: `"${origin}" is no origin of a page`, hint });
  }
  return { script, origin, chromium: failure([missing("none was looked for")]) };
}

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:\/\//.test(text);

/** The library of our own server, which is where its API is. */
export function bundledLibrary({ apis }: Target): BrowserLibrary {
  const [api] = Object.values(apis);
  const script = `${api?.baseUrl ?? ""}/digitalriver.js`;
  return { script, origin: usualOrigin, chromium: failure([missing("none was looked for")]) };
}
