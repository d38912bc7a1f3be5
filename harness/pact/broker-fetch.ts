import { ok, type Result } from "../result.ts";
import { type Broker, callBroker, linkOf, type Resource } from "./broker.ts";
import type { PactFile } from "./document.ts";
import { readPactData } from "./read-pact.ts";

/** Which pacts of a broker are to be verified. */
export interface BrokerWish {
  readonly provider: string;
  /** As Pact documents them: `{ "mainBranch": true }`. */
  readonly selectors: readonly object[];
  /** The branch of the provider: what is pending or work in progress is told by it. */
  readonly branch?: string;
  readonly tags: readonly string[];
  readonly pending: boolean;
  /** A day: `2027-03-31`. Pacts that are newer and on no selected branch are verified as pending. */
  readonly wipSince?: string;
}

/** A pact of a broker, and where its results go. */
export interface BrokerPact extends PactFile {
  readonly publishUrl: string | undefined;
  /** What the broker says of it: why it is verified, why it is pending. */
  readonly notices: readonly string[];
}

interface ForVerification extends Resource {
  readonly _embedded?: {
    readonly pacts?: readonly (Resource & {
      readonly verificationProperties?: {
        readonly pending?: boolean;
        readonly notices?: readonly { readonly when?: string; readonly text: string }[];
      };
    })[];
  };
}

/**
 * The pacts that the broker wants verified. Problems: BROKER; NOTHING_SELECTED for none; those of each pact.
 */
export async function fetchPacts(
  broker: Broker,
  wish: BrokerWish,
): Promise<Result<readonly BrokerPact[]>> {
  const index = await callBroker(broker, "GET", `${broker.url}/`);
  if (!index.ok) return index;
  const address = linkOf(index.value, "pb:provider-pacts-for-verification", {
    provider: wish.provider,
  });
  if (!address.ok) return address;
  const listed = await callBroker<ForVerification>(broker, "POST", address.value, {
    consumerVersionSelectors: wish.selectors,
    includePendingStatus: wish.pending || wish.wipSince !== undefined,
    ...(wish.wipSince !== undefined && { includeWipPactsSince: wish.wipSince }),
    ...(wish.branch !== undefined && { providerVersionBranch: wish.branch }),
    ...(wish.tags.length > 0 && { providerVersionTags: wish.tags }),
  });
  if (!listed.ok) return listed;
  const pacts: BrokerPact[] = [];
  const { _embedded: embedded } = listed.value;
  for (const { _links = {}, verificationProperties } of embedded?.pacts ?? []) {
    const pact = await fetchPact(broker, { _links });
    if (!pact.ok) return pact;
    const { pending, notices = [] } = verificationProperties ?? {};
    pacts.push({
      ...pact.value,
      ...(pending === true && { pending: true }),
      notices: notices.filter(({ when }) => when !== "after_verification").map(({ text }) => text),
    });
  }
  return ok(pacts);
}

async function fetchPact(broker: Broker, entry: Resource): Promise<Result<BrokerPact>> {
  const address = linkOf(entry, "self");
  if (!address.ok) return address;
  const fetched = await callBroker(broker, "GET", address.value);
  if (!fetched.ok) return fetched;
  const publish = linkOf(fetched.value, "pb:publish-verification-results");
  const pact = readPactData(fetched.value, address.value);
  if (!pact.ok) return pact;
  const publishUrl = publish.ok ? publish.value : undefined;
  return ok({ file: address.value, ...pact.value, publishUrl, notices: [] });
}
