import { type Broker, brokerAt, isBrokerUrl } from "../../pact/broker.ts";
import { type BrokerPact, fetchPacts } from "../../pact/broker-fetch.ts";
import { publishResults, type Version } from "../../pact/broker-results.ts";
import { type PactFile, readPacts } from "../../pact/document.ts";
import type { PactReport } from "../../pact/report.ts";
import type { Problem } from "../../problem.ts";
import { parseJson } from "../../read/json.ts";
import { failure, ok, type Result } from "../../result.ts";
import type { CommandContext } from "../context.ts";

/** Options of `headwater pact verify` that are about a broker. */
export interface BrokerFlags {
  readonly pact: string;
  readonly provider?: string;
  readonly selector: readonly string[];
  readonly pending?: true;
  readonly wipSince?: string;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly providerTag: readonly string[];
  readonly buildUrl?: string;
  readonly publish?: true;
}

/** The pacts that were asked for, and how their results are published: lines about it. */
export interface WantedPacts {
  readonly pacts: readonly PactFile[];
  readonly publish: (report: PactReport) => Promise<Result<readonly string[]>>;
}

/** Pacts of a file, of a folder, or of a broker. Problems: those of reading and fetching; USAGE. */
export async function readWanted(
  flags: BrokerFlags,
  context: CommandContext,
): Promise<Result<WantedPacts>> {
  const misused = misuseOf(flags);
  if (misused !== undefined) return failure([misused]);
  if (!isBrokerUrl(flags.pact)) {
    const read = await readPacts(flags.pact, context.workingFolder);
    return read.ok ? ok({ pacts: read.value, publish: async () => ok([]) }) : read;
  }
  const broker = brokerAt(flags.pact, context.environment);
  if (!broker.ok) return broker;
  const selectors = readSelectors(flags.selector);
  if (!selectors.ok) return selectors;
  const { pending, wipSince, providerBranch: branch, providerTag: tags } = flags;
  const providers = flags.provider === undefined ? ["digital-river", "commerce"] : [flags.provider];
  const pacts: BrokerPact[] = [];
  for (const provider of providers) {
    const fetched = await fetchPacts(broker.value, {
      provider,
      selectors: selectors.value,
      tags,
      pending: pending ?? false,
      ...(branch !== undefined && { branch }),
      ...(wipSince !== undefined && { wipSince }),
    });
    if (!fetched.ok) return fetched;
    pacts.push(...fetched.value);
  }
  if (pacts.length === 0) {
    const message = `the broker has no pacts of ${providers.join(" or ")} for these selectors`;
    return failure([{ code: "NOTHING_SELECTED", message }]);
  }
  for (const { file, notices } of pacts) {
    context.stderr.write([file, ...notices.map((notice) => `  ${notice}`), ""].join("\n"));
  }
  return ok({
    pacts,
    publish: (report) => publishFor(flags, broker.value, pacts, report, context.version),
  });
}

async function publishFor(
  { publish, providerVersion, providerBranch, providerTag, buildUrl }: BrokerFlags,
  broker: Broker,
  pacts: readonly BrokerPact[],
  report: PactReport,
  headwater: string,
): Promise<Result<readonly string[]>> {
  if (publish !== true || providerVersion === undefined) return ok([]);
  const version: Version = {
    number: providerVersion,
    tags: providerTag,
    ...(providerBranch !== undefined && { branch: providerBranch }),
    ...(buildUrl !== undefined && { buildUrl }),
  };
  const count = await publishResults(broker, { pacts, report }, version, headwater);
  return count.ok ? ok([`published the results of ${count.value} pacts`]) : count;
}

function misuseOf(flags: BrokerFlags): Problem | undefined {
  if (!isBrokerUrl(flags.pact)) {
    if (flags.publish !== true) return undefined;
    const message = "--publish needs pacts of a broker: results belong to what it handed out";
    return { code: "USAGE", message, hint: "give the URL of the broker to --pact" };
  }
  if (flags.publish !== true || flags.providerVersion !== undefined) return undefined;
  const message = "--publish needs --provider-version: a result is that of a version";
  return { code: "USAGE", message, hint: "the commit, say" };
}

/** `mainBranch`, `deployedOrReleased`, `matchingBranch`, `branch=NAME`, `environment=NAME`, `tag=NAME`, or JSON. */
function readSelectors(texts: readonly string[]): Result<readonly object[]> {
  if (texts.length === 0) return ok([{ mainBranch: true }, { deployedOrReleased: true }]);
  const selectors: object[] = [];
  for (const text of texts) {
    const selector = readSelector(text);
    if (selector === undefined) {
      const message = `"${text}" is no consumer version selector`;
      const hint =
        "mainBranch, deployedOrReleased, matchingBranch, branch=NAME, environment=NAME, tag=NAME, or JSON";
      return failure([{ code: "USAGE", message, hint }]);
    }
    selectors.push(selector);
  }
  return ok(selectors);
}

function readSelector(text: string): object | undefined {
  if (/^(mainBranch|deployedOrReleased|matchingBranch)$/.test(text)) return { [text]: true };
  const named = /^(branch|environment|tag|consumer)=(.+)$/.exec(text);
  if (named?.[1] !== undefined) return { [named[1]]: named[2] };
  const read = parseJson(text);
  const data = read.ok ? read.value : undefined;
  return typeof data === "object" && data !== null && !Array.isArray(data) ? data : undefined;
}
