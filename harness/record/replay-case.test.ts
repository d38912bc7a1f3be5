import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { journalName } from "../journal/bundle-files.ts";
import { replayCase } from "./replay-case.ts";
import { readJournal } from "../journal/read.ts";
import type { Transcript } from "../journal/transcript.ts";
import { must } from "../testing/must.ts";
import { folders } from "../testing/folders.ts";
import { runOn, type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { toolFolder } from "../testing/tools.ts";
import { loadTarget } from "../implementation/load-target.ts";

/** Bodies and none, both APIs, both keys, recipes, polls, refusals, ids in paths, in bodies and deep in answers. */
const patterns = [
  "save-pending-funds",
  "failed-refund",
  "charge-states-of-combination",
  "void-invoice",
  "reattach-at-creation",
  "commerce-attach-as-guest",
  "commerce-single-use-in-two-carts",
];

let sandbox: Sandbox;
let bundle: string;
let transcripts: ReadonlyMap<string, Transcript>;
/** By case id. */
let scripts: ReadonlyMap<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox();
  bundle = await mkdtemp(path.join(tmpdir(), "headwater-replay-"));
  const file = path.join(folders.suites, "targets/reference.yaml");
  const environment = { HEADWATER_REFERENCE_URL: sandbox.url };
  const target = must(await loadTarget(file, { ...sandbox.workspace, environment }));
  await runOn(target, sandbox.workspace, { patterns }, { directory: bundle });
  transcripts = must(await readJournal(path.join(bundle, journalName))).transcripts;
  const written = [...transcripts.keys()].map(async (id) => [id, await scriptOf(id)] as const);
  scripts = new Map(await Promise.all(written));
});

afterAll(async () => {
  sandbox.stop();
  await rm(bundle, { recursive: true });
});

describe("the scripts of a run, by bash against the same server", () => {
  it.each([
    { name: "with curl and jq", tools: {}, of: /./ },
    { name: "without jq", tools: { jq: "none" }, of: /invoice|guest|refund/ },
    // A machine without curl has only this one: it is held to the same.
    { name: "with a curl of ours", tools: { curl: "stand-in" }, of: /invoice/ },
  ] as const)("$name get the same answers", async ({ name, tools, of }) => {
    const PATH = await toolFolder(path.join(bundle, name), tools);
    expect(transcripts.size).toBeGreaterThanOrEqual(patterns.length);
    const wanted = [...scripts].filter(([id]) => of.test(id));
    const outputs = wanted.map(async ([id, script]) => [id, await bash(script, PATH)] as const);
    for (const [id, output] of await Promise.all(outputs)) {
      expect([id, answersIn(output)]).toEqual([id, recordedIn(transcripts.get(id))]);
    }
  });

  it("another server is a matter of one variable, and a missing key is named", async () => {
    const script = scripts.get("void-invoice") ?? "";
    const PATH = await toolFolder(path.join(bundle, "elsewhere"));
    const moved = bash(script, PATH, { DIGITAL_RIVER_URL: "http://127.0.0.1:9" });
    await expect(moved).rejects.toThrow(/connect/i);
    await expect(bash(script, PATH, { DIGITAL_RIVER_CONFIDENTIAL_KEY: "" })).rejects.toThrow(
      "DIGITAL_RIVER_CONFIDENTIAL_KEY: is not set",
    );
  });
});

const scriptOf = async (id: string): Promise<string> =>
  must(await replayCase({ path: bundle, shown: "out" }, id, sandbox.workspace, "0.0.0-test"));

/** What the script printed. Keys are in its environment under the names that it asks for. */
async function bash(
  script: string,
  PATH: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const file = path.join(await mkdtemp(path.join(bundle, "script-")), "case.sh");
  await writeFile(file, script);
  const names = [...script.matchAll(/^: "\$\{(\w+):\?/gm)].map(([, key = ""]) => key);
  const keys = names.map((key) => [key, key.includes("PUBLIC") ? "pk_test_headwater" : secret]);
  const env = { PATH, ...Object.fromEntries(keys), ...environment };
  return new Promise((resolve, reject) => {
    execFile("/bin/bash", [file], { env, cwd: bundle }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr)),
    );
  });
}

const secret = "sk_test_headwater";

/** Status and shape of an answer. */
type Answer = readonly [number, unknown];

/** Each answer that a script printed. */
const answersIn = (output: string): readonly Answer[] =>
  output
    .replace(/^Done: .*/m, "")
    .split(/^--- .*\n/m)
    .slice(1)
    .map((part) => {
      const [, status, body = ""] = /^HTTP (\d+) .*\n([\s\S]*)$/.exec(part) ?? [];
      return [Number(status), shapeOf(body.trim())];
    });

const recordedIn = (transcript: Transcript | undefined): readonly Answer[] =>
  (transcript?.entries ?? []).flatMap((entry): readonly Answer[] => {
    if (entry.kind !== "exchange" || entry.exchange.reply.kind !== "answered") return [];
    const { status, body } = entry.exchange.reply;
    return [[status, shapeOf(body.trim())]];
  });

/** The keys of JSON and the kinds of its values; other text as it is. */
function shapeOf(text: string): unknown {
  try {
    return kindOf(JSON.parse(text));
  } catch {
    return text;
  }
}

function kindOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kindOf);
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, kindOf(member)]));
}
