import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Pool } from "undici";
import { key, requestsPerCase } from "../flow.mjs";
import { openShop, requestsPerPurchase } from "../contestants/shop.mjs";

const steps = 10;

/** What the sandbox holds in memory over so many requests, by one key and by accounts that come and go. */
export async function watchSandbox({ requests, inFlight, onRun }) {
  const rows = [];
  for (const { name, keys, args } of [oneKey, manyAccounts]) {
    const server = await startSandbox(args);
    const pool = new Pool(server.url, { connections: inFlight });
    try {
      const play = keys(openShop(pool));
      const rssMb = [server.rssMb()];
      for (let step = 1; step <= steps; step += 1) {
        await playFor(requests / steps, inFlight, play);
        rssMb.push(server.rssMb());
        onRun(`sandbox, ${name}, ${step} of ${steps}`, { rssMb: rssMb.at(-1) });
      }
      rows.push({ name, rssMb });
    } finally {
      await pool.close();
      server.stop();
    }
  }
  return { requests, rows };
}

const oneKey = { name: "one key", args: [], keys: (shop) => () => shop.round(key) };

/** Each account serves for some rounds, as one does for a file of tests, and is never deleted: it goes when it is the oldest. */
const manyAccounts = {
  name: "accounts that go, 1,000 kept",
  args: ["--accounts", "1000"],
  keys: (shop) => {
    let current;
    let left = 0;
    return async () => {
      if (left === 0) [current, left] = [shop.account(), roundsPerAccount];
      left -= 1;
      await shop.round(await current);
    };
  },
};

const roundsPerAccount = 3;

async function playFor(requests, inFlight, play) {
  let left = Math.ceil(requests / (requestsPerCase + requestsPerPurchase));
  const worker = async () => {
    while (left-- > 0) await play();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** As a user starts it. The server is a child of the command, and its memory what the kernel says; that needs Linux. */
async function startSandbox(args) {
  const command = ["dist/harness/cli.js", "serve", "--port", "0", ...args];
  const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = await once(child.stdout, "data");
  const [server] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").split(" ");
  return {
    url: /http:\S+/.exec(String(text))[0],
    rssMb: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server}/status`, "utf8"))[1]) / 1024,
    stop: () => child.kill("SIGINT"),
  };
}
