import { closest, distance } from "fastest-levenshtein";
import { stringify } from "lossless-json";
import type { Pact, PactInteraction, PactState } from "../../specs/types/pact.format.d.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { shorten } from "../text/sanitize.ts";
import { knownKeys } from "./pact-keys.ts";
import { withPlainNumbers } from "./plain-numbers.ts";

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
 * A pact of the versions 1 to 4, by whoever wrote it. What Pact's own verifier takes is taken, with what it takes an absent or
 * misshapen member for: keys that mean nothing here are passed over and told, messages and what else is no HTTP are unfit one
 * by one, and an interaction that is given twice is verified twice.
 *
 * Problems: FORMAT for what is no pact: neither parties nor interactions.
 */
export function readPactData(data: unknown, file: string): Result<ReadPact> {
  if (!isRecord(data)) return failure([wrong(file, "a pact is an object")]);
  if (["consumer", "provider", "interactions", "messages"].every((key) => !(key in data))) {
    return failure([wrong(file, "a pact names its consumer and its provider")]);
  }
  const notes = new Set<string>();
  const note = (text: string) => notes.add(text);
  const consumer = nameOf(data, "consumer", note);
  const provider = nameOf(data, "provider", note);
  for (const key of Object.keys(data)) {
    if (!isKnown("pact", key)) note(`the key "${shorten(key, 60)}" of the pact`);
  }
  const calls = listOf(data["interactions"], "its interactions are no list");
  const messages = listOf(data["messages"], "its messages are no list");
  const unfit = new Map<PactInteraction, string>();
  const interactions = [
    ...calls.map(({ raw, why }) => ({ raw, why: why ?? whyUnfit(raw, note) })),
    ...messages.map(({ raw, why = message }) => ({ raw, why })),
  ].map(({ raw, why }, index) => {
    const interaction = interactionOf(raw, index);
    if (why !== undefined) unfit.set(interaction, why);
    return interaction;
  });
  if (interactions.length === 0) note("the whole pact, which has no interactions");
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

/** The name of a party; where there is none, what Pact calls it. */
function nameOf(data: Raw, party: "consumer" | "provider", note: Note): string {
  const named = data[party];
  const name = isRecord(named) ? named["name"] : undefined;
  if (typeof name === "string" && name !== "") return name;
  note(`the ${party}, which has no name`);
  return party;
}

/** Told what is passed over, in a noun. */
type Note = (text: string) => void;

/** The items; what should be a list and is none is one item that says so. */
function listOf(
  items: unknown,
  why: string,
): readonly { readonly raw: unknown; readonly why?: string }[] {
  if (items === undefined || items === null) return [];
  return Array.isArray(items) ? items.map((raw: unknown) => ({ raw })) : [{ raw: items, why }];
}

const wrong = (file: string, message: string): Problem => ({
  code: "FORMAT",
  at: { file },
  message,
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

/** The interaction with every member in the form that is read, whatever else it holds. */
function interactionOf(raw: unknown, index: number): PactInteraction {
  const {
    providerState,
    provider_state: old,
    providerStates,
    description,
    comments,
    request,
    response,
    ...rest
  } = isRecord(raw) ? raw : ({} as Raw);
  return {
    ...rest,
    type: "Synchronous/HTTP",
    description:
      typeof description === "string" && description !== ""
        ? description
        : `interaction ${index + 1}`,
    ...(isRecord(comments) && { comments }),
    providerStates: statesOf(providerStates ?? providerState ?? old),
    request: { method: "GET", path: "/", ...partOf(request) },
    response: { status: 200, ...partOf(response) },
  } as unknown as PactInteraction;
}

/** A state is a name, before version 3; a list of names with what they take, since. */
const statesOf = (named: unknown): readonly PactState[] =>
  [named].flat().flatMap((state: unknown): readonly PactState[] => {
    const { name, params } = isRecord(state) ? state : { name: state };
    if (name === undefined || name === null || name === "") return [];
    const text = typeof name === "string" ? name : shown(name);
    return [{ name: text, ...(isRecord(params) && { params: withPlainNumbers(params) }) }];
  });

/** A request or response without the members that say nothing, as Pact reads over them. Only of a body null says something. */
const partOf = (part: unknown): Raw =>
  Object.fromEntries(
    Object.entries(isRecord(part) ? part : {}).filter(
      ([key, value]) => key === "body" || (ofRecords.has(key) ? isRecord(value) : value !== null),
    ),
  );

const ofRecords = new Set(["headers", "matchingRules", "generators"]);

const message = "it is a message: only HTTP is verified here";

/** @param note Told what is passed over. */
function whyUnfit(raw: unknown, note: Note): string | undefined {
  if (!isRecord(raw)) return "it is no interaction";
  const { type = "Synchronous/HTTP", transport, request, response } = raw;
  if (typeof type === "string" && /messages$/i.test(type)) return message;
  if (type !== null && type !== "Synchronous/HTTP") return `it is of the type ${shown(type)}`;
  if (![undefined, null, "http", "https"].includes(transport as string)) {
    return `its transport is ${shown(transport)}`;
  }
  if (!isRecord(request)) return "it has no request";
  if (!isRecord(response)) return "it has no response";
  return (
    [...misshapen(request, { method: isText, path: isText }, "request")][0] ??
    [...misshapen(response, { status: Number.isInteger }, "response")][0] ??
    whyMisspelt(raw, "interaction", note) ??
    whyMisspelt(request, "request", note) ??
    whyMisspelt(response, "response", note)
  );
}

const isText = (value: unknown) => typeof value === "string";

/** What Pact takes for something else without a word: it reads over an interaction whose status is a text. */
function* misshapen(
  part: Raw,
  forms: Readonly<Record<string, (value: unknown) => boolean>>,
  place: string,
) {
  for (const [key, fits] of Object.entries(forms)) {
    const value = part[key];
    if (value === undefined || fits(value)) continue;
    yield `the ${key} of its ${place} is ${shown(value)}`;
  }
}

const shown = (value: unknown): string => shorten(stringify(value) ?? "", 80);

type Place = "pact" | "interaction" | "request" | "response";

/** Brokers add keys that begin with `_`. */
const isKnown = (place: Place, key: string): boolean =>
  knownKeys[place].has(key) || key.startsWith("_");

/** A key that is nearly one that means something: what it should say would not be verified. Others are passed over. */
function whyMisspelt(part: Raw, place: Place, note: Note): string | undefined {
  for (const key of Object.keys(part)) {
    if (isKnown(place, key)) continue;
    const meant = closest(key, [...knownKeys[place]]);
    if (distance(key, meant) <= 2 && !(meant in part)) {
      return `a key of its ${place} is "${key}", which Pact reads over; did you mean ${meant}?`;
    }
    const owner = place === "interaction" ? place : `interaction's ${place}`;
    note(`the key "${shorten(key, 60)}" of an ${owner}`);
  }
  return undefined;
}
