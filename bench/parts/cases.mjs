import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cachesIn, runArguments, withFreshCaches, writeSuite } from "../contestants/headwater.mjs";
import { prepareHurl } from "../contestants/hurl.mjs";
import { prepareNewman } from "../contestants/newman.mjs";
import { prepareVitest } from "../contestants/vitest.mjs";
import { expectedOf, key } from "../flow.mjs";
import { measure } from "../measure/command.mjs";
import { medianOf, playRounds, ratioOf } from "../measure/rounds.mjs";
import { writeSchemas } from "../schemas.mjs";
import { startFlowServer } from "../server/start.mjs";

/** Who plays; `most`: cases beyond which it would take too long, or cannot be called. */
const contestants = [
  { name: "bare undici", prepare: bare },
  { name: "YAML, undici, ajv in 130 lines", prepare: floor, most: 10_000 },
  { name: "hurl", prepare: prepareHurl, peer: true, most: 10_000 },
  { name: "newman", prepare: prepareNewman, peer: true, most: 100 },
  { name: "vitest, tuned", prepare: prepareVitest, peer: true, most: 1000 },
  { name: "headwater, later", prepare: later },
  { name: "headwater, first time", prepare: firstTime },
];

/**
 * The flow as so many cases, so many in flight: everyone's cost, and its ratio to the bare loop's of the same round.
 *
 * @param peers Programs by the name of the contestant; those without one do not play.
 */
export async function compareCases({ cases, inFlight, rounds, peers, only, scratch, onRun }) {
  const folder = await mkdtemp(path.join(scratch, `cases-${cases}-`));
  const server = await startFlowServer();
  const { url } = server;
  const schemas = path.join(folder, "schemas.json");
  await writeSchemas(schemas);
  const suite = await writeSuite(folder, cases, url);
  const input = { folder, suite, cases, inFlight, url, schemas, command, scratch };
  const ready = [];
  for (const { name, prepare, peer, most = Infinity } of contestants) {
    const program = peers[name.split(",")[0]];
    if (cases > most || (peer && program === undefined)) continue;
    if (only !== undefined && !name.startsWith("bare") && !only.test(name)) continue;
    const { args, before, env, wrap } = await prepare({ ...input, program });
    ready.push({ name, run: () => play({ args, before, env, wrap }, input, server) });
  }
  try {
    const played = await playRounds(ready, rounds, (round, name, cost) =>
      onRun(`${cases} cases, ${inFlight} in flight, round ${round + 1}: ${name}`, cost),
    );
    return { cases, inFlight, rows: ready.map(({ name }) => row(played, name)) };
  } finally {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const command = path.resolve("dist/harness/cli.js");

/** A run counts only when it ended well and the server saw exactly the requests of the cases. */
async function play({ args, before, env = {}, wrap }, input, server) {
  await before?.();
  await server.reset();
  const run = (more = {}) =>
    measure(args, {
      cwd: input.folder,
      scratch: input.scratch,
      env: { BENCH_KEY: key, ...env, ...more },
    });
  const cost = wrap === undefined ? await run() : await wrap(run);
  const { seen, connections } = await server.look();
  const wanted = expectedOf(input.cases);
  const same =
    Object.keys(seen).length === Object.keys(wanted).length &&
    Object.entries(wanted).every(([name, count]) => seen[name] === count);
  if (cost.status !== 0)
    return { failed: `ended with ${cost.status}: ${cost.output.trim().slice(-300)}` };
  if (!same) return { failed: `the server saw ${JSON.stringify(seen)}` };
  const { wallMs, cpuMs, rssMb } = cost;
  return { wallMs, cpuMs, rssMb, connections };
}

function row(played, name) {
  const failed = played.map((round) => round[name].failed).find((why) => why !== undefined);
  const figures = ["wallMs", "cpuMs", "rssMb"].map((figure) => [
    figure,
    medianOf(played, name, figure),
  ]);
  return {
    name,
    ...Object.fromEntries(figures),
    cpuRatio: ratioOf(played, name, "cpuMs", "bare undici"),
    wallRatio: ratioOf(played, name, "wallMs", "bare undici"),
    ...(failed && { failed }),
  };
}

const own = (name) => fileURLToPath(new URL(`../contestants/${name}.mjs`, import.meta.url));

function bare({ url, cases, inFlight, schemas }) {
  return { args: [process.execPath, own("bare"), url, String(cases), String(inFlight), schemas] };
}

function floor({ url, suite, inFlight, schemas, folder }) {
  const junit = path.join(folder, "floor.xml");
  return { args: [process.execPath, own("floor"), url, suite, String(inFlight), schemas, junit] };
}

const reporters = "json,junit";

/** As in every run of a pipeline that keeps nothing: nothing was compiled before. */
function firstTime(input) {
  const wrap = (run) => withFreshCaches(input.folder, run);
  return { args: runArguments({ ...input, reporters }), wrap };
}

/** As in every run after the first. */
function later(input) {
  const caches = path.join(input.folder, "caches");
  const args = runArguments({ ...input, reporters });
  const env = cachesIn(caches);
  const before = async () => {
    if (existsSync(caches)) return;
    await measure(args, {
      cwd: input.folder,
      scratch: input.scratch,
      env: { BENCH_KEY: key, ...env },
    });
  };
  return { args, env, before };
}
