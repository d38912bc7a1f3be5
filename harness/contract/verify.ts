import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { KeyKind, Library } from "../case/types.ts";
import { whyUnreachable } from "../drive/reach.ts";
import { groupBy } from "../group.ts";
import type { Api, SpecBook } from "../spec/types.ts";
import type { Target, TargetApi } from "../target/types.ts";
import { apiOf } from "./api.ts";
import { type CoreAnswer, type CoreError, runVerifier } from "./child.ts";
import type { PactFile } from "./document.ts";
import { openDriver } from "./driver.ts";
import { readMismatch } from "./mismatch.ts";
import { whyUntestable } from "./preflight.ts";
import { interactionParam } from "./registry.ts";
import { buildPactReport, type InteractionRow, type PactReport } from "./report.ts";
import { type Refusal, startStateServer, type StateServer } from "./state-server.ts";

/** What is verified, against what, and with which child. */
export interface VerifyInput {
  readonly pacts: readonly PactFile[];
  readonly target: Target;
  /** The API of all pacts; absent: the provider's name says it. */
  readonly api?: Api;
  readonly library: Library;
  readonly specs: SpecBook;
  readonly version: string;
  /** Absolute path of the child's main module. */
  readonly verifierEntry: string;
}

/**
 * Verifies every interaction on its own, one after the other. Nothing that was not verified passes: what the states
 * or the target do not allow is untestable, with the reason, and so is what the core gave no result for.
 */
export async function verifyPacts(input: VerifyInput): Promise<PactReport> {
  const { target, library } = input;
  const wanted = input.pacts.flatMap((file) =>
    file.pact.interactions.map((interaction) => ({ file, interaction })),
  );
  const tasks = wanted.map(({ file, interaction }, index): Task => {
    const api = input.api ?? apiOf(file.pact.provider.name);
    return { id: `#${index + 1}`, file, interaction, api, key: keyOf(interaction) };
  });
  const silent = await whySilent(target);
  const reasons = new Map(
    tasks.map((task) => [
      task.id,
      whyUntestable(task.interaction, library.contracts) ?? whyUnbound(task, target) ?? silent,
    ]),
  );
  const verified = await verifyTasks(
    tasks.filter((task) => reasons.get(task.id) === undefined),
    input,
  );
  const rows = tasks.map((task) => {
    const reason = reasons.get(task.id);
    return reason === undefined ? judgeTask(task, verified) : untestable(task, reason);
  });
  const baseUrls = Object.entries(target.apis).map(([name, api]) => [name, api.baseUrl]);
  return buildPactReport({ name: target.name, baseUrls: Object.fromEntries(baseUrls) }, rows);
}

interface Task {
  /** The start of its description on the way: `#12`. */
  readonly id: string;
  readonly file: PactFile;
  readonly interaction: PactInteraction;
  readonly api: Api;
  readonly key: KeySent;
}

interface KeySent {
  readonly kind: KeyKind;
  readonly bare: boolean;
}

/** The comment `as` says which key is sent; else the example key does: none, one that starts with pk_, any other. */
function keyOf({ comments, request }: PactInteraction): KeySent {
  const as: unknown = comments?.["as"];
  const bare = comments?.["scheme"] === "none";
  if (as === "nobody" || as === "public" || as === "confidential") return { kind: as, bare };
  const example = authorization(request.headers ?? {})?.[1][0];
  if (example === undefined) return { kind: "nobody", bare };
  return { kind: /\bpk_/.test(example) ? "public" : "confidential", bare };
}

const authorization = (headers: Readonly<Record<string, string[]>>) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization");

function whyUnbound({ api, key }: Task, { apis }: Target): string | undefined {
  const bound = apis[api];
  if (bound === undefined) return `the target does not offer the ${api} API`;
  if (key.kind === "nobody" || bound.keys[key.kind] !== undefined) return undefined;
  return `the target file has no ${key.kind} key for the ${api} API`;
}

/** Why nothing can be verified: no connection, or no answer whatever to a first request. */
async function whySilent(target: Target): Promise<string | undefined> {
  const unreachable = await whyUnreachable(target);
  if (unreachable !== undefined) return unreachable;
  for (const { baseUrl } of Object.values(target.apis)) {
    const signal = AbortSignal.timeout(target.limits.timeoutMs);
    const answered = await fetch(baseUrl, { signal, redirect: "manual" }).catch(() => undefined);
    if (answered === undefined) return `${baseUrl} does not answer`;
    await answered.body?.cancel();
  }
  return undefined;
}

/** What came back: of each part the core's answer, and all refusals of the state server. */
interface Verified {
  readonly answers: ReadonlyMap<string, CoreAnswer>;
  readonly refusals: readonly Refusal[];
}

