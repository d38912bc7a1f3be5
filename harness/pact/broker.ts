import { createRedact, type Redact } from "../secrets/redact.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { parsePactJson } from "./document.ts";

/** A Pact broker and what it is shown. The credentials come from the environment alone. */
export interface Broker {
  /** Without a slash at the end. */
  readonly url: string;
  readonly authorization?: string;
  /** Masks the credentials in what the broker says. */
  readonly redact: Redact;
}

/** The links of a HAL resource. */
export interface Resource {
  readonly _links?: Readonly<Record<string, Link | readonly Link[]>>;
}

interface Link {
  readonly href: string;
  readonly name?: string;
}

export const isBrokerUrl = (name: string): boolean => /^https?:\/\//i.test(name);

/**
 * The broker at a URL, with `PACT_BROKER_TOKEN`, or with `PACT_BROKER_USERNAME` and `PACT_BROKER_PASSWORD`.
 *
 * Problems: URL for none, and for credentials in it: a command line is no place for them.
 */
export function brokerAt(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Result<Broker> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return failure([{ code: "URL", message: `"${text}" is no URL` }]);
  if (url.username !== "" || url.password !== "") {
    const message = "the URL of the broker holds credentials";
    const hint = "set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD";
    return failure([{ code: "URL", message, hint }]);
  }
  const authorization = authorizationFrom(environment);
  const address = `${url.origin}${url.pathname}`.replace(/\/$/, "");
  const redact = createRedact(
    ["PACT_BROKER_TOKEN", "PACT_BROKER_PASSWORD"].map((name) => ({
      name,
      value: environment[name] ?? "",
    })),
  );
  return ok({ url: address, redact, ...(authorization !== undefined && { authorization }) });
}

function authorizationFrom({
  PACT_BROKER_TOKEN: token,
  PACT_BROKER_USERNAME: user,
  PACT_BROKER_PASSWORD: password = "",
}: Readonly<Record<string, string | undefined>>): string | undefined {
  if (token) return `Bearer ${token}`;
  return user ? `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` : undefined;
}

/** For one request, in ms. */
const timeoutMs = 30_000;

/**
 * One request to the broker. A link that leads to another host is not followed: it would be shown the credentials.
 *
 * Problems: BROKER for no answer, for a refusal, and for what is no JSON.
 */
export async function callBroker<T extends Resource>(
  broker: Broker,
  method: "GET" | "POST" | "PUT",
  address: string,
  body?: object,
): Promise<Result<T>> {
  const url = new URL(address, `${broker.url}/`);
  const call = `${method} ${url.href}`;
  if (url.origin !== new URL(broker.url).origin) {
    return failure([brokerProblem(`${call}: the link leads away from the broker`)]);
  }
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/hal+json, application/json",
        ...(broker.authorization !== undefined && { authorization: broker.authorization }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!response.ok) return failure([refusal(call, response.status, broker.redact(text))]);
    const data = parsePactJson(text === "" ? "{}" : text, call);
    return data.ok ? ok(data.value as T) : failure([brokerProblem(`${call}: no JSON came back`)]);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return failure([
      brokerProblem(`${call}: ${cause instanceof Error ? cause.message : String(cause)}`),
    ]);
  }
}

function refusal(call: string, status: number, text: string): Problem {
  const hint =
    status === 401 || status === 403
      ? "set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD"
      : text.slice(0, 300);
  return { ...brokerProblem(`${call}: the broker answered ${status}`), hint };
}

export const brokerProblem = (message: string): Problem => ({ code: "BROKER", message });

/** The address of a link with its `{parts}` filled in; BROKER where the broker offers none. */
export function linkOf(
  resource: Resource,
  relation: string,
  parts: Readonly<Record<string, string>> = {},
): Result<string> {
  const { _links: links } = resource;
  const found = links?.[relation];
  const link: Link | undefined = found && "href" in found ? found : found?.[0];
  if (link === undefined) {
    return failure([brokerProblem(`the broker offers no ${relation}`)]);
  }
  return ok(
    link.href.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? "")),
  );
}
