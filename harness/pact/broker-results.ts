import { failure, ok, type Result } from "../result.ts";
import { type Broker, brokerProblem, callBroker, linkOf } from "./broker.ts";
import type { BrokerPact } from "./broker-fetch.ts";
import type { InteractionRow, PactReport } from "./report.ts";

/** The version of a provider, as a broker knows it. */
export interface Version {
  readonly number: string;
  readonly branch?: string;
  readonly tags: readonly string[];
  readonly buildUrl?: string;
}

/**
 * Publishes the result of each pact of a broker that holds something: success only when every one of its interactions passed.
 *
 * @returns How many results were published. Problems: BROKER.
 */
export async function publishResults(
  broker: Broker,
  { pacts, report }: { readonly pacts: readonly BrokerPact[]; readonly report: PactReport },
  version: Version,
  headwater: string,
): Promise<Result<number>> {
  const providers = new Set(pacts.map(({ pact }) => pact.provider.name));
  for (const provider of providers) {
    const placed = await placeVersion(broker, provider, version);
    if (!placed.ok) return placed;
  }
  const held = pacts.filter(({ pact }) => pact.interactions.length > 0);
  for (const { file, publishUrl } of held) {
    if (publishUrl === undefined) {
      return failure([brokerProblem(`${file}: the broker takes no results for it`)]);
    }
    const rows = report.interactions.filter((row) => row.file === file);
    const told = await callBroker(broker, "POST", publishUrl, {
      success: rows.every(({ outcome }) => outcome === "passed"),
      providerApplicationVersion: version.number,
      ...(version.buildUrl !== undefined && { buildUrl: version.buildUrl }),
      testResults: rows.map(testResult),
      verifiedBy: { implementation: "Headwater", version: headwater },
    });
    if (!told.ok) return told;
  }
  return ok(held.length);
}

/** The branch and the tags come before the results, which would belong to none otherwise. */
async function placeVersion(
  broker: Broker,
  provider: string,
  { number, branch, tags }: Version,
): Promise<Result<undefined>> {
  const index = await callBroker(broker, "GET", `${broker.url}/`);
  if (!index.ok) return index;
  const wanted = [
    ...(branch === undefined ? [] : [["pb:pacticipant-branch-version", { branch }] as const]),
    ...tags.map((tag) => ["pb:pacticipant-version-tag", { tag }] as const),
  ];
  for (const [relation, parts] of wanted) {
    const address = linkOf(index.value, relation, {
      pacticipant: provider,
      version: number,
      ...parts,
    });
    if (!address.ok) return address;
    const put = await callBroker(broker, "PUT", address.value, {});
    if (!put.ok) return put;
  }
  return ok(undefined);
}

const testResult = ({ description, outcome, reason, mismatches }: InteractionRow) => ({
  interactionDescription: description,
  success: outcome === "passed",
  ...(reason !== undefined && { exceptions: [{ message: reason }] }),
  mismatches: mismatches.map(({ path, message, expected, actual }) => ({
    attribute: path,
    description: message,
    expected,
    actual,
  })),
});
