import { readFile } from "node:fs/promises";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../testing/files.ts";
import { certificate, privateKey } from "../testing/tls.ts";
import { type Answer, deserted, type Received, serve, serveRaw } from "../testing/server.ts";
import { startForeign } from "../testing/foreign/server.ts";
import { commandContext } from "../testing/context.ts";
import { runCommand } from "../testing/program.ts";

let kiosk: string;
beforeAll(async () => {
  kiosk = await readFile("harness/testing/foreign/kiosk.yaml", "utf8");
});

const target = (
  url: string,
  keys = "{ confidential: sk-doctor-secret, public: pk-doctor-public }",
) =>
  `name: Patient
apis:
  digital-river:
    baseUrl: ${url}
    headers: { DigitalRiver-Version: "2021-12-13" }
    keys: ${keys}
recipes:
  source.create:
    - call: POST /make
      as: public
      take: { id: $.id, clientSecret: $.secret }
`;

const claiming = (type: string): string => `claims: { sourceTypes: [${type}] }\n`;

async function examine(text: string, environment: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder({ "patient.yaml": text, "ca.pem": certificate });
  const { context, stdout, stderr } = commandContext(folder, environment);
  const code = await runCommand(context, "doctor", "--target", "patient.yaml");
  return { code, stdout: stdout(), stderr: stderr() };
}

/** A server that answers all that is asked, but for what a test wants otherwise. */
const server = (instead: (request: Received) => Answer | undefined = () => undefined) =>
  serve((request) => instead(request) ?? healthy(request));

