import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { dropinPage, libraryScript } from "./pages.ts";

/** The library of somebody else, before a server that keeps the sources. */
export interface ForeignLibrary {
  readonly script: string;
  readonly stop: () => Promise<void>;
}

/** What its pages send. */
interface Sent {
  readonly key: string;
  readonly data: Readonly<Record<string, string>>;
  readonly typed?: {
    readonly number?: string;
    readonly expires?: string;
    readonly cvv?: string;
  };
}

/** @param api Base URL of the server that keeps the sources. */
export async function startForeignLibrary(api: string): Promise<ForeignLibrary> {
  const server = createServer(async (request, response) => {
    const pages: Readonly<Record<string, readonly [type: string, text: string]>> = {
      "/tiny.js": ["text/javascript", libraryScript],
      "/dropin": ["text/html", dropinPage],
    };
    const page = pages[request.url ?? ""];
    const [type, text] = page ?? ["application/json", await answer(request, api)];
    response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    script: `http://127.0.0.1:${port}/tiny.js`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const refused = { error: { type: "bad_request", errors: [{ code: "invalid_parameter" }] } };

async function answer(request: IncomingMessage, api: string): Promise<string> {
  const sent = JSON.parse(await textOf(request)) as Sent;
  const ask = async (method: string, path: string, body?: object) => {
    const reply = await fetch(api + path, {
      method,
      headers: { authorization: `Bearer ${sent.key}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    return reply.ok ? ((await reply.json()) as object) : undefined;
  };
  const { data, typed = {} } = sent;
  const [month, year] = (typed.expires ?? "").split("/").map(Number);
  const expiry = year ? { expirationMonth: month, expirationYear: 2000 + year } : {};
  const isSession = (id = "") => ask("GET", `/payments/payment-methods?sessionId=${id}`);
  const isSource = (id = "", secret = "") => ask("GET", `/payments/sources/${id}?secret=${secret}`);
  const { url = "" } = request;
  switch (url) {
    case "/create": {
      const card = { number: typed.number, cvv: typed.cvv, ...expiry };
      const made = await ask("POST", "/_sandbox/sources", { ...data, creditCard: card });
      return JSON.stringify(made === undefined ? refused : { source: made });
    }
    case "/authenticate": {
      const known = await isSource(data["sourceId"], data["sourceClientSecret"]);
      const isRight = known !== undefined && (await isSession(data["sessionId"])) !== undefined;
      return JSON.stringify({ status: isRight ? "authentication_not_required" : "failed" });
    }
    case "/update": {
      const { id = "", ...changes } = data;
      if ((await isSource(id, data["clientSecret"])) === undefined) return JSON.stringify(refused);
      const source = await ask("POST", `/_sandbox/browser/sources/${id}`, {
        ...changes,
        ...expiry,
      });
      return JSON.stringify(source === undefined ? refused : { source });
    }
    default:
      return JSON.stringify(refused);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? "{}" : text;
}
