import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { openVerifier, type Verifier } from "./child.ts";
import { readPacts } from "./document.ts";
import { type FileOfOthers, filesOfOthers } from "./testing/files-of-others.ts";
import { startStateServer, type StateServer } from "./state-server.ts";
import { verifyPacts } from "./verify.ts";

const verifierEntry = path.resolve("dist/harness/pact/verifier.js");
const names = Object.keys(filesOfOthers(""));
const fileOf = (name: string) => `${name.replaceAll(" ", "-")}.json`;

let sandbox: Sandbox;
let folder: string;
let core: Verifier;
let states: StateServer;
let files: Readonly<Record<string, FileOfOthers>>;
/** What the core says of a file: how many of its interactions it saw, and whether it is content. */
let said: (name: string) => Promise<{ readonly seen: number; readonly content: boolean }>;
/** What we say of it: what becomes of each interaction, or the problem of the whole file. */
const ours = new Map<string, readonly string[]>();

beforeAll(async () => {
  sandbox = await startSandbox();
  core = must(await openVerifier(verifierEntry));
  states = await startStateServer(() => ({ setUp: async () => ({ ok: true, values: {} }) }));
  const target = await sandbox.account({});
  const { baseUrl = "", keys = {} } = target.apis["digital-river"] ?? {};
  files = filesOfOthers(`Bearer ${keys.confidential}`);
  folder = await mkdtemp(path.join(tmpdir(), "headwater-pact-"));
  await writeFiles(
    folder,
    Object.fromEntries(names.map((name) => [fileOf(name), files[name]?.text ?? ""])),
  );
  said = async (name) => {
    const answer = await core.verify(
      {
        provider: "digital-river",
        providerBaseUrl: baseUrl,
        pactUrls: [path.join(folder, fileOf(name))],
        providerStatesSetupUrl: states.url,
        timeout: 10_000,
      },
      20_000,
    );
    const { interactionResults = [], errors = [] } = answer.ok ? answer.result : {};
    return { seen: interactionResults.length, content: answer.ok && errors.length === 0 };
  };
  const pacts = [];
  for (const name of names) {
    const read = await readPacts(fileOf(name), folder);
    if (read.ok) pacts.push(...read.value);
    else
      ours.set(
        name,
        read.problems.map(({ code }) => code),
      );
  }
  const { library, specs } = sandbox.workspace;
  const report = must(await verifyPacts({ pacts, target }, { library, specs, verifierEntry }));
  for (const name of names) {
    const rows = report.interactions.filter(({ file }) => path.basename(file) === fileOf(name));
    if (rows.length > 0) {
      ours.set(
        name,
        rows.map(({ outcome, reason = "" }) => `${outcome} ${reason}`.trim()),
      );
    }
  }
});
afterAll(async () => {
  core.close();
  await states.close();
  await rm(folder, { recursive: true, force: true });
  sandbox.stop();
});

/** Whether Pact takes the file, and every row that is not as it then has to be. */
async function compared(name: string) {
  const { seen, content } = await said(name);
  const told = ours.get(name) ?? [];
  const { untestable = {} } = files[name] ?? {};
  // What it refuses, or passes over without a word, is never all green.
  if (!content || seen === 0)
    return { green: told.every((row) => row === "passed") && told.length > 0 };
  const wrong = told.filter((row, index) => !(untestable[index] ?? /^passed$/).test(row));
  return { wrong, lost: Math.max(seen - told.length, 0) };
}

const asItSays = [{ green: false }, { wrong: [], lost: 0 }];

describe("Pact's own verifier says the same", () => {
  it.each(names)("of %s", async (name) => {
    expect(asItSays).toContainEqual(await compared(name));
  });

  it("and one that it does not read costs no other its result", () => {
    expect(ours.get("a matcher that nobody knows, beside others")).toEqual([
      "passed",
      expect.stringMatching(/^untestable Pact does not read it: Could not parse matcher/),
    ]);
    expect(ours.get("interactions that are no list")).toEqual([
      "untestable its interactions are no list",
    ]);
  });
});
