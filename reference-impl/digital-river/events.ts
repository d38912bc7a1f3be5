import { accept, notFound } from "../domain/refusal.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import type { Filters } from "./filters.ts";
import { byValue } from "./filters.ts";
import { list } from "./list.ts";
import type { Reply } from "../reply.ts";
import { ok } from "../reply.ts";
import { isOfType } from "./outbox.ts";
import type { EventRecord } from "./views/event.ts";
import { eventView } from "./views/event.ts";

export const listEvents: Handler = (call) => {
  const types = call.query.getAll("types").join(",");
  if (types.split(",").length >= mostTypes)
    return call.wire.refused({ reason: "invalid-parameter", parameter: "types", value: types });
  return list(call, [...call.outbox.events.values()].toReversed(), eventView, filters);
};

/** So many types are one too many for one request. */
const mostTypes = 20;

const filters: Filters<EventRecord> = {
  type: byValue(({ type }) => type, isOfType),
  types: byValue(({ type }) => type, isOfType),
};

export const retrieveEvent: Handler = (call: Call): Reply => {
  const event = call.outbox.events.get(param(call));
  return answer(call, event ? accept(event) : notFound("event", param(call)), (value) =>
    ok(eventView(value)),
  );
};
