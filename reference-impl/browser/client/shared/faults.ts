import type { ErrorResult, Result, Source } from "./source.ts";
import { rules } from "./rules.ts";

type Rules = typeof rules;

const documented: Rules = { ...rules };

declare global {
  /** Key to what is wrong with the library for it. */
  var headwaterFaults: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Breaks the library, in a page or in a frame, as the account of the key wants it; usually not at all. */
export function breakFor(key: string): void {
  const named = [...key.split(".").slice(1), ...(globalThis.headwaterFaults?.[key] ?? [])];
  Object.assign(rules, documented, ...named.map((name) => faults[name]?.()));
}

const says = (edit: object): Partial<Rules> => ({
  told: (data) => ({ ...data, source: { ...data.source, ...edit } }),
});
const resolves = (edit: object): Partial<Rules> => ({
  resolved: ({ source, error }) =>
    source === undefined ? { source, error } : { source: { ...source, ...edit }, error: undefined },
});
const without = (source: Source, member: string): Source =>
  Object.fromEntries(Object.entries(source).filter(([name]) => name !== member)) as Source;
const lacking = (method: string): Partial<Rules> => ({
  offered: (methods) =>
    Object.fromEntries(Object.entries(methods).filter(([name]) => name !== method)) as never,
});
const replacing = (method: string, broken: (given: readonly unknown[]) => unknown) => ({
  offered: <Methods extends object>(methods: Methods): Methods => {
    const original = (methods as Readonly<Record<string, (...of: readonly unknown[]) => unknown>>)[
      method
    ];
    const call = (...of: readonly unknown[]) => broken(of) ?? original?.(...of);
    return { ...methods, [method]: call };
  },
});
const refusal: ErrorResult = {
  type: "validation_error",
  errors: [{ code: "unknown_error", message: "That did not work." }],
};
const refused: Result = { source: undefined, error: refusal };

/** Each may be there in the page and in the frames; most show in one of them. */
const faults: Readonly<Record<string, () => Partial<Rules>>> = {
  "makes-ids-up": () => {
    const id = crypto.randomUUID();
    return { ...says({ id }), ...resolves({ id }) };
  },
  "wants-the-confidential-key": () => ({ worksWith: (key) => key.startsWith("sk_") }),
  "dropin-without-id": () => ({
    told: (data) => ({ ...data, source: without(data.source, "id") }),
  }),
  "dropin-declines": () => ({ takes: () => false }),
  "dropin-says-reusable": () => says({ reusable: true }),
  "dropin-says-reusable-in-text": () => says({ reusable: "false" }),
  "dropin-without-reusable": () => ({
    told: (data) => ({ ...data, source: without(data.source, "reusable") }),
  }),
  "dropin-asks-for-reusable": () => ({ askedByDropin: (data) => ({ ...data, reusable: true }) }),
  "dropin-supports-all": () => ({ supportsStorage: () => true }),
  "dropin-supports-none": () => ({ supportsStorage: () => false }),
  "dropin-ready-before-approval": () => ({ readyForStorage: (_, agreed) => agreed }),
  "dropin-never-ready": () => ({ readyForStorage: () => false }),
  "dropin-ready-unasked": () => ({ readyForStorage: ({ state }) => state === "chargeable" }),
  "dropin-succeeds-early": () => ({ isApproved: () => true }),
  "elements-hand-over-a-token": () => ({
    resolved: ({ source }) => ({ token: source?.id }) as unknown as Result,
  }),
  "elements-refuse": () => ({ resolved: () => refused }),
  "elements-say-reusable": () => resolves({ reusable: true }),
  "elements-say-reusable-in-text": () => resolves({ reusable: "false" }),
  "elements-without-reusable": () => ({
    resolved: ({ source, error }) =>
      source === undefined
        ? { source, error }
        : { source: without(source, "reusable"), error: undefined },
  }),
  "elements-ask-for-reusable": () => ({
    askedByElements: (data) => ({ ...data, reusable: true }),
  }),
  "elements-hand-over-nothing": () => ({ resolved: () => undefined }),
  "elements-hand-over-the-secret": () => ({
    resolved: ({ source, error }) =>
      source === undefined
        ? { source, error }
        : { source: { ...source, id: source.clientSecret }, error: undefined },
  }),
  "card-to-the-shop": () => {
    // The frame may send nothing to the shop itself; the page may.
    if (parent === window) addEventListener("message", ({ data }) => leak(data));
    return {
      beforeCreating: (data) => {
        if (parent === window) leak({ typed: data });
        else parent.postMessage({ typed: data }, "*");
      },
    };
  },
  "no-authenticate-source": () => lacking("authenticateSource"),
  "authentication-fails": () =>
    replacing("authenticateSource", () => Promise.resolve({ status: "failed" })),
  "no-update-source": () => lacking("updateSource"),
  "update-throws-for-sessions": () =>
    replacing("updateSource", (of) => {
      if (of.some((given) => given !== null && typeof given === "object" && "sessionId" in given))
        throw new TypeError("sessionId is no member of sourceData");
      return undefined;
    }),
};

function leak(data: unknown): void {
  if (data === null || typeof data !== "object" || !("typed" in data)) return;
  void fetch("/log", { method: "POST", body: JSON.stringify(data.typed) }).catch(() => {});
}
