import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { certificate, privateKey } from "../testing/tls.ts";
import { serve, serveRaw } from "../testing/server.ts";
import { createSender, type SendOptions } from "./send.ts";

function sender(options: Partial<SendOptions> = {}) {
  const { send, close } = createSender({
    connections: 1,
    timeoutMs: 10_000,
    bodyBytes: 1000,
    ...options,
  });
  onTestFinished(close);
  return send;
}

const get = (url: string, further: object = {}) => ({
  method: "GET",
  url,
  headers: {},
  ...further,
});

async function listen(server: Server, host = "127.0.0.1"): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, host, resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

const hello: RequestListener = (_request, response) => void response.end("{}");

const secure = async () =>
  `https://localhost:${await listen(createTlsServer({ cert: certificate, key: privateKey }, hello))}/`;

describe("TLS", () => {
  it("is verified: a certificate of an unknown authority ends it before anything is sent", async () => {
    const { reply } = await sender()(get(await secure()));
    expect(reply).toMatchObject({ kind: "silent", reason: "tls" });
  });

  it("trusts the authorities that were given", async () => {
    const send = sender({ ca: certificate });
    const url = await secure();
    expect((await send(get(url))).reply).toMatchObject({ kind: "answered", status: 200 });
    expect((await send(get(url), { once: true })).reply).toMatchObject({ kind: "answered" });
  });

  it("trusts them for the names alone that they certify", async () => {
    const port = await listen(createTlsServer({ cert: certificate, key: privateKey }, hello));
    const { reply } = await sender({ ca: certificate })(get(`https://127.0.0.2:${port}/`));
    expect(reply).toMatchObject({ kind: "silent" });
  });
});

describe("addresses", () => {
  it("may be of IPv6", async () => {
    const server = createServer(hello);
    // Where a machine has no such address, nothing listens there.
    const port = await listen(server, "::1").catch(() => undefined);
    const { reply } = await sender()(get(`http://[::1]:${port ?? 1}/`));
    expect(reply.kind).toBe(port === undefined ? "silent" : "answered");
  });

  it("may be a name with several, of which one answers", async () => {
    const port = await listen(createServer(hello));
    expect((await sender()(get(`http://localhost:${port}/`))).reply.kind).toBe("answered");
  });

  it("that nobody knows are told as such", async () => {
    const { reply } = await sender()(get("http://headwater.invalid/"));
    expect(reply).toEqual({
      kind: "silent",
      reason: "unreachable",
      message: "the host name is not known",
    });
  });
});

/** A proxy that tunnels, and the places that it was asked for. */
async function startProxy() {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on("connect", ({ url = "" }, client: Socket) => {
    asked.push(url);
    const [host = "", port = ""] = url.split(":");
    const server = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      server.pipe(client).pipe(server);
    });
    for (const socket of [client, server]) socket.on("error", () => {});
    onTestFinished(() => void server.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(proxy)}`, asked };
}

describe("a proxy", () => {
  it("is used when it is given", async () => {
    const proxy = await startProxy();
    const server = await serve(() => ({}));
    const send = sender({ proxy: proxy.url });
    expect((await send(get(server.url))).reply).toMatchObject({ kind: "answered", status: 200 });
    expect(proxy.asked).toEqual([new URL(server.url).host]);
  });

  it("of the environment is used when it is asked for, but for its exceptions", async () => {
    const proxy = await startProxy();
    const server = await serve(() => ({}));
    expect((await sender({ proxy: { http: proxy.url } })(get(server.url))).reply.kind).toBe(
      "answered",
    );
    expect(proxy.asked).toHaveLength(1);
    const except = { http: proxy.url, except: "127.0.0.1" };
    expect((await sender({ proxy: except })(get(server.url))).reply.kind).toBe("answered");
    expect(proxy.asked).toHaveLength(1);
  });

  it("of the environment is not used when nobody asks for it", async () => {
    const server = await serve(() => ({}));
    process.env["http_proxy"] = "http://127.0.0.1:1";
    onTestFinished(() => void delete process.env["http_proxy"]);
    expect((await sender()(get(server.url))).reply.kind).toBe("answered");
  });
});

describe("a server that closes kept connections without a word", () => {
  const answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  it("after every answer loses no request that is sent once", async () => {
    const server = await serveRaw((socket) => socket.end(answer));
    const send = sender({ connections: 4 });
    const kinds = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const own: string[] = [];
        for (let count = 0; count < 25; count += 1) {
          own.push((await send(get(server.url, { method: "POST" }), { once: true })).reply.kind);
        }
        return own;
      }),
    );
    expect(new Set(kinds.flat())).toEqual(new Set(["answered"]));
    expect(server.pieces()).toBe(100);
  });

  it("is no longer trusted once it did so, though it promised to keep them", async () => {
    const promising = answer.replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n");
    let closing: Socket | undefined;
    const server = await serveRaw((socket, before) => {
      socket.write(promising);
      if (before === 1) closing = socket;
    });
    const send = sender();
    await send(get(server.url));
    await send(get(server.url), { once: true });
    expect(server.connections()).toBe(1);
    const gone = new Promise((resolve) => closing?.on("close", resolve));
    closing?.end();
    await gone;
    for (let count = 0; count < 3; count += 1) {
      expect((await send(get(server.url), { once: true })).reply.kind).toBe("answered");
    }
    expect(server.connections()).toBe(4);
  });

  it("keeps its connections where it does as it says", async () => {
    const server = await serve(() => ({ body: {} }));
    const send = sender();
    for (let count = 0; count < 5; count += 1) await send(get(server.url), { once: true });
    expect(server.connections()).toBe(1);
  });
});
