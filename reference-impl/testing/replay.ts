import type { Body } from "./client.ts";
import { createJudge } from "./openapi.ts";

/** What a client of one kind sends, one request after the other: a file of reference-impl/clients/. */
export interface ClientFile {
  readonly client: string;
  readonly about: string;
  readonly requestsPerSecond?: number;
  readonly exchanges: readonly Exchange[];
}

interface Exchange {
  readonly does: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly form?: Readonly<Record<string, string>>;
    readonly text?: string;
  };
  readonly answer: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly reads?: readonly string[];
    readonly holds?: Readonly<Record<string, unknown>>;
    readonly lacks?: readonly string[];
  };
  readonly take?: Readonly<Record<string, string>>;
}

type Values = Map<string, unknown>;

/** Sends what the client sends to `origin`, and says where an answer is not what the client needs. */
export async function replay({ exchanges }: ClientFile, origin: string): Promise<string[]> {
  const values: Values = new Map([["origin", origin]]);
  const faults: string[] = [];
  for (const exchange of exchanges) {
    const { does, request, answer, take = {} } = exchange;
    const url = new URL(filled(request.path, values) as string, origin);
    const response = await fetch(url, requestOf(exchange, values));
    const text = await response.text();
    const body: Body = text === "" ? undefined : JSON.parse(text);
    faults.push(
      ...[
        ...unlike(answer, response, body, values),
        ...undescribed(request.method, url.pathname, response.status, body),
      ].map((fault) => `${does}: ${fault} (${response.status} ${text.slice(0, 300)})`),
    );
    for (const [name, member] of Object.entries(take)) values.set(name, at(body, member));
  }
  return faults;
}

function requestOf({ request }: Exchange, values: Values): RequestInit {
  const { headers = {}, body, form, text } = request;
  const sent = filled({ headers, body, form, text }, values) as Exchange["request"];
  const bare = { method: request.method, headers: sent.headers ?? {} };
  if (sent.text !== undefined) return { ...bare, body: sent.text };
  if (sent.form !== undefined) return { ...bare, body: new URLSearchParams(sent.form) };
  if (sent.body === undefined) return bare;
  const typed = { "Content-Type": "application/json", ...bare.headers };
  return { ...bare, headers: typed, body: JSON.stringify(sent.body) };
}

function unlike(
  { status, headers = {}, reads = [], holds = {}, lacks = [] }: Exchange["answer"],
  response: Response,
  body: Body,
  values: Values,
): string[] {
  const wrongHeaders = Object.entries(headers).filter(
    ([name, value]) => !(response.headers.get(name) ?? "").includes(value),
  );
  const wrong = Object.entries(holds).filter(
    ([member, value]) => JSON.stringify(at(body, member)) !== JSON.stringify(filled(value, values)),
  );
  return [
    ...(response.status === status ? [] : [`the status is not ${status}`]),
    ...wrongHeaders.map(([name]) => `the header ${name} is ${response.headers.get(name)}`),
    ...reads.filter((member) => at(body, member) === undefined).map((member) => `no ${member}`),
    ...wrong.map(([member]) => `${member} is ${JSON.stringify(at(body, member))}`),
    ...lacks
      .filter((member) => at(body, member) !== undefined)
      .map((member) => `${member} is there`),
  ];
}

/** What the descriptions of the two APIs say against the answer; some paths are in both. */
function undescribed(method: string, path: string, status: number, body: Body): readonly string[] {
  if (path.startsWith("/_sandbox") || method === "OPTIONS") return [];
  const plain = path.replace(/(\.json)?\/*$/, "");
  const faults = judges.map((judge) => judge(method, plain, status, body));
  return faults.some((each) => each.length === 0) ? [] : faults.flat().slice(0, 3);
}

const judges = [createJudge("digital-river"), createJudge("commerce")];

/** `{name}` alone is the value, within a text its text, and `{basic a:b}` is what HTTP Basic makes of it. */
function filled(value: unknown, values: Values): unknown {
  if (typeof value === "string") {
    const [, whole] = /^\{([\w]+)\}$/.exec(value) ?? [];
    if (whole !== undefined) return values.get(whole);
    return value
      .replaceAll(/\{basic ([^}]+)\}/g, (_all, pair: string) =>
        Buffer.from(pair).toString("base64"),
      )
      .replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(values.get(name)));
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, filled(member, values)]),
  );
}

/** The member that the steps lead to. */
function at(body: Body, member: string): unknown {
  if (member === "") return body;
  return member.split(".").reduce((found: Body, step) => found?.[step], body);
}
