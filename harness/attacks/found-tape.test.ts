import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { expect, it, onTestFinished } from "vitest";
import { certifiable } from "../testing/certificate.ts";
import { deserted } from "../testing/server.ts";
import { targetFile, openWorld, type World } from "../testing/world.ts";

/** A server without logic, which plays back what was answered to a case: it looks for its id in the User-Agent. */
const tape = `import fs from "node:fs"; import http from "node:http";
const [port, journal] = process.argv.slice(2), tape = new Map(), at = new Map();
for (const l of fs.readFileSync(journal, "utf8").split("\\n")) { if (!l) continue; const e = JSON.parse(l);
  if (e.kind === "exchange") { if (!tape.has(e.case)) tape.set(e.case, []); tape.get(e.case).push(e.exchange); } }
http.createServer((q, r) => { const cs = []; q.on("data", c => cs.push(c)); q.on("end", () => {
  const id = /\\((.*)\\)$/.exec(q.headers["user-agent"] ?? "")?.[1], list = tape.get(id);
  if (!list) { r.writeHead(500); return r.end("I am no payment server"); }
  const U = /hw[0-9a-f]{10}x\\d+/, unique = U.exec(Buffer.concat(cs).toString() + q.url)?.[0];
  const i = at.get(id) ?? 0, e = list[i % list.length]; at.set(id, (i + 1) % list.length);
  const h = { ...e.reply.headers }; for (const k of ["content-length", "transfer-encoding", "connection", "date", "keep-alive"]) delete h[k];
  const rec = U.exec((e.request.body ?? "") + e.request.url)?.[0]; let b = e.reply.body;
  if (rec && unique) b = b.replaceAll(rec, unique); b = b.replaceAll("concealed-hw", "tok-hw");
  r.writeHead(e.reply.status, { ...h, ...(e.reply.status === 204 ? {} : { "content-length": Buffer.byteLength(b) }) }); r.end(b);
}); }).listen(Number(port), "127.0.0.1", () => console.log("ready"));
`;

/** What can be judged without a fixture: the rest is blocked where nothing can be made. */
const list = `case: list-books
title: The list of books can be read
profile: digital-river/core
steps:
  - { id: list, call: GET /books }
checks:
  - { id: list-is-answered, must: DR-BOOK-1, on: list, expect: { status: 200 } }
`;

/** The player on a free port, with the answers of that journal. */
async function startTape(world: World, journal: string): Promise<string> {
  const url = await deserted();
  await writeFile(world.file("tape.mjs"), tape);
  const args = [world.file("tape.mjs"), new URL(url).port, world.file(journal)];
  const player = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void player.kill());
  await new Promise((resolve) => player.stdout.once("data", resolve));
  return url;
}

it("a tape player by the case's id hears no id: its run is non-conformant, and nothing is certified", async () => {
  const files = { "suites/digital-river/list.yaml": list };
  const world = await openWorld({ cases: 2, target: certifiable, files });
  expect((await world.headwater("run", "-t", "target.yaml", "-q", "-o", "full")).code).toBe(0);
  const url = await startTape(world, "full/journal.ndjson");
  await writeFile(world.file("tape.yaml"), targetFile(url, certifiable));
  // It would answer as the good server did, if only it were told.
  const named = { "user-agent": "headwater/0.1.0 (list-books)" };
  expect((await fetch(`${url}/books`, { headers: named })).status).toBe(200);

  const ran = await world.headwater("run", "-t", "tape.yaml", "--seed", "77", "-q", "-o", "tape");
  expect([ran.code, (await world.report("tape")).conclusion]).toEqual([1, "non-conformant"]);
  await world.headwater("keygen", "own");
  const args = ["-t", "tape.yaml", "--key", "own.key", "-q", "-o", "signed"];
  const { code, stderr } = await world.headwater("certify", ...args);
  expect([code, stderr]).toEqual([1, expect.stringContaining("only a conformant run is")]);
  expect(existsSync(world.file("signed/certificate.json"))).toBe(false);
});