/** One that answers 404 over TLS, with a certificate of its own. */
async function serveTls(): Promise<string> {
  const tls = createTlsServer({ cert: certificate, key: privateKey }, (_request, response) => {
    response.writeHead(404, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => {
    tls.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void tls.close());
  return `https://127.0.0.1:${(tls.address() as AddressInfo).port}`;
}

const found = (body: object): Answer => ({ body });

function healthy({ method, path, headers }: Received): Answer {
  if (headers.authorization === undefined)
    return { status: 401, body: { type: "unauthorized", errors: [] } };
  if (`${method} ${path}` === "POST /make") return found({ id: "s1", secret: "x" });
  if (path === "/sources/s1")
    return found({ id: "s1", type: "creditCard", state: "chargeable", reusable: false });
  if (path.startsWith("/orders?")) return found({ data: [] });
  if (method === "POST")
    return found({ id: "x1", totalAmount: 20, payment: { session: { id: "p1" } } });
  return { status: 404, body: { type: "not_found", errors: [] } };
}

describe("the doctor", () => {
  it("finds nothing wrong with a healthy server", async () => {
    const { url } = await server();
    const { code, stdout } = await examine(target(url));
    expect(stdout).toMatch(
      /^ok +GET http\S+\/sources\/headwater-doctor with the confidential key\n/,
    );
    expect(stdout).toMatch(/ok +source\.single-use of type creditCard\n +id "s1"/);
    expect(stdout).toMatch(/ready: headwater run --target patient\.yaml\n$/);
    expect(stdout).not.toMatch(/PROBLEM|warning|sk-doctor-secret/);
    expect(code).toBe(0);
  });

  it("finds nothing wrong with a foreign server", async () => {
    const foreign = await startForeign();
    onTestFinished(foreign.stop);
    const { code, stdout } = await examine(kiosk, foreign.environment);
    expect(stdout).not.toMatch(/PROBLEM|kiosk-private/);
    expect(code).toBe(0);
  });

  const first = "/sources/headwater-doctor";
  const rows: readonly {
    readonly name: string;
    readonly instead: (request: Received) => Answer | undefined;
    readonly code: number;
    readonly says: RegExp;
    readonly requests?: number;
  }[] = [
    {
      name: "a key that is not taken",
      instead: () => ({ status: 401, body: {} }),
      code: 1,
      says: /PROBLEM[^]*401[^]*does not take this key[^]*keyHeader \(now authorization\)/,
      requests: 1,
    },
    {
      name: "a version that is refused",
      instead: ({ headers, path }) =>
        path === first && "digitalriver-version" in headers ? { status: 400, body: {} } : undefined,
      code: 1,
      says: /DigitalRiver-Version: 2021-12-13[^]*without it 404[^]*refuses this header/,
      requests: 2,
    },
    {
      name: "a page in place of JSON",
      instead: () => ({ status: 404, headers: { "Content-Type": "text/html" }, body: "<h1>No" }),
      code: 1,
      says: /404, text\/html: <h1>No[^]*this is no JSON/,
      requests: 1,
    },
    {
      name: "a redirect",
      instead: () => ({ status: 301, headers: { Location: "https://shop.example/v2" } }),
      code: 1,
      says: /redirects are not followed: should baseUrl lead to https:\/\/shop\.example\/v2\?/,
      requests: 1,
    },
    {
      name: "too many requests",
      instead: () => ({ status: 429, headers: { "Retry-After": "30" }, body: {} }),
      code: 1,
      says: /wants fewer requests \(it asks to wait: 30\): set limits\.requestsPerSecond/,
      requests: 1,
    },
    {
      name: "a server in trouble",
      instead: () => ({ status: 503, body: {} }),
      code: 1,
      says: /the server itself is in trouble/,
      requests: 1,
    },
    {
      name: "another clock",
      instead: ({ path }) =>
        path === first
          ? { status: 404, headers: { Date: "Thu, 01 Jan 2015 00:00:00 GMT" }, body: {} }
          : undefined,
      code: 0,
      says: /warning +its clock, by the Date header\n +\d+ s behind ours\n +do: /,
    },
    {
      name: "a server that is open to everybody",
      instead: ({ path }) => (path === first ? { status: 404, body: {} } : undefined),
      code: 0,
      says: /warning +the same without a key\n +404[^]*401 was due/,
    },
    {
      name: "a recipe that answers without the id",
      instead: ({ path }) => (path === "/make" ? { body: { source: { ref: "s1" } } } : undefined),
      code: 1,
      says: /hold no "id"; the last answer was 200, application\/json: \{"source":\{"ref":"s1"\}\}[^]*let take: in the recipe point/,
    },
    {
      name: "a public key that recipes do not get through with",
      instead: ({ path }) => (path === "/make" ? { status: 403, body: {} } : undefined),
      code: 1,
      says: /source\.create[^]*403[^]*the key is not taken here/,
    },
  ];

  it.each(rows)("explains $name", async ({ instead, code, says, requests }) => {
    const patient = await server(instead);
    const ended = await examine(target(patient.url));
    expect(ended.stdout).toMatch(says);
    expect(ended.code).toBe(code);
    expect(patient.requests).toHaveLength(requests ?? patient.requests.length);
  });

  it("names a recipe that ignores the first state, and is not ready over it", async () => {
    const made = { id: "s1", type: "payPal", state: "chargeable", reusable: false };
    const { url } = await server(({ path }) => (path === "/sources/s1" ? found(made) : undefined));
    const { code, stdout } = await examine(target(url) + claiming("payPal"));
    expect(stdout).toMatch(/ok +source\.create of type payPal with outcome chargeable/);
    expect(stdout).toMatch(
      /PROBLEM +source\.create of type payPal with outcome first\n +the source is chargeable, .* does not do what outcome first asks for/,
    );
    expect(stdout).not.toContain("ready:");
    expect(code).toBe(2);
  });

  it.each([
    { action: "expire", type: "wireTransfer", after: "pending_funds", want: "not failed" },
    { action: "expire", type: "wireTransfer", after: "failed", want: undefined },
    // Who declined may try again.
    { action: "decline", type: "payPal", after: "pending_redirect", want: undefined },
    { action: "decline", type: "payPal", after: "chargeable", want: "chargeable after it" },
  ])("tries what goes on from the first state: $action, $after", async (row) => {
    const { action, type, after, want } = row;
    const waiting = type === "payPal" ? "pending_redirect" : "pending_funds";
    let state = waiting;
    const { url } = await server(({ path, body }) => {
      if (path === "/make") state = body.includes("first") ? waiting : "chargeable";
      if (path === "/refuse/s1") {
        state = after;
        return { status: 204 };
      }
      return path === "/sources/s1" ? found({ id: "s1", type, state, reusable: false }) : undefined;
    });
    const own = `${target(url)}  source.${action}: [{ call: "POST /refuse/{id}" }]\n`.replace(
      "as: public\n",
      'as: public\n      body: { outcome: "{outcome}" }\n',
    );
    const { code, stdout } = await examine(own + claiming(type));
    expect(stdout).toContain(`source.create of type ${type} with outcome first`);
    const line = new RegExp(`(ok|PROBLEM) +source\\.${action}\\n +(.*)\\n`).exec(stdout);
    expect(line?.[1]).toBe(want === undefined ? "ok" : "PROBLEM");
    expect(line?.[2]).toContain(want ?? "");
    expect(code).toBe(want === undefined ? 0 : 2);
  });

  it("tries every recipe of the file, and each alternative", async () => {
    const { url } = await server(({ path }) =>
      path === "/broken" || path.endsWith("/pack") ? { status: 500, body: {} } : undefined,
    );
    const own = `name: Patient
apis:
  digital-river: { baseUrl: "${url}", keys: { confidential: sk-doctor-secret, public: pk-doctor-public } }
claims: { sourceTypes: [creditCard] }
recipes:
  source.create:
    - when: { type: creditCard }
      steps: [{ call: POST /make, take: { id: $.id, clientSecret: $.secret } }]
    - when: { type: [konbini] }
      steps: [{ call: POST /broken, take: { id: $.id, clientSecret: $.secret } }]
  invoice.draft:
    - call: POST /customers/{customer}/pack
      take: { id: $.id, total: $.total, session: $.session }
  source.expire: [{ call: "POST /expire/{id}" }]
`;
    const { code, stdout } = await examine(own);
    expect(stdout).toMatch(/ok +source\.create of type creditCard/);
    expect(stdout).toMatch(/PROBLEM +source\.create of type konbini\n +.*500/);
    expect(stdout).toMatch(/PROBLEM +invoice\.draft\n +.*500/);
    expect(stdout).toMatch(/warning +source\.expire\n +this recipe was not tried\n +do: .*\{id\}/);
    expect(stdout).not.toContain("ready:");
    expect(code).toBe(1);
  });

  it("holds what is claimed against what the server answers", async () => {
    const { url } = await server(({ path, body }) => {
      if (path === "/refunds") return { status: 405, body: {} };
      if (path === "/fulfillments") return { status: 400, body: { type: "bad_request" } };
      if (path === "/checkouts" && /JPY|KWD/.test(body)) return { status: 400, body: {} };
      return undefined;
    });
    const claims =
      "claims: { abilities: [skus, refunds, orders-by-checkout], currencies: [USD, JPY] }\n";
    const { code, stdout } = await examine(target(url) + claims);
    expect(stdout).toMatch(
      /warning +the ability refunds, by POST \/refunds\n +405.*\n +do: take refunds out of claims\.abilities/,
    );
    expect(stdout).toMatch(
      /ok +the ability fulfillments, by POST \/fulfillments\n +400.*\n +do: .*claims\.abilities may name fulfillments/,
    );
    expect(stdout).toMatch(/PROBLEM +checkout\.payable with currency JPY\n/);
    expect(stdout).toMatch(
      /ok +checkout\.payable with currency EUR\n.*\n +do: claims\.currencies may name EUR/,
    );
    expect(stdout).not.toMatch(/KWD|ability (?:skus|orders-by-checkout)/);
    expect(stdout).toMatch(
      /ok +the abilities .*refresh-order.*failing-card.*\n +not tried: .*\n +do: name those that the server has/,
    );
    expect(code).toBe(1);
  });

  it("names the API of each line where there are two", async () => {
    const { url } = await server();
    const both = target(url).replace(
      "recipes:",
      `  commerce: { baseUrl: "${url}/shop", keys: { confidential: sk-doctor-secret } }\nrecipes:`,
    );
    const { stdout } = await examine(both);
    const lines = stdout.split("\n").filter((line) => /^(?:ok|warning|PROBLEM)/.test(line));
    expect(lines.filter((line) => /^\w+ +digital-river: /.test(line)).length).toBeGreaterThan(4);
    expect(lines.filter((line) => /^\w+ +commerce: /.test(line)).length).toBeGreaterThan(1);
    expect(lines.filter((line) => !/^\w+ +(?:digital-river|commerce): /.test(line))).toEqual([]);
  });

  it("explains that nothing listens", async () => {
    const { code, stdout } = await examine(target(await deserted()));
    expect(stdout).toMatch(/no answer: connection refused\n +do: is the server running/);
    expect(code).toBe(3);
  });

  it("explains that nobody knows the name", async () => {
    const { code, stdout } = await examine(target("http://headwater.invalid"));
    expect(stdout).toMatch(
      /no answer: the host name is not known\n +do: is the host .* proxy: environment/,
    );
    expect(code).toBe(3);
  });

  it("explains a certificate of an unknown authority, which the target file may name", async () => {
    const url = await serveTls();
    const unknown = await examine(target(url));
    expect(unknown.stdout).toMatch(
      /self-signed certificate\n +do: .*connection: \{ ca: ca\.pem \}/,
    );
    expect(unknown.code).toBe(3);
    const known = await examine(`${target(url)}connection: { ca: ca.pem }\n`);
    expect(known.stdout).toMatch(/^ok +GET https:\S+\/sources\/headwater-doctor/);
  });

  it("ends with 5 at an answer in live mode, and goes no further", async () => {
    const patient = await server(({ path }) =>
      path === "/skus" ? { status: 201, body: { id: "x1", liveMode: true } } : undefined,
    );
    const { code, stdout } = await examine(target(patient.url));
    expect(stdout).toMatch(/PROBLEM +sku\.digital\n +POST \S+ was answered with liveMode: true/);
    expect(code).toBe(5);
    expect(patient.requests.at(-1)?.path).toBe("/skus");
    const allowed = await examine(`${target(patient.url)}allowLiveMode: true\n`);
    expect(allowed.code).toBe(0);
  });

  it("explains that TLS is not spoken", async () => {
    const { url } = await serveRaw((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const { code, stdout } = await examine(target(url.replace("http:", "https:")));
    expect(stdout).toMatch(/do: if the server speaks plain HTTP, write http:\/\//);
    expect(code).toBe(3);
  });

  it("names a variable that is not set, and sends nothing", async () => {
    const { url, requests } = await server();
    const { code, stderr } = await examine(target(url, '{ confidential: "${DOCTOR_KEY}" }'));
    expect(stderr).toMatch(/the environment variable DOCTOR_KEY is not set/);
    expect([code, requests.length]).toEqual([2, 0]);
  });

  it("misses the public key that a recipe needs", async () => {
    const { url } = await server();
    const { code, stdout } = await examine(target(url, "{ confidential: sk-doctor-secret }"));
    expect(stdout).toMatch(
      /the public key of digital-river, for source\.create\n +the target file has none/,
    );
    expect(code).toBe(2);
  });

  it("writes JSON", async () => {
    const folder = await temporaryFolder({ "patient.yaml": target(await deserted()) });
    const { context, stdout } = commandContext(folder);
    expect(await runCommand(context, "doctor", "--target", "patient.yaml", "--json")).toBe(3);
    expect(JSON.parse(stdout())).toMatchObject({
      target: "patient.yaml",
      findings: [{ sign: "problem", about: "connection", came: "no answer: connection refused" }],
    });
  });
});
