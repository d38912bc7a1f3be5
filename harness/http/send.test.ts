import type { Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { beBusy } from "../testing/busy.ts";
import { deserted, serve, serveRaw, trickle } from "../testing/server.ts";
import { createSender, type SendOptions } from "./send.ts";
import type { HttpRequest } from "./types.ts";

const patient = { connections: 1, timeoutMs: 10_000, bodyBytes: 1000 };
const impatient = { ...patient, timeoutMs: 300 };

function sender(options: SendOptions = patient) {
  const { send, close } = createSender(options);
  onTestFinished(close);
  return send;
}

const get = (url: string): HttpRequest => ({ method: "GET", url, headers: {} });

describe("a request goes out as it is", () => {
  it("with its method, path, headers and body", async () => {
    const server = await serve(() => ({ status: 201 }));
    const headers = { "content-type": "text/plain", "x-test": "1" };
    const request = { method: "PUT", url: `${server.url}/a%20b?q=%2F`, headers, body: "Zürich" };
    const exchange = await sender()(request);
    expect(exchange.request).toEqual(request);
    expect(exchange.reply).toMatchObject({ kind: "answered", status: 201, body: "" });
    expect(server.requests).toMatchObject([
      {
        method: "PUT",
        path: "/a%20b?q=%2F",
        headers: { ...headers, "content-length": "7" },
        body: "Zürich",
      },
    ]);
  });

  it("without a body, a POST says so", async () => {
    const server = await serve(() => ({}));
    await sender()({ method: "POST", url: server.url, headers: {} });
    expect(server.requests[0]?.headers).toMatchObject({ "content-length": "0" });
    expect(server.requests[0]?.headers).not.toHaveProperty("content-type");
  });
});

describe("an answer comes back as it is", () => {
  it("where it was there in time, and only we were busy", async () => {
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
      beBusy(impatient.timeoutMs);
    });
    const { reply } = await sender(impatient)(get(server.url));
    expect(reply).toMatchObject({ kind: "answered", status: 200, body: "{}" });
  });

  it("with its status, headers and body", async () => {
    const server = await serve(() => ({
      status: 409,
      headers: { "X-Test": "1", "Set-Cookie": ["a=1", "b=2"] },
      body: { ü: 1 },
    }));
    const { reply, sentAt, durationMs } = await sender()(get(server.url));
    expect(reply).toMatchObject({
      kind: "answered",
      status: 409,
      headers: { "x-test": "1", "set-cookie": "a=1, b=2", "content-type": "application/json" },
      body: '{"ü":1}',
    });
    expect(new Date(sentAt).toISOString()).toBe(sentAt);
    expect(durationMs).toBeGreaterThan(0);
  });

  it.each([301, 302, 303, 307, 308])(
    "a redirect (%i) is an answer and is not followed",
    async (status) => {
      const server = await serve(() => ({ status, headers: { location: "/elsewhere" } }));
      const { reply } = await sender()(get(server.url));
      expect(reply).toMatchObject({
        kind: "answered",
        status,
        headers: { location: "/elsewhere" },
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it("a body of exactly the limit is read", async () => {
    const server = await serve(() => ({ body: "x".repeat(1000) }));
    expect((await sender()(get(server.url))).reply).toMatchObject({ body: "x".repeat(1000) });
  });

  it("what is sent beyond the declared length is no part of it", async () => {
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}and more");
    });
    expect((await sender()(get(server.url))).reply).toMatchObject({ kind: "answered", body: "{}" });
  });
});

describe("an answer is read however it is framed", () => {
  const head = "HTTP/1.1 200 OK\r\n";
  const chunked = `${head}Transfer-Encoding: chunked\r\n`;
  it.each([
    { name: "extensions of chunks", text: `${chunked}\r\n2;a="b;c"\r\n{}\r\n0;d\r\n\r\n` },
    {
      name: "a trailer that means nothing here",
      text: `${chunked}Trailer: A\r\n\r\n02\r\n{}\r\n0\r\nContent-Encoding: gzip\r\n\r\n`,
    },
    {
      name: "hints before it",
      text: `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n${head}Content-Length: 2\r\n\r\n{}`,
    },
    { name: "HTTP/1.0", text: "HTTP/1.0 200 OK\r\n\r\n{}" },
    { name: "no phrase", text: "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}" },
  ])("$name", async ({ text }) => {
    const server = await serveRaw((socket) => socket.end(text));
    expect((await sender()(get(server.url))).reply).toMatchObject({ status: 200, body: "{}" });
  });

  it("a 304 with the length of another answer", async () => {
    const server = await serveRaw((socket) =>
      socket.end("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"),
    );
    expect((await sender()(get(server.url))).reply).toMatchObject({ status: 304, body: "" });
  });
});

