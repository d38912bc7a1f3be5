import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { requestsPerCase } from "../flow.mjs";
import { measure } from "../measure/command.mjs";
import { medianOf, playRounds, ratioOf } from "../measure/rounds.mjs";
import { writeSchemas } from "../schemas.mjs";
import { startFlowServer, startReference } from "../server/start.mjs";

const loop = fileURLToPath(new URL("../contestants/bare.mjs", import.meta.url));

/** CPU of a request in the reference implementation, beside a bare node:http server that plays the same flow. */
export async function compareServers({ rounds, scratch, onRun }) {
  const folder = await mkdtemp(path.join(scratch, "server-"));
  const schemas = path.join(folder, "schemas.json");
  await writeSchemas(schemas);
  const servers = [
    { name: bare, server: await startFlowServer() },
    { name: "reference implementation", server: await startReference() },
  ];
  const contestants = servers.map(({ name, server }) => ({
    name,
    run: async () => {
      const before = await server.look();
      const args = [process.execPath, loop, server.url, String(cases), "32", schemas, create];
      const { status, output } = await measure(args, { cwd: process.cwd(), scratch });
      const after = await server.look();
      if (status !== 0) return { failed: output.slice(-300) };
      return { cpuUs: ((after.cpuMs - before.cpuMs) * 1000) / (cases * requestsPerCase) };
    },
  }));
  try {
    for (const { run } of contestants) await run();
    const played = await playRounds(contestants, rounds, (round, name, cost) =>
      onRun(`servers, round ${round + 1}: ${name}`, cost),
    );
    return contestants.map(({ name }) => ({
      name,
      cpuUs: medianOf(played, name, "cpuUs"),
      cpuRatio: ratioOf(played, name, "cpuUs", bare),
    }));
  } finally {
    for (const { server } of servers) server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the reference implementation makes a source of nothing but a type. */
const create = "/_sandbox/sources";
const cases = 1500;
const bare = "bare node:http";
