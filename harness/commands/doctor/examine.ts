import { ownSteps } from "../../implementation/recipes.ts";
import type { Exchange } from "../../http/types.ts";
import type { Api } from "../../requirements/types.ts";
import { describe, explainClock, explainFirst } from "./advice.ts";
import { ask, type Patient } from "./ask.ts";
import { type Diagnosis, fine, problem, warning } from "./diagnosis.ts";
import { tryAbilities } from "./try-abilities.ts";
import { tryCurrencies } from "./try-currencies.ts";
import { tryFixture } from "./try-fixture.ts";
import { tryRecipes } from "./try-recipes.ts";
import { tryTypes } from "./try-types.ts";

/**
 * Makes the first calls to each API of the target one by one; a problem that makes the next calls senseless is the last
 * finding on that API.
 */
export async function examine(patient: Patient): Promise<void> {
  const apis = Object.keys(patient.driver.target.apis) as Api[];
  for (const api of apis) {
    const tell = (finding: Diagnosis) =>
      patient.tell(apis.length === 1 ? finding : { ...finding, api });
    const own = { ...patient, tell };
    if (!(await examineApi(api, own)) || !(await tryFixtures(api, own))) continue;
    await tryTypes(api, own);
    await tryRecipes(api, own);
    await tryCurrencies(api, own);
    await tryAbilities(api, own);
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
  const recipes = [...ownSteps(target)].filter(([, steps]) =>
    steps.some((step) => step.kind === "call" && step.api === api && step.as === "public"),
  );
  if (recipes.length === 0) return;
  const names = recipes.map(([name]) => name).join(", ");
  const todo = `add keys: { public: "\${...}" } under apis.${api}, or take as: public out of the recipe`;
  yield problem("file", `the public key of ${api}, for ${names}`, "the target file has none", todo);
}

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

/** Whether it makes sense to go on. */
async function tryFixtures(api: Api, patient: Patient): Promise<boolean> {
  for (const name of starts[api]) {
    if (!patient.workspace.library.fixtures.has(name)) continue;
    const { finding } = await tryFixture(name, {}, patient);
    patient.tell(finding);
    if (finding.sign !== "ok") return false;
  }
  return true;
}
