import axe from "axe-core";
import type { Frame, Page } from "playwright-core";

/** What axe finds wrong in the page and each of its frames: the rule, and where. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found = await Promise.all(
    page.frames().map(async (frame) => {
      const inFrame = await violationsIn(frame, "{}");
      // A frame of the library is a part of a page: headings and landmarks are the page's.
      return frame === page.mainFrame() ? inFrame : inFrame.filter((each) => !ofPages.test(each));
    }),
  );
  return found.flat();
}

/** The texts that are too faint; the rest of what axe looks for does not depend on colours. */
export async function faintTexts(page: Page): Promise<readonly string[]> {
  const only = `{ runOnly: ["color-contrast"] }`;
  return (await Promise.all(page.frames().map((frame) => violationsIn(frame, only)))).flat();
}

async function violationsIn(frame: Frame, options: string): Promise<readonly string[]> {
  if ((await frame.evaluate("typeof axe")) === "undefined") await frame.evaluate(axe.source);
  // Contrast is measured against the page, which a frame lets shine through.
  return frame.evaluate<string[]>(`document.documentElement.style.backgroundColor ||= "Canvas";
    axe.run(document, { iframes: false, preload: false, resultTypes: ["violations"], ...${options} })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))`);
}

const ofPages = /^(page-has-heading-one|region|landmark-one-main|heading-order) /;
