import { type Document, isMap, isPair, isScalar, parseDocument } from "yaml";
import { usedActions } from "./used-actions.ts";
import type { FixtureDefinition, Library, SourceTypeNeed } from "../case/types.ts";

/** What a new target file is to say. */
export interface Draft {
  readonly name: string;
  readonly baseUrl: string;
  readonly profiles: readonly string[];
  readonly sourceTypes: readonly ClaimedType[];
  /** Absent: all. */
  readonly currencies: readonly string[] | undefined;
  readonly abilities: readonly string[] | undefined;
}

/** A source type, with what it can do where that is said. */
export type ClaimedType = SourceTypeNeed;

/**
 * The text of a target file: the template with what the draft says, the APIs that its profiles belong to, and recipes
 * for the actions that its cases need. What is left to the owner is the recipes' calls.
 */
export function draftTarget(template: string, draft: Draft, library: Library): string {
  const document = parseDocument(template);
  const variables = variablePrefix(draft.name);
  replaceHead(document);
  document.set("name", draft.name);
  for (const key of ["implementation", "connection", "hosts"]) document.delete(key);
  // Nobody else is slowed down by what this machine is asked.
  if (isHere(draft.baseUrl)) document.deleteIn(["limits", "requestsPerSecond"]);
  const cases = library.cases.filter((testCase) => draft.profiles.includes(testCase.profile));
  keep(document, "apis", new Set(cases.map((testCase) => testCase.api)));
  for (const api of new Set(cases.map((testCase) => testCase.api))) {
    document.setIn(["apis", api, "baseUrl"], draft.baseUrl);
    document.setIn(["apis", api, "keys", "confidential"], `\${${variables}_SECRET_KEY}`);
    document.setIn(["apis", api, "keys", "public"], `\${${variables}_PUBLIC_KEY}`);
  }
  document.setIn(["claims", "profiles"], document.createNode(draft.profiles));
  document.setIn(["claims", "sourceTypes"], document.createNode(claimed(draft.sourceTypes)));
  for (const key of ["currencies", "abilities"] as const) {
    if (draft[key] === undefined) document.deleteIn(["claims", key]);
    else document.setIn(["claims", key], document.createNode(draft[key]));
  }
  const actions = usedActions(cases, library.fixtures);
  keep(document, "recipes", actions);
  for (const name of actions) addStub(document, library.fixtures.get(name));
  return document.toString({ lineWidth: 0 });
}

const isHere = (url: string): boolean =>
  URL.canParse(url) && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

/** A list, or where it is said what a type can do, a map. */
const claimed = (types: readonly ClaimedType[]): unknown =>
  types.every((one) => Object.keys(one).length === 1)
    ? types.map(({ type }) => type)
    : Object.fromEntries(types.map(({ type, ...can }) => [type, can]));

/** What the template says of itself stands before the comment of its first key. */
function replaceHead(document: Document): void {
  const first = isMap(document.contents) ? document.contents.items[0]?.key : undefined;
  if (!isScalar(first)) return;
  first.commentBefore = `${head}\n\n${first.commentBefore?.split("\n\n").at(-1) ?? ""}`;
}

const head =
  " What is tested, for headwater run --target. headwater lint checks this file, headwater doctor the server behind it.";

/** `Acme Payments (EU)` gives ACME_PAYMENTS_EU. */
export function variablePrefix(name: string): string {
  const words = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "");
  return words === "" ? "TARGET" : words;
}

/** Drops the members of a map that are not wanted, and the map with its last member. */
function keep(document: Document, key: string, wanted: ReadonlySet<string>): void {
  const map = document.get(key);
  if (!isMap(map)) return;
  const first = nameOf(map.items[0]);
  for (const name of map.items.map(nameOf)) if (!wanted.has(name)) map.delete(name);
  // The comment of a first member is that of its map.
  if (!wanted.has(first)) map.commentBefore = null;
  if (map.items.length === 0) document.delete(key);
}

const nameOf = (item: unknown): string =>
  isPair(item) && isScalar(item.key) ? String(item.key.value) : "";

/** A recipe for an action that the template does not know: a call to be filled in. */
function addStub(document: Document, fixture: FixtureDefinition | undefined): void {
  if (fixture === undefined || document.hasIn(["recipes", fixture.name])) return;
  const take = Object.fromEntries(fixture.provides.map((name) => [name, `$.${name}`]));
  const step = {
    call: `POST /test-helpers/${fixture.name.replaceAll(".", "/")}`,
    body: Object.fromEntries(Object.keys(fixture.params).map((name) => [name, `{${name}}`])),
    ...(fixture.provides.length === 0 ? {} : { take }),
  };
  document.setIn(["recipes", fixture.name], document.createNode([step]));
}
