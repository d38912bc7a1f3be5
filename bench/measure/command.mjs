import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";

const gnuTime = "/usr/bin/time";

/**
 * Runs a command to its end and says what it cost: wall time, CPU of it and of all its descendants (ms), and the
 * largest resident set of any of them (MB). CPU and memory are the kernel's own figures, at 10 ms; they need Linux.
 */
export async function measure([program, ...args], { cwd, env = {}, scratch }) {
  const timed = existsSync(gnuTime);
  const file = path.join(scratch, "time.txt");
  const [run, all] = timed
    ? [gnuTime, ["-q", "-o", file, "-f", "%U %S %M", program, ...args]]
    : [program, args];
  const cpuBefore = reapedCpuMs();
  const start = performance.now();
  const child = spawn(run, all, {
    cwd,
    env: { ...process.env, NO_COLOR: "1", CI: "true", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => (output = (output + String(chunk)).slice(-4000)));
  }
  const peak = timed ? undefined : watchMemory(child.pid);
  const status = await new Promise((resolve) => child.on("close", resolve));
  const wallMs = performance.now() - start;
  const cost = timed ? readTime(file) : { cpuMs: reapedCpuMs() - cpuBefore, rssMb: peak() };
  if (timed) await rm(file, { force: true });
  return { status, output, wallMs, ...cost };
}

function readTime(file) {
  const [user, system, kib] = readFileSync(file, "utf8").trim().split("\n").at(-1).split(" ");
  return { cpuMs: (Number(user) + Number(system)) * 1000, rssMb: Number(kib) / 1024 };
}

/** CPU of every process that this one has waited for, and of those that they waited for: proc(5), cutime and cstime. */
function reapedCpuMs() {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** The largest resident set of a process that was seen, in MB. */
function watchMemory(pid) {
  let peak = 0;
  const look = () => {
    if (!existsSync(`/proc/${pid}/status`)) return;
    const [, kib = 0] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    peak = Math.max(peak, Number(kib) / 1024);
  };
  const clock = setInterval(look, 10);
  return () => {
    clearInterval(clock);
    return peak;
  };
}