describe("trouble is silence with its reason, after one request", () => {
  const head = "HTTP/1.1 200 OK\r\n";
  const rows: readonly {
    readonly name: string;
    readonly options?: SendOptions;
    readonly speak: (socket: Socket) => void;
    readonly reason: string;
    readonly message: RegExp;
  }[] = [
    {
      name: "a body over the limit",
      speak: (socket) => socket.end(`${head}Content-Length: 1001\r\n\r\n${"x".repeat(1001)}`),
      reason: "too-large",
      message: /^the body is larger than 1000 bytes$/,
    },
    {
      name: "a body without end",
      speak: (socket) => {
        socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
        trickle(socket, () => socket.write(`100\r\n${"x".repeat(256)}\r\n`));
      },
      reason: "too-large",
      message: /^the body is larger than 1000 bytes$/,
    },
    {
      name: "headers over the limit",
      speak: (socket) => socket.end(`${head}x-long: ${"x".repeat(20_000)}\r\n\r\n`),
      reason: "too-large",
      message: /^the headers are too large$/,
    },
    {
      name: "no answer at all",
      options: impatient,
      speak: () => {},
      reason: "timeout",
      message: /^no response in time$/,
    },
    {
      name: "headers that trickle",
      options: impatient,
      speak: (socket) => {
        socket.write(head);
        trickle(socket, () => socket.write("x: y\r\n"));
      },
      reason: "timeout",
      message: /^no response in time$/,
    },
    {
      name: "a body that trickles",
      options: impatient,
      speak: (socket) => {
        socket.write(`${head}Content-Length: 900\r\n\r\n`);
        trickle(socket, () => socket.write("x"));
      },
      reason: "timeout",
      message: /in time$/,
    },
    {
      name: "a body that stops",
      options: impatient,
      speak: (socket) => socket.write(`${head}Content-Length: 900\r\n\r\nx`),
      reason: "timeout",
      message: /in time$/,
    },
    {
      name: "a connection that is closed without a word",
      speak: (socket) => socket.end(),
      reason: "reset",
      message: /./,
    },
    {
      name: "a connection that is reset",
      speak: (socket) => socket.resetAndDestroy(),
      reason: "reset",
      message: /./,
    },
    {
      name: "a connection that is reset within the body",
      speak: (socket) =>
        socket.write(`${head}Content-Length: 900\r\n\r\nx`, () => socket.resetAndDestroy()),
      reason: "reset",
      message: /./,
    },
    {
      name: "a body that is shorter than declared",
      speak: (socket) => socket.end(`${head}Content-Length: 900\r\n\r\nx`),
      reason: "reset",
      message: /./,
    },
    {
      name: "what is no HTTP",
      speak: (socket) => socket.end("220 mail.example ready\r\n"),
      reason: "malformed",
      message: /./,
    },
    {
      name: "two lengths that contradict each other",
      speak: (socket) => socket.end(`${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`),
      reason: "malformed",
      message: /^the head is no HTTP\/1.1 from Content-Length on/,
    },
    {
      name: "100 Continue",
      speak: (socket) => socket.end(`HTTP/1.1 100 Continue\r\n\r\n${head}\r\n`),
      reason: "malformed",
      message: /^100 Continue came, which nobody had asked for$/,
    },
    {
      name: "another protocol",
      speak: (socket) =>
        socket.end("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
      reason: "malformed",
      message: /^the protocol was changed \(101\)/,
    },
    {
      name: "a length that is no number",
      speak: (socket) => socket.end(`${head}Content-Length: ten\r\n\r\nx`),
      reason: "malformed",
      message: /./,
    },
    {
      name: "a chunk that is none",
      speak: (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\nten\r\nx`),
      reason: "malformed",
      message: /./,
    },
  ];

  it.each(rows)("$name", async ({ options = patient, speak, reason, message }) => {
    const server = await serveRaw(speak);
    const { reply } = await sender(options)(get(server.url));
    expect(reply).toEqual({ kind: "silent", reason, message: expect.stringMatching(message) });
    expect(server.pieces()).toBe(1);
  });

  it("a port on which nothing listens", async () => {
    const { reply } = await sender()(get(await deserted()));
    expect(reply).toEqual({ kind: "silent", reason: "unreachable", message: "connection refused" });
  });

  it("a server that speaks no TLS", async () => {
    const server = await serve(() => ({}));
    const { reply } = await sender()(get(server.url.replace("http:", "https:")));
    expect(reply).toMatchObject({ kind: "silent", reason: "tls" });
  });

  it("a URL that is none", async () => {
    expect((await sender()(get("shop"))).reply).toMatchObject({ kind: "silent" });
  });
});

describe("connections", () => {
  it("are used again", async () => {
    const server = await serve(() => ({ body: {} }));
    const send = sender();
    for (const path of ["/1", "/2", "/3"]) await send(get(`${server.url}${path}`));
    expect(server.requests.map((request) => request.path)).toEqual(["/1", "/2", "/3"]);
    expect(server.connections()).toBe(1);
  });

  it("are no more than were asked for", async () => {
    const server = await serve(() => ({ body: {} }));
    const send = sender({ ...patient, connections: 2 });
    const sent = ["/1", "/2", "/3", "/4", "/5", "/6"].map((path) =>
      send(get(`${server.url}${path}`)),
    );
    const replies = (await Promise.all(sent)).map((exchange) => exchange.reply.kind);
    expect(new Set(replies)).toEqual(new Set(["answered"]));
    expect(server.requests).toHaveLength(6);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it("that die under a request lose it: nothing is sent twice", async () => {
    const server = await serveRaw((socket, before) => {
      if (before === 1) socket.destroy();
      else socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    });
    const send = sender();
    const kinds = [];
    for (let count = 0; count < 3; count += 1) kinds.push((await send(get(server.url))).reply.kind);
    expect(kinds).toEqual(["answered", "silent", "answered"]);
    expect(server.pieces()).toBe(3);
  });

  it("recover from a body that was too large", async () => {
    const server = await serve((_request, before) => ({
      body: "x".repeat(before === 0 ? 5000 : 5),
    }));
    const send = sender();
    expect((await send(get(server.url))).reply.kind).toBe("silent");
    expect((await send(get(server.url))).reply.kind).toBe("answered");
  });
});

describe("204 has no body", () => {
  it.each([
    { name: "with a length", text: "Content-Length: 5\r\n\r\nhello", want: /a body of 5 bytes/ },
    { name: "without one", text: "\r\nhello", want: /bytes behind the answer/ },
    {
      name: "in chunks",
      text: "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      want: /bytes behind the answer/,
    },
    {
      name: "before the connection ends",
      text: "Connection: close\r\n\r\nx",
      want: /bytes behind the answer/,
    },
    {
      name: "behind an early hint",
      text: "Connection: close\r\n\r\nx",
      before: "HTTP/1.1 103 Early Hints\r\n\r\n",
      want: /bytes behind the answer/,
    },
  ])("and bytes are told: $name", async ({ text, before = "", want }) => {
    const server = await serveRaw((socket) => {
      socket.write(`${before}HTTP/1.1 204 No Content\r\n${text}`);
      if (text.includes("close")) socket.end();
    });
    const send = sender();
    for (let asked = 0; asked < 2; asked += 1) {
      const { reply } = await send({ ...get(server.url), method: "DELETE" });
      expect(reply).toMatchObject({
        kind: "answered",
        status: 204,
        body: expect.stringMatching(want) as string,
      });
    }
  });

  it.each([
    { name: "nothing", text: "\r\n" },
    { name: "a length of nothing", text: "Content-Length: 0\r\n\r\n" },
    { name: "the end of the connection", text: "Connection: close\r\n\r\n" },
    { name: "an early hint", text: "\r\n", before: "HTTP/1.1 103 Early Hints\r\n\r\n" },
  ])("and $name is none", async ({ text, before = "" }) => {
    const server = await serveRaw((socket) => {
      socket.write(`${before}HTTP/1.1 204 No Content\r\n${text}`);
      if (text.includes("close")) socket.end();
    });
    const send = sender();
    for (let asked = 0; asked < 3; asked += 1) {
      const { reply } = await send({ ...get(server.url), method: "DELETE" });
      expect(reply).toMatchObject({ kind: "answered", status: 204, body: "" });
    }
  });
});
