import { expect } from "vitest";
import { createApp } from "../app.ts";
import type { ServerOptions } from "../context.ts";
import { createContext, defaultKeys } from "../context.ts";
import { createJudge } from "./openapi.ts";

/** Answers as tests read them: members are looked into without ceremony. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Body = any;

export interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export type Send = (request: Request) => Promise<Response>;

export interface Client {
  /** A call with the confidential key; every answer but the sandbox's is held against the OpenAPI document. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

export interface CallOptions {
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly raw?: string;
  /** The call is none that the description of the API has an answer for. */
  readonly undocumented?: boolean;
}

export function inMemory(options: ServerOptions = {}): Client {
  return createClient(
    createApp(createContext({ deliver: () => undefined, ...options })),
    "http://sandbox.example",
  );
}

export function createClient(
  send: Send,
  origin: string,
  key: string = defaultKeys.confidential,
): Client {
  const call: Client["call"] = async (method, path, body, options = {}) => {
    const sentKey = "key" in options ? options.key : key;
    const response = await send(
      new Request(origin + path, {
        method,
        headers: {
          ...(sentKey === undefined ? {} : { authorization: `Bearer ${sentKey}` }),
          ...options.headers,
        },
        ...(options.raw === undefined
          ? body === undefined
            ? {}
            : { body: JSON.stringify(body) }
          : { body: options.raw }),
      }),
    );
    const text = await response.text();
    const answer = {
      status: response.status,
      body: text === "" ? undefined : JSON.parse(text),
      headers: response.headers,
    };
    const [route = ""] = path.split("?");
    if (!route.startsWith("/_sandbox") && options.undocumented !== true) {
      expect(
        judge(method, route, answer.status, answer.body),
        `${method} ${path} -> ${answer.status} ${text}`,
      ).toEqual([]);
    }
    return answer;
  };
  return {
    call,
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    delete: (path) => call("DELETE", path),
  };
}

/** The refusal as status, type, code and parameter, the four that bind. */
export function refusal({ status, body }: Answer): readonly (string | number | undefined)[] {
  return [status, body?.type, body?.errors?.[0]?.code, body?.errors?.[0]?.parameter];
}

const judge = createJudge();