/** Tasks with the same API and key are one part: headers hold for a whole call of the core. */
async function verifyTasks(tasks: readonly Task[], input: VerifyInput): Promise<Verified> {
  const { target, specs, library } = input;
  const { driver, close } = openDriver(target, specs, input.version);
  let count = 0;
  const run = Date.now().toString(16).padStart(10, "0").slice(-10);
  const newUnique = () => `hw${run}x${(count += 1)}`;
  const states = await startStateServer({ driver, contracts: library.contracts, newUnique });
  const folder = await mkdtemp(path.join(tmpdir(), "headwater-pact-"));
  const answers = new Map<string, CoreAnswer>();
  try {
    for (const part of groupBy(tasks, partOf).values()) {
      const answer = await verifyPart(part, input, states, folder);
      for (const { id } of part) answers.set(id, answer);
    }
  } finally {
    await states.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
  return { answers, refusals: states.refusals };
}

const partOf = ({ api, key, interaction }: Task): string =>
  JSON.stringify([api, key.kind, key.bare, ownHeaders(interaction)]);

/** What an interaction sends itself is not the target's to add: the core would send both. */
const ownHeaders = ({ request }: PactInteraction): readonly string[] =>
  Object.keys(request.headers ?? {})
    .map((name) => name.toLowerCase())
    .filter((name) => !["authorization", "content-type", "accept"].includes(name))
    .toSorted();

async function verifyPart(
  part: readonly Task[],
  { target, verifierEntry }: VerifyInput,
  states: StateServer,
  folder: string,
): Promise<CoreAnswer> {
  const [first] = part;
  const bound = first && target.apis[first.api];
  if (first === undefined || bound === undefined) return { ok: false, reason: "nothing to verify" };
  const file = path.join(folder, `part-${part[0]?.id.slice(1) ?? ""}.json`);
  await writeFile(file, JSON.stringify(partPact(part)), { mode: 0o600 });
  const { timeoutMs, settleMs } = target.limits;
  // A state may take several requests, and polls some of them.
  const timeout = 3 * timeoutMs + settleMs;
  // The core refuses an empty object.
  const headers: Record<string, string> = headersFor(bound, first);
  const job = {
    provider: "provider",
    providerBaseUrl: bound.baseUrl,
    pactUrls: [file],
    providerStatesSetupUrl: states.url,
    ...(Object.keys(headers).length > 0 && { customProviderHeaders: headers }),
    timeout,
  };
  return runVerifier(verifierEntry, job, 30_000 + 2 * timeout * part.length);
}

/** One pact of all: unique descriptions, each state told apart, keys left to the headers of the target. */
function partPact(part: readonly Task[]): object {
  return {
    consumer: { name: "consumer" },
    provider: { name: "provider" },
    interactions: part.map(({ id, interaction, key }) => {
      const { key: _key, comments: _comments, providerStates = [], ...rest } = interaction;
      return {
        ...rest,
        pending: false,
        description: `${id} ${interaction.description}`,
        providerStates: providerStates.map(({ name, params }) => ({
          name,
          params: { ...params, [interactionParam]: id },
        })),
        request: key.kind === "nobody" ? rest.request : withoutKey(rest.request),
      };
    }),
    metadata: { pactSpecification: { version: "4.0" } },
  };
}

/** The core does not replace a header that the pact has. */
function withoutKey(request: PactInteraction["request"]): PactInteraction["request"] {
  const name = authorization(request.headers ?? {})?.[0];
  if (name === undefined) return request;
  const { [name]: _headers, ...headers } = request.headers ?? {};
  const { [name]: _rule, ...rules } = request.matchingRules?.header ?? {};
  const { [name]: _generator, ...generators } = request.generators?.header ?? {};
  return {
    ...request,
    headers,
    matchingRules: { ...request.matchingRules, header: rules },
    generators: { ...request.generators, header: generators },
  };
}

function headersFor(
  { headers, keyHeader, keys }: TargetApi,
  { key: sent, interaction }: Task,
): Record<string, string> {
  const own = ownHeaders(interaction);
  const standard = Object.entries(headers).filter(([name]) => !own.includes(name.toLowerCase()));
  const key = sent.kind === "nobody" ? undefined : keys[sent.kind];
  if (key === undefined) return Object.fromEntries(standard);
  const bare = sent.bare || keyHeader !== "authorization";
  return { ...Object.fromEntries(standard), [keyHeader]: bare ? key : `Bearer ${key}` };
}

function judgeTask(task: Task, { answers, refusals }: Verified): InteractionRow {
  const refusal = refusals.find(({ interaction }) => interaction === task.id);
  if (refusal !== undefined) {
    return untestable(task, `the ${refusal.action} of a state failed: ${refusal.reason}`);
  }
  const answer = answers.get(task.id);
  if (answer?.ok !== true) return untestable(task, answer?.reason ?? "it was not verified");
  const { interactionResults = [], errors = [], pendingErrors = [] } = answer.result;
  const results = interactionResults.filter(({ description }) => isOf(task, description));
  if (results.length !== 1) {
    return untestable(task, `the verifier returned ${results.length} results for it, not one`);
  }
  const own = [...errors, ...pendingErrors].filter(({ interaction }) =>
    interaction.includes(`- ${task.id} `),
  );
  if (results[0]?.result === "OK" && own.length === 0) return row(task, "passed");
  return judgeErrors(task, own);
}

const isOf = ({ id }: Task, description: string): boolean => description.startsWith(`${id} `);

function judgeErrors(task: Task, errors: readonly CoreError[]): InteractionRow {
  const mismatches = errors.flatMap(({ mismatch }) => mismatch.mismatches ?? []).map(readMismatch);
  if (mismatches.length > 0) return { ...row(task, "failed"), mismatches };
  const reason = errors.map(({ mismatch }) => mismatch.message).find((text) => text !== undefined);
  return untestable(task, reason ?? "the verifier gave no reason");
}

const untestable = (task: Task, reason: string): InteractionRow => ({
  ...row(task, "untestable"),
  reason,
});

function row({ file, interaction }: Task, outcome: InteractionRow["outcome"]): InteractionRow {
  return {
    file: file.file,
    consumer: file.pact.consumer.name,
    provider: file.pact.provider.name,
    description: interaction.description,
    states: (interaction.providerStates ?? []).map(({ name }) => name),
    outcome,
    mismatches: [],
  };
}
