import type { PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { KeyKind } from "../case/types.ts";
import type { Api } from "../requirements/types.ts";
import type { Target, TargetApi } from "../implementation/types.ts";
import { apiOf } from "./api.ts";
import type { PactFile } from "./document.ts";
import { whyUntestable } from "./preflight.ts";
import type { StateBook } from "./registry.ts";

/** An interaction to be verified on a target. */
export interface Task {
  /** The start of its description on the way: `#12`. */
  readonly id: string;
  readonly file: PactFile;
  readonly interaction: PactInteraction;
  readonly target: Target;
  readonly api: Api;
  readonly key: KeySent;
}

interface KeySent {
  readonly kind: KeyKind;
  readonly bare: boolean;
}

/** Pacts and the target that they are verified on. */
export interface Assignment {
  readonly pacts: readonly PactFile[];
  readonly target: Target;
  /** The API of all pacts; absent: the provider's name says it. */
  readonly api?: Api;
}

/** @param first The number of the first task. */
export const tasksOf = ({ pacts, target, api }: Assignment, first: number): readonly Task[] =>
  pacts
    .flatMap((file) => file.pact.interactions.map((interaction) => ({ file, interaction })))
    .map(({ file, interaction }, index) => ({
      id: `#${first + index}`,
      file,
      interaction,
      target,
      api: api ?? apiOf(file.pact.provider.name),
      key: keyOf(interaction),
    }));

/** The comment `as` says which key is sent; else the example key does: none, one that starts with pk_, any other. */
function keyOf({ comments, request }: PactInteraction): KeySent {
  const as: unknown = comments?.["as"];
  const bare = comments?.["scheme"] === "none";
  if (as === "nobody" || as === "public" || as === "confidential") return { kind: as, bare };
  // Before version 4 a header is one text.
  const [example] = [authorization(request)?.[1]].flat();
  if (typeof example !== "string") return { kind: "nobody", bare };
  return { kind: /\bpk_/.test(example) ? "public" : "confidential", bare };
}

/** The header of an example key, under whatever capitals. */
export const authorization = ({ headers = {} }: PactInteraction["request"]) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization");

/** Why nothing can be said about a task, known before anything is sent. */
export function whyHopeless(task: Task, book: StateBook): string | undefined {
  const { api, key, interaction } = task;
  const unfit = task.file.unfit?.get(interaction);
  if (unfit !== undefined) return unfit;
  const bound = boundApi(task);
  if (bound === undefined) return `the target does not offer the ${api} API`;
  if (key.kind !== "nobody" && bound.keys[key.kind] === undefined) {
    return `the target file has no ${key.kind} key for the ${api} API`;
  }
  return whyUntestable(interaction, book);
}

export const boundApi = ({ api, target }: Task): TargetApi | undefined => target.apis[api];
