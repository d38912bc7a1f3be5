import { randomUUID } from "node:crypto";
import { bind } from "../../execute/bind.ts";
import type { Driver } from "../../execute/driver.ts";
import { whyLive } from "../../execute/live-mode.ts";
import { provide, type ProvideContext } from "../../execute/provide.ts";
import { redactExchange } from "../../secrets/redact.ts";
import type { Exchange } from "../../http/types.ts";
import type { CallStep, Case, KeyKind } from "../../case/types.ts";
import type { Api } from "../../requirements/types.ts";
import type { Workspace } from "../../workspace.ts";
import { describe, explainClock, explainFirst, tooMany } from "./advice.ts";
import { type Diagnosis, fine, problem, warning } from "./diagnosis.ts";

/** What an examination needs. */
export interface Patient {
  readonly driver: Driver;
  readonly workspace: Workspace;
  /** Called with each finding as it is made. */
  readonly tell: (finding: Diagnosis) => void;
}

/**
 * Makes the first calls to each API of the target one by one; a problem that makes the next calls senseless is the last
 * finding on that API.
 */
export async function examine(patient: Patient): Promise<void> {
  for (const api of Object.keys(patient.driver.target.apis) as Api[]) {
    if (await examineApi(api, patient)) await tryFixtures(api, patient);
  }
}

/** Whether it makes sense to go on. */
async function examineApi(api: Api, patient: Patient): Promise<boolean> {
  const { driver, tell } = patient;
  const target = driver.target.apis[api];
  if (target === undefined) return false;
  for (const finding of missingKeys(api, patient)) tell(finding);
  if (target.keys.confidential === undefined) return false;
  const first = await ask(api, "confidential", patient);
  const refused = await refusedVersion(api, first, patient);
  const tried = `${titleOf(first)} with the confidential key`;
  const finding = refused ?? explainFirst(tried, first, target.keyHeader);
  tell(finding);
  const clock = explainClock(first);
  if (clock !== undefined) tell(clock);
  if (finding.sign === "problem") return false;
  tell(explainWithoutKey(await ask(api, "nobody", patient)));
  return true;
}

function* missingKeys(api: Api, { driver: { target } }: Patient): Iterable<Diagnosis> {
  const keys = target.apis[api]?.keys ?? {};
  if (keys.confidential === undefined) {
    const todo = `add keys: { confidential: "\${...}" } under apis.${api}`;
    yield problem("file", `the confidential key of ${api}`, "the target file has none", todo);
  }
  if (keys.public !== undefined) return;
  const recipes = [...target.recipes].filter(([, steps]) =>
    steps.some((step) => step.kind === "call" && step.api === api && step.as === "public"),
  );
  if (recipes.length === 0) return;
  const names = recipes.map(([name]) => name).join(", ");
  const todo = `add keys: { public: "\${...}" } under apis.${api}, or take as: public out of the recipe`;
  yield problem("file", `the public key of ${api}, for ${names}`, "the target file has none", todo);
}

/** A source that does not exist: reading it changes nothing, and every server has an answer. */
async function ask(
  api: Api,
  as: KeyKind,
  { driver }: Patient,
  withHeaders = true,
): Promise<Exchange> {
  const target = driver.target.apis[api];
  const bare = target === undefined || withHeaders ? {} : { [api]: { ...target, headers: {} } };
  const asked = { ...driver.target, apis: { ...driver.target.apis, ...bare } };
  const step: CallStep = { ...readUnknown, api, as };
  const input = { target: asked, values: {}, absent: new Set<string>() };
  const bound = bind(step, input);
  if (!bound.ok) throw new Error(bound.cause);
  await driver.rateLimit.ready();
  return redactExchange(await driver.send(bound.request), driver.redact);
}

const readUnknown = {
  kind: "call",
  id: "doctor",
  method: "GET",
  path: ["/sources/headwater-doctor"],
  bareKey: false,
  headers: {},
  body: { kind: "none" },
  take: [],
  runs: [{}],
  origin: { file: "doctor" },
} as const;

const titleOf = ({ request }: Exchange): string => `${request.method} ${request.url}`;

