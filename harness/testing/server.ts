import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { onTestFinished } from "vitest";

/** A request as the server of a test got it. */
export interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What the server answers; a body that is neither text nor bytes is sent as JSON. 200 when no status is given. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

export interface TestServer {
  readonly url: string;
  readonly requests: readonly Received[];
  /** How many connections were made. */
  readonly connections: () => number;
  /** Ends every connection and takes no more. */
  readonly kill: () => void;
}

/**
 * A real server on a free port that is gone when the test is over.
 *
 * @param answer Called with the request and how many came before it; undefined ends the connection without a word, "held" leaves it open.
 */
export async function serve(
  answer: (request: Received, before: number) => Answer | "held" | undefined,
): Promise<TestServer> {
  const requests: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const request = {
        method: incoming.method ?? "",
        path: incoming.url ?? "",
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      };
      requests.push(request);
      const given = answer(request, requests.length - 1);
      if (given === undefined) response.destroy();
      else if (given !== "held") respond(response, given);
    });
  });
  return { requests, ...(await listen(server)) };
}

/** A server that speaks what `onRequest` writes; called at every piece of data that a client sends. */
export async function serveRaw(
  onRequest: (socket: Socket, before: number) => void,
): Promise<Omit<TestServer, "requests"> & { readonly pieces: () => number }> {
  let pieces = 0;
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () => onRequest(socket, pieces++));
  });
  return { ...(await listen(server)), pieces: () => pieces };
}

/** Calls `write` again and again until the connection is over. */
export function trickle(socket: Socket, write: () => void): void {
  const timer = setInterval(write, 5);
  socket.on("close", () => clearInterval(timer));
}

/** The URL of a port on which nothing listens. */
export async function deserted(): Promise<string> {
  const { url, kill } = await listen(createTcpServer());
  kill();
  return url;
}

function respond(
  response: ServerResponse,
  { status = 200, headers = {}, body = "" }: Answer,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const isSent = typeof body === "string" || Buffer.isBuffer(body);
  if (!isSent) response.setHeader("content-type", "application/json");
  response.writeHead(status).end(isSent ? body : JSON.stringify(body));
}

async function listen(server: Server): Promise<Omit<TestServer, "requests">> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const kill = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(kill);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, connections: () => connections, kill };
}
