import { accept, notFound } from "../domain/refusal.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import { list } from "./list.ts";
import type { Reply } from "../reply.ts";
import { ok } from "../reply.ts";
import { isOfType } from "./outbox.ts";
import { eventView } from "./views/event.ts";

export const listEvents: Handler = (call) => {
  const tests = call.query.get("types")?.split(",") ?? [call.query.get("type") ?? "*"];
  const wanted = call.outbox.events
    .filter((event) => tests.some((test) => isOfType(event.type, test.trim())))
    .toReversed();
  return list(call, wanted, eventView);
};

export const retrieveEvent: Handler = (call: Call): Reply => {
  const event = call.outbox.events.find(({ id }) => id === param(call));
  return answer(call, event ? accept(event) : notFound("event", param(call)), (value) =>
    ok(eventView(value)),
  );
};
