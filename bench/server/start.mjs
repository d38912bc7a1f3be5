import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The bare server of the flow, in a process of its own. */
export const startFlowServer = () => startOwn([here("flow-server.mjs")]);

/** A server that answers the requests of a run as they were answered then. @param answers A file of them, in order. */
export const startMirror = (answers) => startOwn([here("mirror-server.mjs"), answers]);

/** The bundled reference implementation. */
export async function startReference() {
  const child = start([
    "--import",
    here("report-cpu.mjs"),
    "dist/reference-impl/main.js",
    "--port",
    "0",
  ]);
  const [line] = await once(child.stdout, "data");
  return handle(child, /http:\S+/.exec(String(line))[0]);
}

async function startOwn(args) {
  const child = start(args);
  const [{ url }] = await once(child, "message");
  return handle(child, url);
}

const start = (args) =>
  spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });

function handle(child, url) {
  const ask = async (what) => {
    child.send({ ask: what });
    const [{ cpu, ...rest }] = await once(child, "message");
    return { ...rest, cpuMs: (cpu.user + cpu.system) / 1000 };
  };
  return {
    url,
    /** What it has seen and the CPU that it used, in ms. */
    look: () => ask("look"),
    /** The same; it forgets what it has seen. */
    reset: () => ask("reset"),
    stop: () => void child.disconnect(),
  };
}
