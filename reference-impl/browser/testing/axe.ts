import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds wrong in the page and each of its frames: the rule, and where. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found = await Promise.all(
    page.frames().map(async (frame) => {
      const inFrame = await frame.evaluate<string[]>(script);
      // A frame of the library is a part of a page: headings and landmarks are the page's.
      return frame === page.mainFrame() ? inFrame : inFrame.filter((each) => !ofPages.test(each));
    }),
  );
  return found.flat();
}

// Contrast is measured against the page, which a frame lets shine through.
const script = `${axe.source}; document.documentElement.style.backgroundColor ||= "Canvas";
  axe.run(document, { iframes: false, preload: false, resultTypes: ["violations"] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))`;

const ofPages = /^(page-has-heading-one|region|landmark-one-main|heading-order) /;
