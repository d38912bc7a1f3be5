import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { cachesIn, runArguments, writeSuite } from "../contestants/headwater.mjs";
import { key } from "../flow.mjs";
import { measure } from "../measure/command.mjs";
import { medianOf, playRounds, ratioOf } from "../measure/rounds.mjs";
import { startFlowServer } from "../server/start.mjs";

const command = path.resolve("dist/harness/cli.js");

/** What a command costs from start to exit, beside a node that does nothing. */
export async function compareStarts({ rounds, scratch, onRun }) {
  const folder = await mkdtemp(path.join(scratch, "start-"));
  const server = await startFlowServer();
  await writeSuite(folder, 1, server.url);
  const env = { BENCH_KEY: key, ...cachesIn(path.join(folder, "caches")) };
  const options = { cwd: folder, scratch, env };
  const node = (name, ...args) => contestant(name, [process.execPath, ...args], options);
  const one = runArguments({ command, folder, inFlight: 1 });
  const all = [
    node(nothing, "-e", "0"),
    node("headwater --version", command, "--version"),
    node("headwater list cases", command, "list", "cases"),
    contestant("one case, every report", one, options),
  ];
  try {
    for (const { run } of all) await run();
    const played = await playRounds(all, rounds, (round, name, cost) =>
      onRun(`start, round ${round + 1}: ${name}`, cost),
    );
    return all.map(({ name }) => ({
      name,
      wallMs: medianOf(played, name, "wallMs"),
      cpuMs: medianOf(played, name, "cpuMs"),
      rssMb: medianOf(played, name, "rssMb"),
      wallRatio: ratioOf(played, name, "wallMs", nothing),
    }));
  } finally {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const nothing = "node -e 0";

const contestant = (name, args, options) => ({
  name,
  run: async () => {
    const { status, output, ...cost } = await measure(args, options);
    return status === 0 ? cost : { failed: output.slice(-300) };
  },
});
