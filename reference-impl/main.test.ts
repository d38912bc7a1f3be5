import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../dist/reference-impl/main.js", import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

describe("the process", () => {
  it("says once where it listens, and answers there", async () => {
    const { origin } = await started();
    expect(await (await fetch(`${origin}/_sandbox/health`)).json()).toEqual({ status: "ok" });
    const faults = (await (await fetch(`${origin}/_sandbox/faults`)).json()) as readonly unknown[];
    expect(faults.length).toBeGreaterThan(40);
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "ends with 0 on %s, open connections or not",
    async (signal) => {
      const { origin, child } = await started();
      await fetch(`${origin}/_sandbox/health`);
      child.kill(signal);
      expect(await ended(child)).toMatchObject({ code: 0 });
    },
  );

  it("ends with its parent when it was told to", async () => {
    const { child } = await started("--with-parent");
    child.stdin?.end();
    expect(await ended(child)).toMatchObject({ code: 0 });
  });

  it.each([
    {
      args: ["--fault", "reatach-accepted"],
      want: 'unknown fault "reatach-accepted"; did you mean "reattach-accepted"?',
    },
    { args: ["--port", "many"], want: "--port many is not a whole number from 0 to 65535" },
    { args: ["--colour"], want: "--colour" },
  ])("ends with 2 for $args and says why", async ({ args, want }) => {
    const result = await ended(start(...args));
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(want);
  });

  it("ends with 2 when its port is taken", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as AddressInfo;
    const result = await ended(start("--port", String(port)));
    holder.close();
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(`port ${port} is already in use`);
  });
});

function start(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], { stdio: "pipe" });
  children.push(child);
  return child;
}

async function started(
  ...args: readonly string[]
): Promise<{ origin: string; child: ChildProcess }> {
  const child = start("--port", "0", ...args);
  const line = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString())),
  );
  const [, origin = ""] =
    /^headwater reference implementation listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line) ??
    [];
  expect(origin).not.toBe("");
  return { origin, child };
}

function ended(
  child: ChildProcess,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const text = { stdout: "", stderr: "" };
  child.stdout?.on("data", (data: Buffer) => (text.stdout += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (text.stderr += data.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...text })));
}
