import type { ServerResponse } from "node:http";
import type { Api } from "../../requirements/types.ts";
import type { Target } from "../../implementation/types.ts";
import { parseJson } from "../../read/json.ts";
import type { Behaviour, Received } from "./behaviours.ts";

/** A request and what a good server answered. */
interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly type: string | null;
  readonly answer: string;
}

export type Tape = readonly Recorded[];

/** A server that hands on what it is asked to a good one, and keeps what it hears; its base URLs end in the name of the API. */
export function recorder(like: Target, tape: Recorded[]): Behaviour {
  return {
    about: "hands on to a good server",
    answer: (received, response) =>
      void handOn(received, response, like, tape).catch(() => response.writeHead(502).end()),
  };
}

async function handOn(
  { message, body }: Received,
  response: ServerResponse,
  like: Target,
  tape: Recorded[],
): Promise<void> {
  const { method = "GET", url = "/" } = message;
  const [, api = "", path = "/"] = /^\/([^/]+)(.*)$/s.exec(url) ?? [];
  const base = like.apis[api as Api]?.baseUrl ?? "";
  const { host: _, connection: __, "content-length": ___, ...headers } = message.headers;
  const sent = await fetch(`${base}${path}`, {
    method,
    headers: headers as Record<string, string>,
    redirect: "manual",
    ...(body !== "" && { body }),
  });
  const [answer, type] = [await sent.text(), sent.headers.get("content-type")];
  const recorded = { method, path, body, status: sent.status, type, answer };
  tape.push(recorded);
  write(response, recorded, answer);
}

type Asked = Pick<Recorded, "method" | "path" | "body">;

/** @param keys The first that is on the tape finds the answer; the most exact one first. */
function player(about: string, keys: readonly ((asked: Asked) => string)[]) {
  let queues = new Map<string, Recorded[]>();
  return {
    about,
    load: (tape: Tape) => {
      queues = new Map();
      for (const one of tape) {
        for (const key of new Set(keys.map((of) => of(one)))) {
          queues.set(key, [...(queues.get(key) ?? []), one]);
        }
      }
    },
    answer: ({ message, body }: Received, response: ServerResponse) => {
      const asked = { method: message.method ?? "GET", path: message.url ?? "/", body };
      const queue = keys.map((of) => queues.get(of(asked))).find((found) => found !== undefined);
      const next = queue?.shift();
      if (queue === undefined || next === undefined) return void response.writeHead(404).end();
      queue.push(next);
      write(response, next, withTexts(next, asked));
    },
  };
}

/** What stands in the recorded request as a text of its run is in the answer what stands in this one. */
function withTexts(recorded: Recorded, asked: Asked): string {
  const [before, now] = [texts(recorded), texts(asked)];
  return before.reduce(
    (answer, text, index) => answer.replaceAll(text, now[index] ?? text),
    recorded.answer,
  );
}

const texts = ({ path, body }: Asked): readonly string[] => [
  ...new Set(`${path} ${body}`.match(/\b[0-9a-f]{24}\b/g)),
];

const samePath = ({ method, path }: Asked): string => `= ${method} ${path}`;
const sameWhole = (asked: Asked): string => `${samePath(asked)} ${shape(asked.body)}`;
const pathShape = ({ method, path }: Asked): string =>
  `~ ${method} ${path.replaceAll(/[^/?&=]*\d[^/?&=]*/g, "#")}`;
const wholeShape = (asked: Asked): string => `${pathShape(asked)} ${shape(asked.body)}`;

/** The members of a body, without the values that differ from run to run. */
function shape(body: string): string {
  const data = parseJson(body);
  if (!data.ok) return body;
  return JSON.stringify(data.value, (_, value: unknown) =>
    typeof value === "number" || (typeof value === "string" && /\d/.test(value)) ? "#" : value,
  );
}

function write(response: ServerResponse, { status, type }: Recorded, answer: string): void {
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, type === null ? {} : { "content-type": type });
  response.end(hasBody ? answer : undefined);
}

/** Servers that implement nothing and play back what a good one once answered, and how each finds the answer. */
export const players: Readonly<
  Record<string, Behaviour & { readonly load: (tape: Tape) => void }>
> = {
  "tape-by-order": player("plays back what was answered to such a path, in order", [pathShape]),
  "tape-by-shape": player("plays back what was answered to a request of this shape, in order", [
    wholeShape,
    pathShape,
  ]),
  "tape-by-id": player(
    "plays back what was answered about the ids that it gave out, with the texts of the request",
    [sameWhole, samePath, wholeShape, pathShape],
  ),
};