/** A 4xx that goes away without the target file's own headers is about one of them: the version, as a rule. */
async function refusedVersion(
  api: Api,
  first: Exchange,
  patient: Patient,
): Promise<Diagnosis | undefined> {
  const headers = Object.entries(patient.driver.target.apis[api]?.headers ?? {});
  const { reply } = first;
  const minded = reply.kind === "answered" && [400, 406, 412, 415, 422].includes(reply.status);
  if (!minded || headers.length === 0) return undefined;
  const second = await ask(api, "confidential", patient, false);
  if (second.reply.kind === "silent" || second.reply.status === reply.status) return undefined;
  const sent = patient.driver.redact(
    headers.map(([name, value]) => `${name}: ${value}`).join(", "),
  );
  return problem(
    "answers",
    `${titleOf(first)} with ${sent}`,
    `${describe(reply)}; without it ${second.reply.status}`,
    `the server refuses this header: write a version that it knows under apis.${api}.headers`,
  );
}

function explainWithoutKey({ reply }: Exchange): Diagnosis {
  const tried = "the same without a key";
  if (reply.kind === "silent")
    return warning(tried, `no answer: ${reply.message}`, "401 was due: look at the server's log");
  if (reply.status === 401) return fine(tried, describe(reply));
  const todo =
    "401 was due. If a proxy adds the key, cases about keys will fail; if not, the server is open to everybody";
  return warning(tried, describe(reply), todo);
}

/** What most cases start from, simplest first. */
const starts: Readonly<Record<Api, readonly string[]>> = {
  "digital-river": ["sku.digital", "checkout.payable", "source.create", "source.single-use"],
  commerce: ["shopper.anonymous", "shopper.authenticated", "shopper.create-source"],
};

async function tryFixtures(api: Api, patient: Patient): Promise<void> {
  for (const name of starts[api]) {
    if (!patient.workspace.library.fixtures.has(name)) continue;
    const finding = await tryFixture(name, patient);
    patient.tell(finding);
    if (finding.sign !== "ok") return;
  }
}

async function tryFixture(name: string, { driver, workspace }: Patient): Promise<Diagnosis> {
  const exchanges: Exchange[] = [];
  let live: string | undefined;
  const { fixtures } = workspace.library;
  const [type = "creditCard"] = driver.target.claims.sourceTypes ?? [];
  const params = fixtures.get(name)?.params ?? {};
  const given = "type" in params ? { type: { kind: "literal", value: type } as const } : {};
  const context: ProvideContext = {
    ...driver,
    fixtures,
    case: noCase,
    owner: { scope: "given", name: "doctor" },
    unique: `doctor${randomUUID().slice(0, 8)}`,
    record: (entry) => {
      if (entry.kind !== "exchange") return entry;
      exchanges.push(entry.exchange);
      const stored = { ...entry, number: exchanges.length };
      live ??= driver.target.allowLiveMode ? undefined : whyLive(stored);
      return stored;
    },
  };
  const provided = await provide(name, { params: given }, {}, context);
  const tried = "type" in given ? `${name} of type ${type}` : name;
  if (live !== undefined) return problem("safety", tried, live, noRealMoney);
  if (provided.ok) return fine(tried, driver.redact(valuesOf(provided.values)));
  const last = exchanges.at(-1);
  const came = driver.redact([provided.cause, answerOf(last)].filter(Boolean).join("; "));
  return problem(
    provided.outcome === "untestable" ? "file" : "answers",
    tried,
    came,
    remedyFor(name, provided.cause, last),
  );
}

const noRealMoney =
  "name a server on which no real money moves; where none does in spite of what it says, write allowLiveMode: true";

const valuesOf = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${/secret|token/i.test(key) ? "(kept)" : JSON.stringify(value)}`)
    .join(", ") || "done";

const answerOf = (last: Exchange | undefined): string =>
  last?.reply.kind === "answered" ? `the last answer was ${describe(last.reply)}` : "";

function remedyFor(name: string, cause: string, last: Exchange | undefined): string {
  if (last?.reply.kind === "answered" && last.reply.status === 429) return tooMany(last.reply);
  if (cause.includes("no recipe for")) return "write this recipe in the target file";
  if (/hold no "/.test(cause)) {
    return `the answer lacks the value: let take: in the recipe point to where it stands in that body`;
  }
  if (last?.reply.kind === "answered" && [401, 403].includes(last.reply.status)) {
    return "the key is not taken here: look at as: in the recipe, and at keys in the target file";
  }
  const own = `headwater explain ${name} shows the fixture`;
  return `make the server accept this, or write an own recipe for ${name}; ${own}`;
}

/** Recipes are driven for a case; here there is none. */
const noCase: Case = {
  id: "doctor",
  base: "doctor",
  title: "",
  profile: "",
  api: "digital-river",
  given: [],
  steps: [],
  checks: [],
  origin: { file: "doctor" },
};
