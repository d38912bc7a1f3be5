import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";

let launched: Promise<Browser> | undefined;

/** The Chromium of this worker, which all its test files share; it ends with the worker. */
export function sharedChromium(): Promise<Browser> {
  return (launched ??= launch());
}

async function launch(): Promise<Browser> {
  // The package unpacks the libraries that Chromium needs only where it believes to be in such a function.
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs20.x";
  const { default: bundled } = await import("@sparticuz/chromium");
  return chromium.launch({ executablePath: await bundled.executablePath(), args });
}

/**
 * Not the arguments of the package: they turn off what keeps origins apart. Without a graphics processor nothing need feign
 * one, and the frames of one site share a process as far as origins allow.
 */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-software-rasterizer",
  "--process-per-site",
];
