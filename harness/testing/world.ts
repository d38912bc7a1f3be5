import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import { openBookshop, purchase, type ShopBehaviour } from "./bookshop.ts";
import { commandFile, type Ended } from "./command.ts";
import { commandContext } from "./context.ts";
import { readLines } from "./drive.ts";
import { type Files, temporaryFolder, writeFiles } from "./files.ts";
import { commandCache } from "./folders.ts";
import { edited } from "./mistakes.ts";
import { runCommand } from "./program.ts";
import type { TestServer } from "./server.ts";
import { bookFixtures } from "./suite.ts";

/** A folder of its own with a suite, a specification and a target file, and the bookshop that they are about. */
export interface World {
  readonly folder: string;
  readonly shop: TestServer;
  /** Runs a command in the folder, within the test. */
  readonly headwater: (...args: readonly string[]) => Promise<Ended>;
  /** Starts it as a process of its own. */
  readonly start: (...args: readonly string[]) => Running;
  /** The same with room for so many KiB in each of its files. */
  readonly startIn: (kib: number, ...args: readonly string[]) => Running;
  /** A file of the folder, absolute. */
  readonly file: (name: string) => string;
  readonly report: (bundle: string) => Promise<Report>;
  /** The lines of a bundle's journal. */
  readonly journal: (bundle: string) => ReturnType<typeof readLines>;
}

/** A command under way. */
export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Reads no more of what it prints. */
  readonly pause: () => void;
  readonly ended: Promise<Ended & { readonly signal: NodeJS.Signals | null }>;
}

export interface WorldOptions {
  readonly shop?: ShopBehaviour;
  /** The purchase is run so many times over. */
  readonly cases?: number;
  /** Further lines of the target file. */
  readonly target?: string;
  /** Further files of the folder. */
  readonly files?: Files;
  /** What commands within the test find in their environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Opens a world that is gone when the test is over. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const shop = await openBookshop(options.shop);
  const folder = await temporaryFolder();
  await cp("harness/testing/specs", path.join(folder, "specs"), { recursive: true });
  await symlink(path.resolve("specs/formats"), path.join(folder, "specs/formats"), "junction");
  await writeFiles(folder, {
    "suites/digital-river/buy.yaml": casesOf(options.cases ?? 6),
    "suites/fixtures/books.yaml": bookFixtures,
    "target.yaml": targetFile(shop.url, options.target),
    ...options.files,
  });
  return {
    folder,
    shop,
    headwater: (...args) => headwaterIn(folder, args, options.environment),
    start: (...args) => start([process.execPath, ...commandLine(args)], folder),
    startIn: (kib, ...args) =>
      start(
        ["bash", "-c", `ulimit -f ${kib}; exec "$@"`, "", process.execPath, ...commandLine(args)],
        folder,
      ),
    file: (name) => path.join(folder, name),
    report: async (bundle) =>
      JSON.parse(await readFile(path.join(folder, bundle, "report.json"), "utf8")) as Report,
    journal: (bundle) => readLines(path.join(folder, bundle, "journal.ndjson")),
  };
}

export const casesOf = (count: number): string =>
  edited(purchase, [
    [
      "given:\n",
      `matrix: { n: [${Array.from({ length: count }, (_, index) => index + 1).join(", ")}] }\ngiven:\n`,
    ],
  ]);

export const targetFile = (url: string, further = ""): string => `name: The shop
apis:
  digital-river:
    baseUrl: ${url}
    keys: { confidential: sk-confidential, public: pk-public }
recipes:
  book.sell:
    - call: POST /till/{id}
      as: public
limits: { concurrency: 2 }
${further}`;

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** Runs a command in a folder that holds suites and a specification, within the test. */
export async function headwaterIn(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { context, stdout, stderr } = commandContext(folder, environment);
  const folders = {
    base: folder,
    specs: path.join(folder, "specs"),
    suites: path.join(folder, "suites"),
  };
  const code = await runCommand({ ...context, version, folders }, ...args);
  return { code, stdout: stdout(), stderr: stderr() };
}

const commandLine = (args: readonly string[]): readonly string[] => [
  commandFile,
  "--suites",
  "suites",
  "--specs",
  "specs",
  ...args,
];

function start([program = "", ...args]: readonly string[], cwd: string): Running {
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { HEADWATER_CACHE: commandCache, ...process.env, NO_COLOR: "1", CI: "true" },
    cwd,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  return {
    kill: (signal) => void child.kill(signal),
    pause: () => void child.stdout.pause(),
    ended: new Promise((resolve) =>
      child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr })),
    ),
  };
}
