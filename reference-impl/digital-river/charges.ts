import * as charges from "../domain/charges.ts";
import type { Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import { ok } from "../reply.ts";

export const retrieveCharge: Handler = (call) =>
  answer(call, charges.retrieveCharge(call.account, param(call)), (charge) =>
    ok(call.wire.charge(charge)),
  );
