import { isElsewhere, render, renderText, type TextTemplate } from "../case/template.ts";
import { browserMethod } from "../case/browser.ts";
import { type JsonObject, toJsonText, type Values } from "../case/json.ts";
import type { CallStep, StepBody } from "../case/types.ts";
import type { HttpRequest } from "../http/types.ts";
import { isNamedHost } from "../implementation/hosts.ts";
import type { Target, TargetApi } from "../implementation/types.ts";

/** A request ready to be sent, or why there is none. */
export type Bound =
  | { readonly ok: true; readonly request: HttpRequest }
  | { readonly ok: false; readonly outcome: "blocked" | "untestable"; readonly cause: string };

/** What a call is bound with. */
export interface BindInput {
  readonly target: Target;
  readonly values: Values;
  /** Optional params that were not given. */
  readonly absent: ReadonlySet<string>;
}

/** The request that a call step means, with the values in it. Pure. */
export function bind(step: CallStep, input: BindInput): Bound {
  const api = input.target.apis[step.api];
  if (api === undefined) return untestable(`the target does not offer the ${step.api} API`);
  const key = step.as === "nobody" ? undefined : api.keys[step.as];
  if (step.as !== "nobody" && key === undefined) {
    return untestable(`the target file has no ${step.as} key for the ${step.api} API`);
  }
  const [whole, ...parts] = step.path;
  const isUrl = typeof whole === "object" && parts.length === 0;
  const path = renderText(step.path, input.values, isUrl ? undefined : encodeURIComponent);
  if (!path.ok) return missing(path.missing);
  if (step.method === browserMethod) return bindAct(path.value, step, key, input);
  const elsewhere = isElsewhere(step.path);
  if (elsewhere && !isNamedHost(path.value, input.target)) return untestable(unnamed(path.value));
  const headers = bindTexts(step.headers, input.values);
  if (!headers.ok) return missing(headers.missing);
  const body = bindBody(step.body, input);
  if (!body.ok) return missing(body.missing);
  const request = {
    method: step.method,
    url: elsewhere ? path.value : `${api.baseUrl}${path.value}`,
    headers: {
      ...(elsewhere ? usualHeaders : headersOf(api)),
      ...keyHeader(api, key, step.bareKey),
      ...body.headers,
      ...lowerCased(headers.value),
    },
    ...(body.text === undefined ? {} : { body: body.text }),
  };
  return { ok: true, request };
}

/** What a page is to do: the script that it loads, the key that it is given, and what the step says. */
function bindAct(
  path: string,
  { method, body }: CallStep,
  key: string | undefined,
  input: BindInput,
): Bound {
  const { browser } = input.target;
  if (browser === undefined) return untestable("the target offers no browser library");
  const data = body.kind === "json" ? render(body.value, input.values, input.absent) : undefined;
  if (data?.ok === false) return missing(data.missing);
  const asked = { script: browser.script, ...(data?.value as JsonObject | undefined) };
  const headers = { ...json, authorization: `Bearer ${key ?? ""}` };
  const url = `${browser.origin}${path}`;
  return { ok: true, request: { method, url, headers, body: JSON.stringify(asked) } };
}

const untestable = (cause: string): Bound => ({ ok: false, outcome: "untestable", cause });

const unnamed = (url: string): string => {
  const host = URL.canParse(url) ? new URL(url).origin : `"${url.slice(0, 80)}"`;
  return `a recipe leads to ${host}, which the target file does not name: nothing was sent there (hosts: allows it)`;
};

const missing = (name: string): Bound => ({
  ok: false,
  outcome: "blocked",
  cause: `no value for {${name}}: nothing before this step provided it`,
});

/** What any client says, and that the body may come as it is; the target file may say something else. */
const usualHeaders: Readonly<Record<string, string>> = {
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "node",
};

const known = new WeakMap<TargetApi, Readonly<Record<string, string>>>();

/** The same for all requests to an API of a target. */
function headersOf(api: TargetApi): Readonly<Record<string, string>> {
  const headers = known.get(api) ?? { ...usualHeaders, ...lowerCased(api.headers) };
  known.set(api, headers);
  return headers;
}

function keyHeader(
  { keyHeader: name, keyScheme }: TargetApi,
  key: string | undefined,
  bare: boolean,
): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  return {
    [name]: bare || keyScheme === "bare" || name !== "authorization" ? key : `Bearer ${key}`,
  };
}

const lowerCased = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

type Texts =
  | { readonly ok: true; readonly value: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly missing: string };

function bindTexts(texts: Readonly<Record<string, TextTemplate>>, values: Values): Texts {
  const bound: Record<string, string> = {};
  for (const [name, template] of Object.entries(texts)) {
    const text = renderText(template, values);
    if (!text.ok) return text;
    bound[name] = text.value;
  }
  return { ok: true, value: bound };
}

type BoundBody =
  | {
      readonly ok: true;
      readonly text?: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly missing: string };

const json = { "content-type": "application/json" };

function bindBody(body: StepBody, { values, absent }: BindInput): BoundBody {
  switch (body.kind) {
    case "none":
      return { ok: true, headers: {} };
    case "json": {
      const data = render(body.value, values, absent);
      return data.ok ? { ok: true, text: toJsonText(data.value), headers: json } : data;
    }
    case "text": {
      const text = renderText(body.value, values);
      return text.ok ? { ok: true, text: text.value, headers: json } : text;
    }
    case "form": {
      const fields = bindTexts(body.value, values);
      if (!fields.ok) return fields;
      const text = new URLSearchParams({ ...fields.value }).toString();
      return { ok: true, text, headers: { "content-type": "application/x-www-form-urlencoded" } };
    }
  }
}
