import type { PactInteraction, PactRequest } from "../../specs/types/pact.format.d.ts";
import { groupBy } from "../group.ts";
import type { HttpRequest } from "../http/types.ts";
import { interactionHeader } from "./proxy.ts";
import { interactionParam } from "./registry.ts";
import { authorization, boundApi, type Task } from "./task.ts";

/**
 * The tasks as pacts that Pact's core gets, one of each version of its specification: unique descriptions, each state told
 * apart by its interaction, as every request is. No key of a target is in them.
 */
export const wirePacts = (tasks: readonly Task[]): readonly object[] =>
  [...groupBy(tasks, ({ file }) => file.pact.metadata.pactSpecification.version)].map(
    ([version, own]) => ({
      consumer: { name: "consumer" },
      provider: { name: "provider" },
      interactions: own.map(wireInteraction),
      metadata: { pactSpecification: { version } },
    }),
  );

function wireInteraction(task: Task): PactInteraction {
  const { id, interaction } = task;
  const {
    key: _key,
    comments: _comments,
    transport: _transport,
    providerStates = [],
    ...rest
  } = interaction;
  return {
    ...rest,
    pending: false,
    description: `${id} ${interaction.description}`,
    providerStates: providerStates.map(({ name, params }) => ({
      name,
      params: { ...params, [interactionParam]: id },
    })),
    request: wireRequest(rest.request, task),
  };
}

/** Without an example key, where the target has one of its own: the proxy puts it in. */
function wireRequest(request: PactRequest, task: Task): PactRequest {
  const without = keySent(task) === undefined ? request : withoutKey(request);
  return { ...without, headers: { ...without.headers, [interactionHeader]: [task.id] } };
}

/** The key that the requests of a task carry; none where nobody asks. */
const keySent = (task: Task): string | undefined =>
  task.key.kind === "nobody" ? undefined : boundApi(task)?.keys[task.key.kind];

/** The headers of a request as the target gets them: what an interaction sends itself wins over the target's, but not over its key. */
export function completeHeaders(task: Task, own: HttpRequest["headers"]): HttpRequest["headers"] {
  const api = boundApi(task);
  if (api === undefined) return own;
  const key = keySent(task);
  const standard = Object.entries(api.headers).filter(([name]) => !isIn(own, name));
  const bare = task.key.bare || api.keyScheme === "bare" || api.keyHeader !== "authorization";
  return {
    ...Object.fromEntries(standard),
    ...own,
    ...(key !== undefined && { [api.keyHeader]: bare ? key : `Bearer ${key}` }),
  };
}

/** Names of headers arrive in small letters. */
const isIn = (headers: HttpRequest["headers"], name: string): boolean =>
  Object.hasOwn(headers, name.toLowerCase());

function withoutKey(request: PactRequest): PactRequest {
  const name = authorization(request)?.[0];
  if (name === undefined) return request;
  const { [name]: _headers, ...headers } = request.headers ?? {};
  const { matchingRules, generators } = request;
  return {
    ...request,
    headers,
    ...(matchingRules && { matchingRules: withoutHeader(matchingRules, name) }),
    ...(generators && { generators: withoutHeader(generators, name) }),
  };
}

/** Version 2 has one list of rules, by paths such as `$.headers.Authorization`. */
function withoutHeader<T extends { readonly header?: object }>(rules: T, name: string): T {
  const { header = {} } = rules;
  const isRule = (key: string) =>
    key.startsWith("$.header") && key.toLowerCase().includes(name.toLowerCase());
  const kept = Object.entries(rules).filter(([key]) => !isRule(key));
  const others = Object.entries(header).filter(([key]) => key !== name);
  return {
    ...(Object.fromEntries(kept) as T),
    ...("header" in rules && { header: Object.fromEntries(others) }),
  };
}
