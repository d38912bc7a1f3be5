import { mayHoldBody } from "../body-text.ts";

/** A request that the API was sent, and what it was answered; bodies are cut where they are long. */
export interface SeenRequest {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly asked: string;
  readonly status: number;
  readonly answer: string;
  readonly durationMs: number;
  /** The public key of the account that it was sent to, where a key or a token tells. */
  readonly account: string | undefined;
}

/** The last requests, for people to look at. */
export interface RequestLog {
  /** Answers a request, and keeps what came of it. */
  readonly around: (
    request: Request,
    account: string | undefined,
    answer: (request: Request) => Promise<Response>,
  ) => Promise<Response>;
  readonly newestFirst: () => readonly SeenRequest[];
}

/** @param most How many are kept. @param onRequest Told of each one. */
export function createRequestLog(
  most: number,
  now: () => number,
  onRequest: (seen: SeenRequest) => void = () => {},
): RequestLog {
  const kept: SeenRequest[] = [];
  let count = 0;
  return {
    newestFirst: () => kept.toReversed(),
    around: async (request, account, answer) => {
      const at = now();
      const start = performance.now();
      const { pathname, search } = new URL(request.url);
      const { request: passedOn, text: asked } = await readRequest(request);
      const { response, text } = await readResponse(await answer(passedOn));
      const seen = {
        number: (count += 1),
        at,
        method: request.method,
        path: pathname + search,
        asked: cut(asked),
        status: response.status,
        answer: cut(text),
        durationMs: Math.round(performance.now() - start),
        account,
      };
      kept.push(seen);
      if (kept.length > most) kept.shift();
      onRequest(seen);
      return response;
    },
  };
}

/** Characters of a body that are kept. */
const longest = 4000;

/** A request is read and made anew, which costs a quarter of a copy of it. */
async function readRequest(request: Request): Promise<{ request: Request; text: string }> {
  const { method, headers, url } = request;
  if (!mayHoldBody(method) || headers.get("content-length") === "0") return { request, text: "" };
  const body = await request.arrayBuffer();
  return { request: new Request(url, { method, headers, body }), text: decoder.decode(body) };
}

/** So is an answer, whose body is text. */
async function readResponse(answered: Response): Promise<{ response: Response; text: string }> {
  const { status, headers } = answered;
  const text = await answered.text();
  return { response: new Response(text === "" ? null : text, { status, headers }), text };
}

const decoder = new TextDecoder();

function cut(text: string): string {
  return text.length > longest
    ? `${text.slice(0, longest)} ... (${text.length - longest} characters more)`
    : text;
}

/** A request as one line: `14:02:11 POST /checkouts 201 3 ms`. No key stands in it. */
export const logLine = ({ at, method, path, status, durationMs }: SeenRequest): string =>
  `${new Date(at).toTimeString().slice(0, 8)} ${method} ${masked(path)} ${status} ${durationMs} ms`;

/** Keys and secrets that are passed in a query. */
const masked = (path: string): string =>
  path
    .replaceAll(/([?&](?:apiKey|secret|token|client_secret|password)=)[^&]*/gi, "$1...")
    .replaceAll(/\p{C}/gu, "?");
