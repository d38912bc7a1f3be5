import type { DropinConfiguration, DropinOutcome, ToPage } from "../shared/messages.ts";
import { textsFor } from "../shared/text.ts";
import { plain } from "./element.ts";
import type { Host, Library } from "./frame-host.ts";
import { containerOf, openFrame } from "./frame-host.ts";

/** What a shop configures Drop-in with (Drop-in payments integration guide). */
export type Configuration = DropinConfiguration & {
  readonly [name in DropinOutcome["event"]]?: (data: DropinOutcome["data"]) => void;
};

export interface Dropin {
  readonly mount: (target: unknown) => void;
  readonly unmount: () => void;
}

export function createDropin(library: Library, configuration: Configuration): Dropin {
  if (!configuration.sessionId && !configuration.billingAddress)
    throw new Error("DigitalRiver.js: Drop-in needs a sessionId or a billingAddress.");
  const { sessionId, billingAddress, options, paymentMethodConfiguration } = configuration;
  let host: Host | undefined;
  const hear = (message: ToPage) => {
    if (message.kind !== "dropin") return;
    const { event, data } = message.outcome;
    configuration[event]?.(data);
  };
  const unmount = () => {
    host?.close();
    host = undefined;
  };
  return {
    mount: (target) => {
      unmount();
      const container = containerOf(target);
      container.classList.add("DRDropin");
      const shared = { sessionId, billingAddress, options, paymentMethodConfiguration };
      host = openFrame(
        library,
        container,
        { kind: "dropin", configuration: plain(shared) as DropinConfiguration },
        { title: textsFor(library.locale).paymentMethod, height: 760, onMessage: hear },
      );
    },
    unmount,
  };
}
