import { closest, distance } from "fastest-levenshtein";
import type { Pact, PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { shorten } from "../text/sanitize.ts";
import { knownKeys, knownMatchers } from "./pact-keys.ts";

/** A pact as it was read, in whatever language and version it was written. */
export interface ReadPact {
  /** What it holds, as it stands: only what cannot be told apart otherwise is named anew. */
  readonly pact: Pact;
  /** Why an interaction cannot be verified here. */
  readonly unfit: ReadonlyMap<PactInteraction, string>;
  /** What was passed over, a sentence each. */
  readonly notes: readonly string[];
}

/** JSON of which nothing is known yet. */
type Raw = Readonly<Record<string, unknown>>;

/**
 * A pact of the versions 1 to 4, by whoever wrote it. What Pact's own verifier takes is taken: keys that mean nothing here are
 * passed over and told, messages and what else is no HTTP are unfit one by one.
 *
 * Problems: FORMAT for what is no pact; UNKNOWN_KEY for a key beside `interactions` that no version knows, since nobody can
 * tell what it holds.
 */
export function readPactData(data: unknown, file: string): Result<ReadPact> {
  if (!isRecord(data)) return failure([wrong(file, "a pact is an object")]);
  const named = ["consumer", "provider"].map((key) => nameOf(data[key]));
  const [consumer, provider] = named;
  if (consumer === undefined || provider === undefined) {
    return failure([wrong(file, "a pact names its consumer and its provider")]);
  }
  const strange = Object.keys(data).filter(
    (key) => !knownKeys.pact.has(key) && !/^[_x][-_]/i.test(key) && !key.startsWith("_"),
  );
  if (strange.length > 0) return failure(strange.map((key) => unknown(file, key)));
  const lists = [data["interactions"] ?? [], data["messages"] ?? []];
  if (!lists.every(Array.isArray)) return failure([wrong(file, "interactions are a list")]);
  const [calls = [], messages = []] = lists as readonly (readonly unknown[])[];
  const notes = new Set<string>();
  const unfit = new Map<PactInteraction, string>();
  const interactions = [
    ...calls.map((raw) => [raw, undefined] as const),
    ...messages.map((raw) => [raw, message] as const),
  ].map(([raw, why], index) => {
    const interaction = interactionOf(raw, index);
    const reason = why ?? whyUnfit(raw, (note) => notes.add(note));
    if (reason !== undefined) unfit.set(interaction, reason);
    return interaction;
  });
  const metadata = isRecord(data["metadata"]) ? data["metadata"] : {};
  const pactSpecification = { version: versionOf(metadata) };
  const pact = {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions,
    metadata: { ...metadata, pactSpecification },
  };
  return ok({ pact, unfit, notes: [...notes] });
}

const isRecord = (data: unknown): data is Raw =>
  data !== null && typeof data === "object" && !Array.isArray(data);

const nameOf = (participant: unknown): string | undefined =>
  isRecord(participant) && typeof participant["name"] === "string" && participant["name"] !== ""
    ? participant["name"]
    : undefined;

const wrong = (file: string, message: string): Problem => ({
  code: "FORMAT",
  at: { file },
  message,
});

const unknown = (file: string, key: string): Problem => ({
  code: "UNKNOWN_KEY",
  at: { file },
  message: `unknown key "${key}"`,
});

/** `2.0.0` or `4.0`; the third where a file does not say, as Pact takes it. */
function versionOf(metadata: Raw): string {
  const stated = ["pactSpecification", "pact-specification"].map((key) => metadata[key]);
  const [version] = [
    ...stated.flatMap((one) => (isRecord(one) ? [one["version"]] : [])),
    metadata["pactSpecificationVersion"],
  ].filter((one) => typeof one === "string" || typeof one === "number");
  const [, major = "3", minor = "0"] = /^(\d+)(?:\.(\d+))?/.exec(String(version ?? "3")) ?? [];
  return major === "4" ? "4.0" : `${major}.${minor}.0`;
}

/** The interaction with its states in one form, whatever else it holds. */
function interactionOf(raw: unknown, index: number): PactInteraction {
  const {
    providerState,
    provider_state: old,
    providerStates,
    description,
    ...rest
  } = isRecord(raw) ? raw : ({} as Raw);
  const named = providerStates ?? providerState ?? old;
  const states = typeof named === "string" ? (named === "" ? [] : [{ name: named }]) : named;
  return {
    ...bare,
    ...rest,
    ...(isHttp(raw) ? {} : bare),
    description:
      typeof description === "string" && description !== ""
        ? description
        : `interaction ${index + 1}`,
    ...(Array.isArray(states) && { providerStates: states.filter(isRecord) }),
  } as unknown as PactInteraction;
}

/** What stands for the request of what is none. */
const bare = {
  type: "Synchronous/HTTP",
  request: { method: "GET", path: "/" },
  response: { status: 200 },
} as const;

const message = "it is a message: only HTTP is verified here";

const isHttp = (raw: unknown): raw is Raw & { readonly request: Raw; readonly response: Raw } =>
  isRecord(raw) &&
  isRecord(raw["request"]) &&
  isRecord(raw["response"]) &&
  typeof raw["request"]["method"] === "string" &&
  typeof raw["request"]["path"] === "string" &&
  Number.isInteger(raw["response"]["status"] ?? 200);

/** @param note Told what is passed over. */
function whyUnfit(raw: unknown, note: (text: string) => void): string | undefined {
  if (!isRecord(raw)) return "it is no interaction";
  const { type = "Synchronous/HTTP", transport = "http" } = raw;
  if (typeof type === "string" && /messages$/i.test(type)) return message;
  if (type !== "Synchronous/HTTP") return `it is of the type ${shorten(JSON.stringify(type), 80)}`;
  if (transport !== "http" && transport !== "https") {
    return `its transport is ${shorten(JSON.stringify(transport), 80)}`;
  }
  if (!isHttp(raw)) return "it has no request and response as HTTP has them";
  for (const place of ["interaction", "request", "response"] as const) {
    const part = place === "interaction" ? raw : raw[place];
    for (const key of Object.keys(part)) {
      if (knownKeys[place].has(key)) continue;
      const meant = closest(key, [...knownKeys[place]]);
      if (distance(key, meant) <= 2 && !(meant in part)) {
        return `a key of its ${place} is "${key}", which Pact reads over; did you mean ${meant}?`;
      }
      note(
        `the key "${shorten(key, 60)}" of an ${place === "interaction" ? place : `interaction's ${place}`}`,
      );
    }
    for (const kind of matchersIn(part["matchingRules"])) {
      if (!knownMatchers.has(kind))
        note(`the matcher "${shorten(kind, 60)}", which Pact itself knows or not`);
    }
  }
  return undefined;
}

/** The kinds of matchers anywhere in rules. */
function matchersIn(rules: unknown, depth = 0): readonly string[] {
  if (rules === null || typeof rules !== "object" || depth > 12) return [];
  const own = isRecord(rules) && typeof rules["match"] === "string" ? [rules["match"]] : [];
  return [...own, ...Object.values(rules).flatMap((inner) => matchersIn(inner, depth + 1))];
}
