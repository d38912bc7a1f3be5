import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { Pact, PactBody, PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { Api } from "../requirements/types.ts";
import { failure, ok, type Result } from "../result.ts";
import { apiOf } from "./api.ts";
import type { PactFile } from "./document.ts";
import { missingPackage, whyNotLoaded } from "./optional-package.ts";
import { withPlainNumbers } from "./plain-numbers.ts";
import { buildPactReport, type InteractionRow, type Mismatch, type PactReport } from "./report.ts";
import { interactionRow } from "./row.ts";
import { parseJson } from "../read/json.ts";
import { showBare } from "../text/show.ts";

/** The contradictions between a pact and the OpenAPI document of an API, by the index of the interaction. */
export type Compare = (api: Api, pact: Pact) => Promise<ReadonlyMap<number, readonly Mismatch[]>>;

/**
 * Compares pacts with the OpenAPI documents of a folder; each document is read once.
 *
 * Problems: PACKAGE_MISSING where the comparator cannot be loaded.
 *
 * @param specs Absolute path of specs/.
 */
export async function openComparison(specs: string): Promise<Result<Compare>> {
  const loaded = await loadComparator();
  if (!loaded.ok) return loaded;
  const Comparator = loaded.value;
  const comparators = new Map<Api, PactComparator>();
  const comparatorOf = (api: Api): PactComparator => {
    const text = readFileSync(path.join(specs, `openapi/${api}.yaml`), "utf8");
    const comparator = comparators.get(api) ?? new Comparator(parse(text));
    comparators.set(api, comparator);
    return comparator;
  };
  return ok(async (api, pact) => {
    const found = new Map<number, Mismatch[]>();
    for await (const told of comparatorOf(api).compare(comparable(pact))) {
      // What a pact may do and the document does not mention is a warning.
      if (told.type === "warning") continue;
      const index = indexOf(told);
      found.set(index, [...(found.get(index) ?? []), mismatchOf(told)]);
    }
    return found;
  });
}

/** As the comparator reads it: digits as numbers, and JSON that travels as base64 as what it is. */
function comparable(pact: Pact): Pact {
  const plain = withPlainNumbers(pact);
  return {
    ...plain,
    interactions: plain.interactions.map((interaction) => ({
      ...interaction,
      request: { ...interaction.request, ...unpacked(interaction.request.body) },
      response: { ...interaction.response, ...unpacked(interaction.response.body) },
    })),
  };
}

function unpacked(body: PactBody | undefined): { readonly body?: PactBody } {
  const { content, contentType = "", encoded } = body ?? {};
  if (encoded !== "base64" || typeof content !== "string" || !contentType.includes("json")) {
    return {};
  }
  const data = parseJson(Buffer.from(content, "base64").toString());
  return data.ok ? { body: { contentType, encoded: false, content: data.value } } : {};
}

/** The report on pacts that were compared with the OpenAPI documents, without any server. Problems: PACKAGE_MISSING. */
export async function compareWithOpenApi(
  pacts: readonly PactFile[],
  specs: string,
  api?: Api,
): Promise<Result<PactReport>> {
  const compare = await openComparison(specs);
  if (!compare.ok) return compare;
  const rows: InteractionRow[] = [];
  for (const file of pacts) {
    for (const interaction of file.pact.interactions) {
      const one = { ...file.pact, interactions: [interaction] };
      const told = file.unfit?.has(interaction)
        ? (file.unfit.get(interaction) ?? "")
        : await comparedAlone(compare.value, api ?? apiOf(file.pact.provider.name), one);
      rows.push(rowOf(file, interaction, told));
    }
  }
  return ok(buildPactReport({ name: "the OpenAPI documents", baseUrls: {} }, rows));
}

/** The contradictions of the only interaction, or why there is no telling. */
async function comparedAlone(
  compare: Compare,
  api: Api,
  pact: Pact,
): Promise<readonly Mismatch[] | string> {
  try {
    return (await compare(api, pact)).get(0) ?? [];
  } catch (error) {
    return `the comparator does not read it: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function rowOf(
  file: PactFile,
  interaction: PactInteraction,
  told: readonly Mismatch[] | string,
): InteractionRow {
  if (typeof told === "string") {
    return { ...interactionRow(file, interaction, "untestable"), reason: told };
  }
  const outcome = told.length === 0 ? "passed" : "failed";
  return { ...interactionRow(file, interaction, outcome), mismatches: told };
}

/** Why an interaction is none that the document describes: the first contradiction, of its request or of its answer. */
export async function whyUndescribed(
  compare: Compare,
  api: Api,
  interaction: PactInteraction,
): Promise<string | undefined> {
  const pact = {
    consumer: { name: "any" },
    provider: { name: api },
    interactions: [interaction],
    metadata: { pactSpecification: { version: "4.0" } },
  };
  const found = (await compare(api, pact)).get(0) ?? [];
  const ofRequest = found.find((mismatch) => mismatch.path.startsWith("request"));
  const first = ofRequest ?? found[0];
  if (first === undefined) return undefined;
  const what = first === ofRequest ? "request" : "answer";
  return `the ${what} is none that the OpenAPI document describes (${first.message})`;
}

interface PactComparator {
  compare(pact: unknown): AsyncIterable<Told>;
}

/** The declared types of the package do not resolve here; this is what it exports. */
interface Comparison {
  readonly Comparator: new (document: unknown) => PactComparator;
}

async function loadComparator(): Promise<Result<Comparison["Comparator"]>> {
  try {
    const comparison: unknown = await import("@pactflow/openapi-pact-comparator");
    return ok((comparison as Comparison).Comparator);
  } catch (error) {
    return failure([missingPackage("@pactflow/openapi-pact-comparator", whyNotLoaded(error))]);
  }
}

interface Told {
  readonly type: "error" | "warning";
  readonly message: string;
  readonly mockDetails?: { readonly location: string; readonly value: unknown };
  readonly specDetails?: { readonly location: string; readonly value: unknown };
}

/** A finding without a place belongs to the first interaction, so that none is lost. */
const indexOf = ({ mockDetails }: Told): number =>
  Number(/interactions\[(\d+)\]/.exec(mockDetails?.location ?? "")?.[1] ?? 0);

function mismatchOf({ message, mockDetails, specDetails }: Told): Mismatch {
  const at = mockDetails?.location.replace(/^\[root\]\.interactions\[\d+\]\.?/, "") ?? "";
  return {
    path: at === "" ? "interaction" : at,
    expected: showBare(specDetails?.location ?? "what the document says"),
    actual: showBare(mockDetails?.value),
    message,
  };
}
