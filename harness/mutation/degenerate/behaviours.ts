import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson } from "../../read/json.ts";

/** A server that implements nothing: what it does with every request, whatever it is. */
export interface Behaviour {
  readonly about: string;
  readonly answer: (request: Received, response: ServerResponse) => void;
  /** It ends no answer: nobody should wait for it long. */
  readonly endless?: boolean;
}

/** A request with its whole body. */
export interface Received {
  readonly message: IncomingMessage;
  readonly body: string;
}

/** What lazy stubs, broken proxies and dying servers do. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  "always-200": {
    about: "answers everything with 200 and an empty JSON object",
    answer: (_, response) => json(response, 200, "{}"),
  },
  "always-200-list": {
    about: "answers everything with 200 and an empty list",
    answer: (_, response) => json(response, 200, '{"hasMore":false,"data":[]}'),
  },
  "always-204": {
    about: "answers everything with 204",
    answer: (_, response) => response.writeHead(204).end(),
  },
  "always-400": {
    about: "refuses everything with 400 and one code",
    answer: (_, response) => json(response, 400, refusal("bad_request", "invalid_parameter")),
  },
  "always-401": {
    about: "refuses everything with 401",
    answer: (_, response) => json(response, 401, refusal("unauthorized", "unauthorized")),
  },
  "always-404": {
    about: "finds nothing, with the documented error body",
    answer: (_, response) => json(response, 404, refusal("not_found", "not_found")),
  },
  "always-409": {
    about: "refuses everything with 409 and one code",
    answer: (_, response) => json(response, 409, refusal("conflict", conflictCode)),
  },
  "always-500": {
    about: "fails on everything with 500",
    answer: (_, response) => json(response, 500, refusal("internal_server_error", "internal")),
  },
  echo: {
    about: "answers with the body of the request",
    answer: ({ body }, response) => json(response, 200, body),
  },
  "echo-with-id": {
    about: "answers with the body of the request, and the last part of the path as its id",
    answer: (received, response) => json(response, 200, JSON.stringify(withId(received))),
  },
  "empty-body": {
    about: "answers everything with 200 and no body",
    answer: (_, response) => response.writeHead(200, { "content-length": 0 }).end(),
  },
  html: {
    about: "answers everything with 200 and a web page",
    answer: (_, response) =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<html><body>It works!</body></html>"),
  },
  "invalid-json": {
    about: "answers everything with half a JSON object",
    answer: (_, response) => json(response, 200, '{"id": "1", "state":'),
  },
  "huge-body": {
    about: "answers everything with a body without end",
    answer: (_, response) => pour(response),
  },
  slow: {
    about: "sends a byte now and then, and never the last one",
    endless: true,
    answer: (_, response) => drip(response),
  },
  silent: { about: "takes connections and never answers", endless: true, answer: () => {} },
  reset: {
    about: "resets every connection",
    answer: ({ message }) => message.socket.resetAndDestroy(),
  },
  "content-length-too-large": {
    about: "promises more than it sends, and hangs up",
    answer: ({ message }, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": 200 });
      response.write("{}", () => message.socket.end());
    },
  },
  "redirect-loop": {
    about: "redirects everything to itself",
    answer: ({ message }, response) => response.writeHead(302, { location: message.url }).end(),
  },
};

/** The code of the refusal that most cases are about. */
const conflictCode = "source_status_invalid_for_session";

const refusal = (type: string, code: string): string =>
  JSON.stringify({ type, errors: [{ code, message: "This request cannot be done." }] });

function json(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(body);
}

function withId({ message, body }: Received): object {
  const path = new URL(message.url ?? "/", "http://localhost").pathname;
  const id = path.split("/").findLast((part) => part !== "") ?? "1";
  return { id, ...record(body) };
}

function record(body: string): object {
  const data = parseJson(body);
  return data.ok && data.value !== null && typeof data.value === "object" ? data.value : {};
}

function pour(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = `"${"x".repeat(65_536)}",`;
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  response.on("error", () => {});
  response.write("[");
  more();
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const drops = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(drops));
}
