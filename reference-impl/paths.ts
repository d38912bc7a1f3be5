import { getPath } from "hono/utils/url";

/**
 * The path by which a request is routed: without slashes at its end, which clients of either API add, and on shopper and
 * token paths without `.json`, one of the documented ways to ask for JSON (Supported OAuth and Commerce API formats).
 */
export function routedPath(request: Request): string {
  const path = getPath(request).replace(/(?<=.)\/+$/, "");
  return /^\/(?:v1\/shoppers|oauth20)\//.test(path) ? path.replace(/\.json$/i, "") : path;
}
