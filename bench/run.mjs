// Measures, from outside: start-up against bare node, a whole run, and what the harness adds to a request.
// Rounds are interleaved and medians of ratios are printed, since machines are shared and noisy.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Pool } from "undici";

const rounds = Number(process.argv[2] ?? 5);
const command = path.resolve("dist/harness/cli.js");
const out = await mkdtemp(path.join(tmpdir(), "headwater-bench-"));
const server = spawn(process.execPath, ["dist/reference-impl/main.js", "--port", "0"]);
const [line] = await once(server.stdout, "data");
const url = /http:\S+/.exec(String(line))[0];

const rows = [];
for (let round = 0; round < rounds; round += 1) {
  const bare = timed(["-e", "0"]);
  const version = timed([command, "--version"]);
  const run = timed([command, "run", "--target", url, "-o", out, "-q"]);
  const report = JSON.parse(await readFile(path.join(out, "report.json"), "utf8"));
  const { exchanges, durationMs, concurrency } = report.run;
  const raw = await rawLoop(exchanges, concurrency);
  rows.push({
    bare,
    version,
    run,
    exchanges,
    cases: report.cases.length,
    driving: durationMs,
    raw,
  });
}
server.kill();

const first = rows[0];
console.log(
  `${rounds} rounds, ${first.cases} cases, ${first.exchanges} exchanges, node ${process.version}`,
);
print("node -e 0", "bare", "ms");
print("headwater --version", "version", "ms");
print("headwater run", "run", "ms");
print("  of which driving and judging", "driving", "ms");
print("the same number of requests by undici alone", "raw", "ms");
ratio("start-up against bare node", "version", "bare");
ratio("driving and judging against undici alone", "driving", "raw");

function timed(args) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return performance.now() - start;
}

/** GET of one source in a bare loop: the least that so many exchanges can cost. */
async function rawLoop(requests, concurrency) {
  const headers = { authorization: "Bearer sk_test_headwater", "content-type": "application/json" };
  const pool = new Pool(url, { connections: concurrency });
  const body = JSON.stringify({ type: "creditCard" });
  const made = await pool.request({ method: "POST", path: "/_sandbox/sources", headers, body });
  const { id } = await made.body.json();
  let left = requests;
  const start = performance.now();
  const worker = async () => {
    while (left-- > 0) {
      const { body: stream } = await pool.request({
        method: "GET",
        path: `/sources/${id}`,
        headers,
      });
      await stream.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const ms = performance.now() - start;
  await pool.close();
  return ms;
}

function print(name, key, unit) {
  const values = rows.map((row) => row[key]).toSorted((a, b) => a - b);
  const [least, middle, most] = [values[0], values[Math.floor(values.length / 2)], values.at(-1)];
  console.log(
    `${name.padEnd(46)} ${middle.toFixed(0).padStart(6)} ${unit}  (${least.toFixed(0)} to ${most.toFixed(0)})`,
  );
}

function ratio(name, a, b) {
  const values = rows.map((row) => row[a] / row[b]).toSorted((x, y) => x - y);
  console.log(
    `${name.padEnd(46)} ${values[Math.floor(values.length / 2)].toFixed(2).padStart(6)} x`,
  );
}
