import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { cachesIn } from "../contestants/headwater.mjs";
import { measure } from "../measure/command.mjs";
import { medianOf, playRounds, ratioOf } from "../measure/rounds.mjs";
import { startMirror, startReference } from "../server/start.mjs";

const command = path.resolve("dist/harness/cli.js");
const replay = fileURLToPath(new URL("../contestants/replay.mjs", import.meta.url));
const inFlight = "24";

/**
 * The bundled suite on the reference implementation, which runs apart, beside a bare loop that sends the requests of its
 * journal to a server that answers each as it was answered. Waiting between polls takes no CPU, so CPU is compared.
 */
export async function compareBundled({ rounds, scratch, onRun }) {
  const folder = await mkdtemp(path.join(scratch, "bundled-"));
  const reference = await startReference();
  const options = { cwd: folder, scratch, env: cachesIn(path.join(folder, "caches")) };
  const journal = path.join(folder, "out/journal.ndjson");
  const args = [
    process.execPath,
    command,
    "run",
    "-t",
    reference.url,
    "--browser",
    "none",
    "-q",
    "-o",
    "out",
  ];
  let mirror;
  try {
    const first = await measure([...args, "--concurrency", inFlight], options);
    if (first.status !== 0) throw new Error(`the bundled suite failed:\n${first.output}`);
    const { requests, answers, cases } = await readExchanges(journal);
    const files = {
      requests: path.join(folder, "requests.json"),
      answers: path.join(folder, "answers.json"),
    };
    await writeFile(files.requests, JSON.stringify(requests));
    await writeFile(files.answers, JSON.stringify(answers));
    mirror = await startMirror(files.answers);
    const contestants = [
      { name: suite, run: () => succeed([...args, "--concurrency", inFlight], options) },
      {
        name: bare,
        run: () =>
          succeed([process.execPath, replay, mirror.url, files.requests, inFlight], options),
      },
    ];
    const played = await playRounds(contestants, rounds, (round, name, cost) =>
      onRun(`bundled suite, round ${round + 1}: ${name}`, cost),
    );
    return {
      cases,
      exchanges: requests.length,
      rows: [bare, suite].map((name) => ({
        name,
        wallMs: medianOf(played, name, "wallMs"),
        cpuMs: medianOf(played, name, "cpuMs"),
        rssMb: medianOf(played, name, "rssMb"),
        cpuRatio: ratioOf(played, name, "cpuMs", bare),
      })),
    };
  } finally {
    reference.stop();
    mirror?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const suite = "the bundled suite";
const bare = "its requests by bare undici";

async function succeed(args, options) {
  const { status, output, ...cost } = await measure(args, options);
  return status === 0 ? cost : { failed: output.slice(-300) };
}

/** The requests of a journal, and the answers in the same order. */
async function readExchanges(journal) {
  const [requests, answers] = [[], []];
  let cases = 0;
  for await (const line of createInterface({ input: createReadStream(journal) })) {
    const { kind, exchange } = JSON.parse(line);
    if (kind === "verdict") cases += 1;
    if (kind !== "exchange" || exchange.reply.kind !== "answered") continue;
    const { method, url, headers, body } = exchange.request;
    const { pathname, search } = new URL(url);
    requests.push({
      method,
      path: `${pathname}${search}`,
      headers,
      body,
      status: exchange.reply.status,
    });
    answers.push(exchange.reply);
  }
  return { requests, answers, cases };
}
