import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createKiosk,
  type Fields,
  type Kiosk,
  type DialectOptions,
  type Outcome,
  unauthorized,
} from "./foreign-dialect.ts";

/** A server that shares nothing with ours: another prefix, another key header, other ids, other tools. */
export interface ForeignServer {
  /** What its owner exports before a run. */
  readonly environment: Readonly<Record<string, string>>;
  /** Method and path of every request, and whether it carried a key. */
  readonly requests: readonly string[];
  readonly stop: () => void;
}

const keys = { confidential: "kiosk-private-7f3a", tools: "kiosk-tools-91c2" };
const prefix = "/river/v9";

/** Starts it on a free port. */
export async function startForeign(options: DialectOptions = {}): Promise<ForeignServer> {
  const kiosk = createKiosk(options);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { status, body: data } = answer(kiosk, request, body);
      requests.push(`${request.method} ${request.url} ${keyOf(request) ?? "-"}`);
      response.writeHead(status, data === undefined ? {} : { "content-type": "application/json" });
      response.end(data === undefined ? undefined : JSON.stringify(data));
    });
  });
  const url = await listen(server);
  const environment = {
    KIOSK_URL: url,
    KIOSK_KEY: keys.confidential,
    KIOSK_TOOLS_TOKEN: keys.tools,
  };
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { environment, requests, stop };
}

function answer(kiosk: Kiosk, request: IncomingMessage, body: Fields): Outcome {
  const { method = "", url = "" } = request;
  if (method === "POST" && url === "/tools/wallet") {
    return request.headers["x-tools-token"] === keys.tools ? kiosk.makeWallet(body) : unauthorized;
  }
  if (!url.startsWith(`${prefix}/`)) return { status: 404 };
  if (keyOf(request) !== keys.confidential) return unauthorized;
  return kiosk.call(method, url.slice(prefix.length), body);
}

const keyOf = ({ headers }: IncomingMessage): string | undefined =>
  headers["x-kiosk-key"]?.toString();

async function readBody(request: IncomingMessage): Promise<Fields> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Fields);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
