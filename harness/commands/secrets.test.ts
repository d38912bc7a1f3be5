import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSearch } from "../secrets/search.ts";
import type { Answer, Received } from "../testing/server.ts";
import { writeFiles } from "../testing/files.ts";
import { openWorld } from "../testing/world.ts";

/** Keys with every sign that somebody may escape. */
const canaries = {
  CANARY_KEY: `sk_canary/+ "q"&<'>%41=`,
  CANARY_PUBLIC: "pk-canary-public",
  CANARY_TENANT: "tenant-canary~1",
  CANARY_TOOLS: "tools/canary+2",
  CANARY_QUERY: "query-canary~3",
};

beforeEach(() => {
  for (const [name, value] of Object.entries(canaries)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const target = (url: string): string => `name: The shop
apis:
  digital-river:
    baseUrl: ${url}
    headers: { X-Tenant: "id=\${CANARY_TENANT};" }
    keys: { confidential: "\${CANARY_KEY}", public: "\${CANARY_PUBLIC}" }
recipes:
  book.sell:
    - call: POST ${url}/till/{id}?token=\${CANARY_QUERY}
      headers: { X-Tools: "\${CANARY_TOOLS}" }
limits: { concurrency: 2 }
`;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** The ways in which a server may send back what it got. */
const echoes: readonly ((key: string) => Answer)[] = [
  (key) => ({ status: 422, headers: { "X-Echo": `got ${key}` }, body: { you: { sent: key } } }),
  (key) => ({ status: 302, headers: { Location: `/login?key=${encodeURIComponent(key)}` } }),
  (key) => ({ status: 500, headers: { "Content-Type": "text/plain" }, body: `bad key ${key}` }),
  (key) => ({ status: 500, body: `<p>${html(key)} at /books?k=${encodeURI(key)}</p>` }),
  (key) => ({ status: 400, body: { basic: `Basic ${base64(`${key}:`)}`, url: [base64(key)] } }),
  (key) => ({ status: 400, headers: { "X-Echo": `Basic ${base64(`me:${key}`)}` } }),
  (key) => ({ status: 400, body: { a: base64(`x${key}x`), b: base64(`xy${key}xy`) } }),
  (key) => ({ status: 201, body: { id: key, price: 10, kind: "novel", state: key } }),
  (key) => ({ status: 400, body: JSON.stringify({ key, form: form(key) }).replaceAll("/", "\\/") }),
];

const html = (key: string): string =>
  key
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const form = (key: string): string => new URLSearchParams({ key }).toString();

/** What of a request is secret, one after the other. */
function secretOf({ headers, path: asked }: Received, before: number): string {
  const sent = [
    String(headers.authorization ?? headers["x-tools"] ?? "").replace("Bearer ", ""),
    /=(.*);/.exec(String(headers["x-tenant"]))?.[1] ?? "",
    new URL(asked, "http://shop").searchParams.get("token") ?? "",
  ].filter((text) => text !== "");
  return sent[before % sent.length] ?? "";
}

/** Every file of a folder, its name and its bytes as text. */
const filesOf = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(folder, file), readFileSync(file, "utf8")]);

describe("the values of keys", () => {
  it("are in no file, no output and no process list, however the server sends them back", async () => {
    const seen = new Set<string>();
    let processes = "";
    const world = await openWorld({
      cases: 24,
      shop: {
        instead: (request, before) => {
          const key = secretOf(request, before);
          seen.add(key);
          if (existsSync("/proc/self/cmdline")) processes ||= processList();
          // The others get true answers, so that cases come to their later steps.
          return before % 4 === 3 ? echoes[before % echoes.length]?.(key) : undefined;
        },
      },
    });
    const url = world.shop.url;
    await writeFiles(world.folder, { "target.yaml": target(url) });
    const { code, stdout, stderr } = await world.start(
      "run",
      "--target",
      "target.yaml",
      "-o",
      "out",
    ).ended;
    // What the echoes hit differs from run to run: a check, or only what leads to one.
    expect([1, 3]).toContain(code);
    expect(stderr).not.toContain("problem");
    expect(seen).toContain(canaries.CANARY_KEY);
    expect(seen).toContain(canaries.CANARY_TENANT);
    const search = createSearch(Object.entries(canaries).map(([name, value]) => ({ name, value })));
    const files = filesOf(world.file("out"));
    expect(files.map(([name]) => name)).toEqual(
      expect.arrayContaining(["journal.ndjson", "report.html", "report.json", "junit.xml"]),
    );
    const texts = [...files, ["stdout", stdout], ["stderr", stderr], ["processes", processes]];
    for (const [name, text = ""] of texts)
      expect([name, search?.namesIn(Buffer.from(text))]).toEqual([name, []]);
    expect(files.find(([name]) => name === "journal.ndjson")?.[1]).toContain(
      "${DIGITAL_RIVER_CONFIDENTIAL_KEY}",
    );
  });

  it("in a form that nobody masks: the last look finds them, deletes the files, and ends with 5", async () => {
    const twice = encodeURIComponent(encodeURIComponent(canaries.CANARY_KEY));
    const world = await openWorld({
      cases: 2,
      shop: { instead: () => ({ status: 500, body: { seen: twice } }) },
    });
    await writeFiles(world.folder, { "target.yaml": target(world.shop.url) });
    const { code, stdout, stderr } = await world.start(
      "run",
      "--target",
      "target.yaml",
      "-o",
      "out",
    ).ended;
    expect([code, stdout]).toEqual([5, ""]);
    expect(stderr).toMatch(
      /^out\/journal\.ndjson: held the value of DIGITAL_RIVER_CONFIDENTIAL_KEY and was deleted\n/m,
    );
    expect(filesOf(world.file("out")).filter(([, text]) => text.includes(twice))).toEqual([]);
    expect(existsSync(world.file("out/journal.ndjson"))).toBe(false);
  });
});

function processList(): string {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.map((id) => textOf(`/proc/${id}/cmdline`)).join("\n");
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
