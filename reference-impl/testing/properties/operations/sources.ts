import { defaultKeys } from "../../../context.ts";
import { owner } from "../../shopper.ts";
import type { Event } from "../model/sources.ts";
import { applyEvent, bringForth } from "../model/sources.ts";
import type { Operation } from "../operation.ts";

const types = { card: "creditCard", redirect: "payPal", receiver: "wireTransfer" } as const;

const creditCard = { number: "4444222233331111", expirationMonth: 11, expirationYear: 2031 };

/** The browser library makes a source of one payment method each. */
export const makeSource = (method: keyof typeof types): Operation => ({
  name: `make a ${method} source`,
  of: [],
  send: ({ front }) =>
    front.call(
      "POST",
      "/payments/sources",
      { type: types[method], owner, creditCard },
      { key: defaultKeys.public },
    ),
  told: (world) => bringForth(world, method),
  learn: ({ sources }, world, { body }) => {
    sources.push(body.id);
    return world;
  },
});

/** What customers, banks and time do to a source. */
export const advanceSource = (event: Event): Operation => ({
  name: event,
  of: ["sources"],
  send: ({ front, sources }, _world, source = 0) =>
    front.sandbox(`/sources/${sources[source]}/${event}`),
  told: (world, source = 0) => applyEvent(world, source, event),
});
