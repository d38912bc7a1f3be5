import { getPath } from "hono/utils/url";

/** The query of an address; empty where it has none. */
export function queryOf(url: string): URLSearchParams {
  return new URLSearchParams(/^[^?#]*\?([^#]*)/.exec(url)?.[1]);
}

/** Where an address of HTTP leads, without what it asks for there: http://127.0.0.1:8099. */
export function originOf(url: string): string {
  return url.slice(0, url.indexOf("/", "https://".length));
}

/**
 * The path by which a request is routed: without slashes at its end, which clients of either API add, and on shopper and
 * token paths without `.json`, one of the documented ways to ask for JSON (Supported OAuth and Commerce API formats).
 */
export function routedPath(request: Request): string {
  const path = withoutSlashes(getPath(request));
  return /^\/(?:v1\/shoppers|oauth20)\//.test(path) ? path.replace(/\.json$/i, "") : path;
}

function withoutSlashes(path: string): string {
  return path.endsWith("/") ? path.replace(/(?<=.)\/+$/, "") : path;
}
