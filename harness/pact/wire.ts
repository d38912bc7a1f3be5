import type { PactInteraction, PactRequest } from "../../specs/types/pact.format.d.ts";
import type { TargetApi } from "../implementation/types.ts";
import { interactionParam } from "./registry.ts";
import { authorization, boundApi, type Task } from "./task.ts";

/**
 * One pact of all tasks, as Pact's core gets it: unique descriptions, each state told apart by its interaction, and
 * in every request the headers of the target in the place of example keys.
 */
export const wirePact = (tasks: readonly Task[]): object => ({
  consumer: { name: "consumer" },
  provider: { name: "provider" },
  interactions: tasks.map(wireInteraction),
  metadata: { pactSpecification: { version: "4.0" } },
});

function wireInteraction(task: Task): PactInteraction {
  const { id, interaction } = task;
  const { key: _key, comments: _comments, providerStates = [], ...rest } = interaction;
  const bound = boundApi(task);
  return {
    ...rest,
    pending: false,
    description: `${id} ${interaction.description}`,
    providerStates: providerStates.map(({ name, params }) => ({
      name,
      params: { ...params, [interactionParam]: id },
    })),
    request: bound === undefined ? rest.request : wireRequest(rest.request, task, bound),
  };
}

/** What an interaction sends itself wins over the target's headers, but not over its key. */
function wireRequest(request: PactRequest, { key: sent }: Task, api: TargetApi): PactRequest {
  const key = sent.kind === "nobody" ? undefined : api.keys[sent.kind];
  const without = key === undefined ? request : withoutKey(request);
  const own = new Set(Object.keys(without.headers ?? {}).map((name) => name.toLowerCase()));
  const standard = Object.entries(api.headers).filter(([name]) => !own.has(name.toLowerCase()));
  const bare = sent.bare || api.keyScheme === "bare" || api.keyHeader !== "authorization";
  return {
    ...without,
    headers: {
      ...Object.fromEntries(standard.map(([name, value]) => [name, [value]])),
      ...without.headers,
      ...(key !== undefined && { [api.keyHeader]: [bare ? key : `Bearer ${key}`] }),
    },
  };
}

function withoutKey(request: PactRequest): PactRequest {
  const name = authorization(request)?.[0];
  if (name === undefined) return request;
  const { [name]: _headers, ...headers } = request.headers ?? {};
  const { [name]: _rule, ...rules } = request.matchingRules?.header ?? {};
  const { [name]: _generator, ...generators } = request.generators?.header ?? {};
  return {
    ...request,
    headers,
    matchingRules: { ...request.matchingRules, header: rules },
    generators: { ...request.generators, header: generators },
  };
}
