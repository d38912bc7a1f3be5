import { andThen } from "../domain/refusal.ts";
import type { CreditRequest } from "../domain/sources.ts";
import * as sources from "../domain/sources.ts";
import { secondaryType } from "../domain/source-types.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import type { Reader } from "./read.ts";
import { reader } from "./read.ts";
import type { JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";

/** Only store credit is created here; primary sources come from the browser library. */
export const createSource: Handler = (call) => {
  const credit = andThen(creditRequest(call), (request) =>
    sources.createCredit(call.account, request),
  );
  return answer(call, credit, (source) => call.wire.creditCreated(call.wire.source(source)));
};

export const retrieveSource: Handler = (call) => {
  const found = sources.retrieveSource(call.account, param(call));
  return answer(call, found, (source) => call.wire.sourceRetrieved(call.wire.source(source)));
};

function owner(read: Reader): JsonObject | undefined {
  const { owner: found } = read.fields(["owner"]);
  return isJsonObject(found) ? found : undefined;
}

function creditRequest(call: Call): Outcome<CreditRequest> {
  const read = reader(call.body);
  read.fields(["customerCredit"]);
  read.require("type", read.oneOf("type", [secondaryType]), secondaryType);
  return read.outcome({
    sessionId: read.text("paymentSessionId"),
    upstreamId: read.text("upstreamId"),
    owner: owner(read),
    amountIn: (currency) => {
      const amount = read.require("amount", read.amount("amount", currency), 1);
      if (amount === 0)
        read.refuse({ reason: "invalid-parameter", parameter: "amount", value: "0" });
      return read.outcome(amount);
    },
  });
}
