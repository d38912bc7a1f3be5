// npm run bench -- --sizes 1,100,1000 --rounds 5 --peer newman=PATH --write
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { compareBundled } from "./parts/bundled.mjs";
import { compareCases } from "./parts/cases.mjs";
import { compareServers } from "./parts/reference.mjs";
import { watchSandbox } from "./parts/sandbox.mjs";
import { compareStarts } from "./parts/start.mjs";
import { findPeers } from "./peers.mjs";
import { renderTable } from "./table.mjs";
import { writePage } from "./page.mjs";

const help = `npm run bench -- [options]

  --sizes <list>     numbers of cases, each a file (default: 1,100,1000; also 10000, 100000)
  --in-flight <n>    cases under way at once (default: 32)
  --rounds <n>       how often each plays, in turn (default: 5)
  --parts <list>     of cases, start, bundled, reference, sandbox (default: all but sandbox)
  --requests <n>     of the sandbox, by one key and then by many accounts (default: 1000000)
  --only <regex>     only these contestants beside the bare loop
  --peer <name=path> where the command of newman or hurl is (hurl is looked for on the PATH)
  --json <file>      writes all figures
  --write            writes the table into docs/performance.md`;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1,100,1000" },
    "in-flight": { type: "string", default: "32" },
    rounds: { type: "string", default: "5" },
    parts: { type: "string", default: "cases,start,bundled,reference" },
    requests: { type: "string", default: "1000000" },
    only: { type: "string" },
    peer: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(help);
else await bench();

async function bench() {
  const scratch = await mkdtemp(path.join(os.tmpdir(), "headwater-bench-"));
  try {
    const figures = await measureAll(scratch);
    const text = renderTable(figures);
    console.log(text);
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
    if (values.write) await writePage(text);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function measureAll(scratch) {
  const rounds = Number(values.rounds);
  const inFlight = Number(values["in-flight"]);
  const parts = values.parts.split(",");
  const input = { rounds, inFlight, scratch, onRun: progress };
  const sizes = parts.includes("cases") ? values.sizes.split(",").map(Number) : [];
  const peers = findPeers(values.peer);
  const only = values.only === undefined ? undefined : new RegExp(values.only);
  const cases = [];
  for (const size of sizes) cases.push(await compareCases({ ...input, cases: size, peers, only }));
  return {
    machine: machine(),
    date: new Date().toISOString().slice(0, 10),
    rounds,
    cases,
    ...(parts.includes("start") && { start: await compareStarts(input) }),
    ...(parts.includes("bundled") && { bundled: await compareBundled(input) }),
    ...(parts.includes("reference") && { servers: await compareServers(input) }),
    ...(parts.includes("sandbox") && {
      sandbox: await watchSandbox({ ...input, requests: Number(values.requests) }),
    }),
  };
}

/** Its kind, never its name. */
function machine() {
  const cores = os.cpus();
  return {
    cpu: cores[0]?.model.trim() ?? "unknown",
    cores: cores.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.arch()}`,
    node: process.version,
  };
}

function progress(what, { failed, wallMs, cpuMs, cpuUs, rssMb }) {
  const time = `${wallMs?.toFixed(0)} ms, CPU ${cpuMs?.toFixed(0)} ms`;
  const memory = wallMs === undefined && rssMb !== undefined ? `${rssMb.toFixed(0)} MB` : undefined;
  const figures = cpuUs === undefined ? (memory ?? time) : `${cpuUs.toFixed(0)} us`;
  console.error(`${what}: ${failed === undefined ? figures : `FAILED, ${failed}`}`);
}
