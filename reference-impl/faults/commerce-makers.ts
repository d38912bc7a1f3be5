import type { Source } from "../domain/types.ts";
import type { Fault } from "./fault.ts";

/** A source as JSON, whichever API shows it. */
export type SourceView = Readonly<Record<string, unknown>>;

/** Every view of a source, edited: of either API, since they show the same sources. */
export function shown(edit: (given: { view: SourceView; source: Source }) => object): Fault {
  return {
    wire: (wire) => ({
      source: (source) =>
        edit({ view: wire.source(source), source }) as ReturnType<typeof wire.source>,
    }),
    commerceWire: (wire) => ({
      source: (source) =>
        edit({ view: wire.source(source), source }) as ReturnType<typeof wire.source>,
    }),
  };
}

/** These sources are shown in another state than they are in. */
export function inState(state: string, isShown: (source: Source) => boolean): Fault {
  return shown(({ view, source }) => (isShown(source) ? { ...view, state } : view));
}

/** A rule is broken for the calls of the Commerce API alone. */
export function forShoppers(fault: Fault): Fault {
  return { ...fault, onlyBy: "commerce" };
}
