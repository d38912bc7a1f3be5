import type { HttpRequest } from "../../specs/types/report.format.d.ts";

/** The base URL of an API in a script: a shell variable, which an environment variable may point elsewhere. */
export interface Base {
  readonly variable: string;
  readonly environment: string;
  readonly url: string;
}

/** The base URLs that the requests use, the longest first; of two equal ones the first. */
export function basesOf(
  baseUrls: Readonly<Record<string, string>>,
  requests: readonly HttpRequest[],
): readonly Base[] {
  const bases = Object.entries(baseUrls).map(([api, url]) => baseOf(api, url));
  const longestFirst = bases.toSorted((a, b) => b.url.length - a.url.length);
  const used = new Set(requests.map(({ url }) => longestFirst.find((base) => isUnder(url, base))));
  return longestFirst.filter((base) => used.has(base));
}

/** The request with its base URL as `${variable}`. */
export function withBase(request: HttpRequest, bases: readonly Base[]): HttpRequest {
  const base = bases.find((candidate) => isUnder(request.url, candidate));
  if (base === undefined) return request;
  return { ...request, url: `\${${base.variable}}${request.url.slice(base.url.length)}` };
}

function baseOf(api: string, url: string): Base {
  const variable = `${api.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}_url`;
  return { variable, environment: variable.toUpperCase(), url: url.replace(/\/+$/, "") };
}

function isUnder(url: string, base: Base): boolean {
  return url.startsWith(base.url) && /^$|^[/?]/.test(url.slice(base.url.length));
}
