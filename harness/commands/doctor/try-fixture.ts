import { randomUUID } from "node:crypto";
import type { Values } from "../../case/json.ts";
import type { Case } from "../../case/types.ts";
import { whyLive } from "../../execute/live-mode.ts";
import { provide, type ProvideContext } from "../../execute/provide.ts";
import type { Exchange } from "../../http/types.ts";
import { describe, tooMany } from "./advice.ts";
import type { Patient } from "./ask.ts";
import { type Diagnosis, fine, problem } from "./diagnosis.ts";

export type Scalar = string | number | boolean;

/** What came of a fixture or an action, and the values that it handed on. */
interface Tried {
  readonly finding: Diagnosis;
  readonly values?: Values;
}

/** Provides a fixture, or performs an action, by the target's recipe; of the first type that is claimed unless one is given. */
export async function tryFixture(
  name: string,
  wanted: Readonly<Record<string, Scalar>>,
  { driver, workspace, tried: all }: Patient,
): Promise<Tried> {
  const exchanges: Exchange[] = [];
  let live: string | undefined;
  const { fixtures } = workspace.library;
  const [type = "creditCard"] = driver.target.claims.sourceTypes ?? [];
  const params = fixtures.get(name)?.params ?? {};
  const asked: Readonly<Record<string, Scalar>> = {
    ...("type" in params ? { type } : {}),
    ...wanted,
  };
  const defaults = Object.entries(params).flatMap(([param, { default: value }]) =>
    value === undefined ? [] : [[param, value] as const],
  );
  all.push({ name, params: { ...Object.fromEntries(defaults), ...asked } });
  const given = Object.fromEntries(
    Object.entries(asked).map(([param, value]) => [param, { kind: "literal", value } as const]),
  );
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
  const of = [
    ...(asked["type"] === undefined ? [] : [`of type ${String(asked["type"])}`]),
    ...shownParams.flatMap((param) =>
      asked[param] === undefined ? [] : [`with ${param} ${String(asked[param])}`],
    ),
  ];
  const tried = [name, ...of].join(" ");
  if (live !== undefined) return { finding: problem("safety", tried, live, noRealMoney) };
  if (provided.ok) {
    return {
      finding: fine(tried, driver.redact(valuesOf(provided.values))),
      values: provided.values,
    };
  }
  const last = exchanges.at(-1);
  const came = driver.redact([provided.cause, answerOf(last)].filter(Boolean).join("; "));
  return {
    finding: problem(
      provided.outcome === "untestable" ? "file" : "answers",
      tried,
      came,
      remedyFor(name, provided.cause, last),
    ),
  };
}

const shownParams = ["outcome", "currency"];

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
