import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { commandFile } from "../harness/testing/command.ts";
import { cacheFolder } from "../harness/testing/folders.ts";

// The page is carried out: each block of commands, in its order, in one shell and an empty folder.

it(
  "docs/certify.md leads from nothing to a verified certificate",
  { timeout: 600_000 },
  async () => {
    const [server, ...blocks] = blocksOf(await readFile("docs/certify.md", "utf8"));
    expect(server?.commands).toBe("headwater serve --port 8765");
    const folder = await mkdtemp(path.join(tmpdir(), "headwater-docs-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const shim = `#!/bin/sh\nexec "${process.execPath}" "${commandFile}" "$@"\n`;
    await writeFile(path.join(folder, "headwater"), shim, { mode: 0o755 });
    const port = await serve(folder);
    const commands = blocks.map(
      (block) => `${block.commands.replaceAll("8765", port)}\necho "${mark}"`,
    );
    const { code, output } = await bash(commands.join("\n"), folder);
    const outputs = output.split(`${mark}\n`);
    expect(`${output}exit code ${code}`).toMatch(/exit code 0$/);
    expect(outputs).toHaveLength(blocks.length + 1);
    const other = blocks.flatMap(({ commands: own, shown = "" }, index) => {
      const printed = steady(outputs[index] ?? "");
      return holdsInOrder(printed, steady(shown).split("...\n"))
        ? []
        : [{ own, shown: steady(shown), printed }];
    });
    expect(other).toEqual([]);
  },
);

/** A line of three dots stands for any lines. */
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at !== -1;
  });
}

const mark = "--- next block ---";

interface Block {
  readonly commands: string;
  /** What the page says that they print. */
  readonly shown?: string;
}

/** The blocks of commands of a page; a block of text that follows one is its output. */
function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/```sh\n(.*?)\n```\n(?:\n```text\n(.*?)```)?/gs)].map(
    ([, commands = "", shown]) => ({ commands, ...(shown !== undefined && { shown }) }),
  );
}

/** Without what differs from run to run and from suite to suite: ids, digests, times, counts. */
const steady = (text: string): string =>
  text
    .replaceAll(/\b[0-9a-f]{64}\b/g, "KEY")
    .replaceAll(/\bcases [0-9a-f]{12}\b/g, "cases DIGEST")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replaceAll(/(?<=127\.0\.0\.1:|seed )\d+/g, "N")
    .replaceAll(/\d+(?= (of \d+ must|must requirements|of them in part|left out))/g, "N")
    .replaceAll(/^ {2}\d+:/gm, "  N:")
    .replaceAll(/\d+(?= (checks|passed|not applicable|exchanges))/g, "N");

/** Starts the sandbox on a free port, which the page's own may not be. */
async function serve(folder: string): Promise<string> {
  const server = start("headwater serve --port 0", folder);
  onTestFinished(() => void server.kill("SIGINT"));
  let output = "";
  return new Promise((resolve, reject) => {
    server.on("exit", () => reject(new Error(`the server ended: ${output}`)));
    server.stdout?.on("data", (chunk) => {
      output += String(chunk);
      const port = /^Headwater sandbox http:\/\/127\.0\.0\.1:(\d+)\n/.exec(output)?.[1];
      if (port !== undefined) resolve(port);
    });
  });
}

function bash(commands: string, folder: string): Promise<{ code: number | null; output: string }> {
  const child = start(`exec 2>&1; set -e\n${commands}`, folder);
  let output = "";
  child.stdout?.on("data", (chunk) => (output += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

const start = (commands: string, folder: string): ChildProcess =>
  spawn("bash", ["-c", commands.startsWith("headwater serve") ? `exec ${commands}` : commands], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${folder}${path.delimiter}${process.env["PATH"]}`,
      CI: "true",
      NO_COLOR: "1",
      HEADWATER_CACHE: cacheFolder,
    },
  });
