import { readFileSync } from "node:fs";
import path from "node:path";
import * as comparison from "@pactflow/openapi-pact-comparator";
import { parse } from "yaml";
import type { Api } from "../spec/types.ts";
import { apiOf } from "./api.ts";
import type { PactFile } from "./document.ts";
import { buildPactReport, type InteractionRow, type Mismatch, type PactReport } from "./report.ts";

/**
 * Compares pacts with the OpenAPI documents, without any server. What a pact may do and the document does not mention
 * is a warning of the comparator, and not reported.
 *
 * @param specs Absolute path of specs/.
 */
export async function compareWithOpenApi(
  pacts: readonly PactFile[],
  specs: string,
  api?: Api,
): Promise<PactReport> {
  const rows: InteractionRow[] = [];
  for (const file of pacts) {
    const name = api ?? apiOf(file.pact.provider.name);
    const document: unknown = parse(readFileSync(path.join(specs, `openapi/${name}.yaml`), "utf8"));
    rows.push(...(await comparePact(file, document)));
  }
  return buildPactReport({ name: "the OpenAPI documents", baseUrls: {} }, rows);
}

async function comparePact(
  { file, pact }: PactFile,
  document: unknown,
): Promise<readonly InteractionRow[]> {
  const found: Told[] = [];
  for await (const told of new Comparator(document).compare(pact)) {
    if (told.type === "error") found.push(told);
  }
  return pact.interactions.map((interaction, index) => {
    const mismatches = found.filter((told) => indexOf(told) === index).map(mismatchOf);
    return {
      file,
      consumer: pact.consumer.name,
      provider: pact.provider.name,
      description: interaction.description,
      states: (interaction.providerStates ?? []).map(({ name }) => name),
      outcome: mismatches.length === 0 ? "passed" : "failed",
      mismatches,
    };
  });
}

/** The declared types of the package do not resolve here; this is what it exports. */
const { Comparator } = comparison as unknown as {
  readonly Comparator: new (document: unknown) => {
    compare(pact: unknown): AsyncIterable<Told>;
  };
};

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
    expected: show(specDetails?.location ?? "what the document says"),
    actual: show(mockDetails?.value),
    message,
  };
}

function show(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
