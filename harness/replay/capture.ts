import type { Evidence, Exchange, HttpRequest } from "../../specs/types/report.format.d.ts";
import { groupBy } from "../group.ts";
import { parseJson } from "../read/json.ts";
import { substitute } from "./substitute.ts";

/** A value that an answer issued and a later request used. */
export interface Capture {
  /** Name of the shell variable, in lower case. */
  readonly variable: string;
  /** jq filter that takes the value from the answer's body. */
  readonly filter: string;
}

/** An exchange to repeat: its request with `${variable}` where earlier answers come in, and what its answer yields. */
export interface Repeat {
  readonly number: number;
  readonly evidence: Evidence;
  readonly request: HttpRequest;
  readonly captures: readonly Capture[];
}

/**
 * Finds which values of which answers later requests used, from the exchanges alone.
 *
 * A value counts as issued by the server when no request before had it and it looks like an identifier: its key says
 * so (`id`, `orderId`), or it has a digit and no spaces. Everything else stays as it was sent.
 *
 * @param exchanges The exchanges of one case, in order.
 */
export function withCaptures(
  exchanges: readonly (readonly [number, Evidence])[],
): readonly Repeat[] {
  const issued = issuedValues(exchanges);
  const byNumber = groupBy([...issued], ([, issue]) => issue.number);
  const used = new Set<string>();
  const requests = exchanges.map(([number, { exchange }]) => {
    return substitute(exchange.request, (value) => {
      const issue = issued.get(value);
      if (issue === undefined || issue.number >= number) return undefined;
      used.add(value);
      return issue.variable;
    });
  });
  return exchanges.map(([number, evidence], index) => ({
    number,
    evidence,
    request: requests[index] ?? evidence.exchange.request,
    captures: (byNumber.get(number) ?? [])
      .filter(([value]) => used.has(value))
      .map(([, { variable, filter }]) => ({ variable, filter })),
  }));
}

interface Issue extends Capture {
  readonly number: number;
}

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: string;
}

function issuedValues(
  exchanges: readonly (readonly [number, Evidence])[],
): ReadonlyMap<string, Issue> {
  const issues = new Map<string, Issue>();
  const sent = new Set<string>();
  const names = new Map<string, number>();
  for (const [number, { step, exchange }] of exchanges) {
    for (const value of valuesOf(exchange.request)) sent.add(value);
    const owner = ownerOf(step, exchange.request.url);
    for (const leaf of leavesOf(answerOf(exchange))) {
      if (!looksIssued(leaf) || sent.has(leaf.value) || issues.has(leaf.value)) continue;
      const variable = freshName(owner, leaf.path, names);
      issues.set(leaf.value, { number, variable, filter: filterOf(leaf.path) });
    }
  }
  return issues;
}

/** Only values that mean the same in a URL, in JSON and in a shell word; dates and amounts are no identifiers. */
function looksIssued({ path, value }: Leaf): boolean {
  if (!/^[A-Za-z0-9._~-]{1,200}$/.test(value)) return false;
  if (/^\d{4}-\d{2}-\d{2}/.test(value) || /^-?\d+\.\d+$/.test(value)) return false;
  const key = path.findLast((part) => typeof part === "string") ?? "";
  if (/^id$|[_-]id$|Id$|ID$/.test(key)) return true;
  return /\d/.test(value) && value.length >= 6;
}

function answerOf({ reply }: Exchange): unknown {
  const body = parseJson(reply.kind === "answered" ? reply.body : "");
  return body.ok ? body.value : undefined;
}

/** Strings and whole numbers of a JSON value with their paths, nearest to the root first. */
function leavesOf(value: unknown): readonly Leaf[] {
  return deepLeaves(value, []).toSorted((a, b) => a.path.length - b.path.length);
}

function deepLeaves(value: unknown, path: Leaf["path"]): readonly Leaf[] {
  if (typeof value === "string") return [{ path, value }];
  if (Number.isSafeInteger(value)) return [{ path, value: String(value) }];
  if (Array.isArray(value)) return value.flatMap((item, i) => deepLeaves(item, [...path, i]));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) => deepLeaves(member, [...path, key]));
}

function filterOf(path: Leaf["path"]): string {
  const parts = path.map((part) => {
    if (typeof part === "number") return `[${part}]`;
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
  });
  const filter = parts.join("");
  return filter.startsWith(".") ? filter : `.${filter}`;
}

/** A fixture may create several things: `given.cart` that posts to `/skus` owns a `cart_sku`. */
function ownerOf(step: string, url: string): string {
  const name = step.replace(/^given\./, "");
  const [, resource] = /\/([a-z-]+?)s?(?:\?.*)?$/i.exec(url) ?? [];
  return name === step || resource === undefined ? name : `${name}_${resource}`;
}

/** `attach` and `payment.session.id` make `attach_session_id`. */
function freshName(owner: string, path: Leaf["path"], taken: Map<string, number>): string {
  const keys = path.filter((part) => typeof part === "string");
  const key = keys.slice(keys.at(-1) === "id" ? -2 : -1).join("_") || "value";
  const words = `${owner}_${key}`
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 60);
  const wanted = /^[a-z]/.test(words) && !reserved.test(words) ? words : `v_${words}`;
  let count = (taken.get(wanted) ?? 0) + 1;
  while (count > 1 && taken.has(`${wanted}_${count}`)) count += 1;
  taken.set(wanted, count);
  if (count === 1) return wanted;
  taken.set(`${wanted}_${count}`, 1);
  return `${wanted}_${count}`;
}

/** Names that the script itself uses. */
const reserved = /^answer$|_url$/;

function valuesOf(request: HttpRequest): readonly string[] {
  const found: string[] = [];
  substitute(request, (value) => {
    found.push(value);
    return undefined;
  });
  return found;
}
