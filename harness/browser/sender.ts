import type { Browser, BrowserContext, Page } from "playwright-core";
import { browserMethod, type BrowserRequest } from "../case/browser.ts";
import type { Sender } from "../http/send.ts";
import type { Exchange, HttpRequest, Send } from "../http/types.ts";
import { createCardMask, holdsCard } from "./mask.ts";
import { runDropin } from "./dropin.ts";
import { callMethod, type Doing } from "./methods.ts";
import { pageDocument, pageScript } from "./page-script.ts";
import { loadPlaywright } from "./playwright.ts";
import { watchRequests } from "./requests.ts";
import type { Acted, Seen } from "./seen.ts";
import { screenshotHeader, takeScreenshot } from "./screenshots.ts";
import { createSlots } from "./slots.ts";

/** How browser steps are run. */
export interface BrowserOptions {
  /** Absolute path of a Chromium. */
  readonly chromium: string;
  /** For one step, from the page to the last event, in ms. */
  readonly timeoutMs: number;
  /** Folder of the bundle that takes a screenshot of each page; absent: none is taken. */
  readonly bundle?: string | undefined;
}

/**
 * Runs browser steps, each in a page and a profile of its own, in one browser that starts with the first of them. Never
 * rejects: what kept a page from being asked at all is a silent reply, as with a server that is not there.
 */
function createBrowserSender({ chromium, timeoutMs, bundle }: BrowserOptions): Sender {
  const slot = createSlots(pagesAtOnce);
  let launched: Promise<Browser> | undefined;
  const browser = () => (launched ??= launch(chromium));
  return {
    send: (request) =>
      slot(async () => {
        const sentAt = new Date().toISOString();
        const start = performance.now();
        const { request: shown, reply } = await perform(request, browser, {
          deadline: start + timeoutMs,
          bundle,
        });
        const durationMs = Math.round(performance.now() - start);
        return { request: shown, sentAt, durationMs, reply };
      }),
    close: async () => {
      const open = await launched?.catch(() => undefined);
      await open?.close();
    },
  };
}

/** The same way of sending, but for what a page is to do. */
export function withBrowserSteps(sender: Sender, options: BrowserOptions): Sender {
  const pages = createBrowserSender(options);
  const send: Send = (request, how) =>
    request.method === browserMethod ? pages.send(request) : sender.send(request, how);
  return {
    send,
    close: async () => {
      await Promise.all([sender.close(), pages.close()]);
    },
  };
}

/** More pages at once make each of them slower than they save. */
const pagesAtOnce = 3;

async function launch(executablePath: string): Promise<Browser> {
  const playwright = await loadPlaywright();
  if (!playwright.ok) throw new Error(playwright.problems[0]?.message);
  return playwright.value.launch({ executablePath, args });
}

/**
 * Root may not use the sandbox of the browser. Frames of one site share a process as far as origins allow. The page has no
 * address of its own, from which a browser would not let it load a library on this machine; an http page stays one.
 */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-software-rasterizer",
  "--process-per-site",
  "--disable-features=LocalNetworkAccessChecks,HttpsUpgrades,Translate,MediaRouter",
];

type Performed = Pick<Exchange, "request" | "reply">;

async function perform(
  request: HttpRequest,
  browser: () => Promise<Browser>,
  { deadline, bundle }: { readonly deadline: number; readonly bundle: string | undefined },
): Promise<Performed> {
  const asked = JSON.parse(request.body ?? "{}") as BrowserRequest;
  const mask = createCardMask(asked.fill);
  const shown = { ...request, body: mask(asked) };
  const stuck = (message: string, isLate = false): Performed => ({
    request: shown,
    reply: { kind: "silent", reason: isLate ? "timeout" : "unreachable", message },
  });
  let context: BrowserContext | undefined;
  try {
    context = await (await browser()).newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(Math.max(1, deadline - performance.now()));
    const acted = await actIn(page, request, asked, deadline);
    if (acted.kind === "stuck") return stuck(acted.why, acted.isLate);
    const screenshot = bundle === undefined ? undefined : await takeScreenshot(page, bundle);
    const headers = {
      "content-type": "application/json",
      ...(screenshot && { [screenshotHeader]: screenshot }),
    };
    const body = mask(acted.seen);
    return { request: shown, reply: { kind: "answered", status: 200, headers, body } };
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return stuck(`the browser stopped: ${mask(line)}`);
  } finally {
    await context?.close().catch(() => {});
  }
}

type ActedIn = Extract<Acted, { kind: "stuck" }> | { readonly kind: "seen"; readonly seen: Seen };

async function actIn(
  page: Page,
  { url, headers }: HttpRequest,
  { script, with: data, fill }: BrowserRequest,
  deadline: number,
): Promise<ActedIn> {
  const { origin, pathname } = new URL(url);
  const key = (headers["authorization"] ?? "").replace(/^Bearer /, "");
  await page.route(`${origin}/**`, (route) =>
    route.request().isNavigationRequest()
      ? route.fulfill({ contentType: "text/html", body: pageDocument })
      : route.fulfill({ status: 404, body: "" }),
  );
  await page.goto(`${origin}/`);
  const requests = watchRequests(page, { origin, script, key });
  const loaded = await page.addScriptTag({ url: script }).catch(() => undefined);
  const isThere = loaded !== undefined && (await page.evaluate(`"DigitalRiver" in window`));
  if (isThere !== true) return { kind: "stuck", why: `${script} puts no DigitalRiver into a page` };
  await page.evaluate(pageScript);
  const act = pathname.slice(1);
  const doing: Doing = { act, key, deadline, with: data, fill };
  const acted = await (act === "createDropin" ? runDropin : callMethod)(page, doing);
  if (acted.kind === "stuck") return acted;
  const made = requests();
  const withCard = made.filter(({ url: sentTo, body = "" }) =>
    holdsCard(`${sentTo} ${body}`, fill),
  );
  const cardSentTo = [...new Set(withCard.map(({ to }) => to))];
  return { kind: "seen", seen: { ...acted.seen, requests: made, cardSentTo } };
}
