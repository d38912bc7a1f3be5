import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";
import { findChromium } from "../browser/find-chromium.ts";
import { must } from "./must.ts";

let launched: Promise<Browser> | undefined;

/** A Chromium to look at what was written; it ends with the worker. */
export const sharedChromium = (): Promise<Browser> => (launched ??= launch());

async function launch(): Promise<Browser> {
  const executablePath = must(await findChromium({ environment: {}, workingFolder: "." }));
  return chromium.launch({ executablePath, args });
}

/** Without a graphics processor nothing need feign one. */
const args = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"];
