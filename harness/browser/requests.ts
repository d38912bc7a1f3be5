import type { Page, Request } from "playwright-core";

/** One request of the page or of a frame in it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  /** shop: the origin of the page. library: that of the script. */
  readonly to: "shop" | "library" | "elsewhere";
  readonly from: "page" | "frame";
  /** Whether it carries the key that the page was given. */
  readonly key: boolean;
  readonly body?: string;
}

/** Who makes requests, and with what. */
export interface Watched {
  readonly origin: string;
  readonly script: string;
  readonly key: string;
}

/** Characters of a body that are kept. */
const longestBody = 4000;

/** Requests that are kept; a page that polls makes any number of them. */
const mostRequests = 60;

/** Keeps what a page and its windows request from now on. */
export function watchRequests(page: Page, watched: Watched): () => readonly SeenRequest[] {
  const seen: SeenRequest[] = [];
  page.context().on("request", (request) => {
    if (/^https?:/.test(request.url()) && seen.length < mostRequests)
      seen.push(seenOf(request, page, watched));
  });
  return () => seen;
}

function seenOf(request: Request, page: Page, { origin, script, key }: Watched): SeenRequest {
  const url = request.url();
  const body = request.postData();
  const { authorization = "" } = request.headers();
  return {
    method: request.method(),
    url,
    to: destination(new URL(url).origin, origin, new URL(script).origin),
    from: isOfPage(request, page) ? "page" : "frame",
    key: `${authorization} ${url} ${body ?? ""}`.includes(key),
    ...(body === null ? {} : { body: body.slice(0, longestBody) }),
  };
}

const destination = (to: string, shop: string, library: string): SeenRequest["to"] => {
  if (to === shop) return "shop";
  return to === library ? "library" : "elsewhere";
};

/** A frame that is on its way has no document yet. */
function isOfPage(request: Request, page: Page): boolean {
  try {
    return request.frame() === page.mainFrame();
  } catch {
    return false;
  }
}
