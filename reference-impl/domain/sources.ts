import type { Account } from "./account.ts";
import type { Json, JsonObject } from "./json.ts";
import { isJsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { operation } from "./operation.ts";
import type { Outcome } from "./refusal.ts";
import { accept, found, notFound, refuse } from "./refusal.ts";
import type { SourceEvent, SourceState } from "./source-states.ts";
import { nextSourceState } from "./source-states.ts";
import { isSourceTypeName, secondaryType, sourceType } from "./source-types.ts";
import { scriptOf } from "./test-values.ts";
import type { Payable, Source } from "./types.ts";

export interface PrimaryRequest {
  readonly type: string;
  readonly sessionId: string | undefined;
  readonly amount: Minor | undefined;
  readonly currency: string | undefined;
  readonly owner: JsonObject | undefined;
  readonly returnUrl: string | undefined;
  readonly cardNumber: string | undefined;
  /** Changes nothing: what the browser library makes is single-use, whatever is asked for (CO-REUSE-7, CO-REUSE-8). */
  readonly asksReusable: boolean;
  readonly details: JsonObject;
}

export interface CreditRequest {
  readonly sessionId: string | undefined;
  /** The amount in minor units of the currency that its session turns out to have. */
  readonly amountIn: (currency: string) => Outcome<Minor>;
  readonly upstreamId: string | undefined;
  readonly owner: JsonObject | undefined;
}

/** What the browser library makes of a payment method: always single-use (Source basics, "Reusable or single-use"). */
export const createPrimary = operation(
  (account: Account, request: PrimaryRequest): Outcome<Source> => {
    if (!isSourceTypeName(request.type) || request.type === secondaryType) {
      return refuse({ reason: "invalid-parameter", parameter: "type", value: request.type });
    }
    const payable = payableOfSession(account, request.sessionId);
    if (request.sessionId !== undefined && !payable)
      return notFound("checkout", request.sessionId, "sessionId");
    const kind = sourceType(request.type);
    const script = scriptOf(request.type, request.cardNumber, request.owner);
    const source = addSource(account, {
      ...blank(account, request.sessionId),
      type: request.type,
      flow: kind?.flow,
      state: firstState(script.source, kind?.firstState ?? "chargeable"),
      amount: request.amount ?? payable?.totals.total,
      currency: request.currency ?? payable?.currency,
      owner: request.owner,
      details: request.details,
      returnUrl: request.returnUrl,
      script,
    });
    return accept(source);
  },
);

/** Store credit for one payment session, made with the confidential key; attaching it is a step of its own. */
export function createCredit(account: Account, request: CreditRequest): Outcome<Source> {
  const { sessionId } = request;
  if (sessionId === undefined)
    return refuse({ reason: "missing-parameter", parameter: "paymentSessionId" });
  const payable = payableOfSession(account, sessionId);
  if (!payable) return notFound("checkout", sessionId, "paymentSessionId");
  const amount = request.amountIn(payable.currency);
  if (!amount.ok) return amount;
  return accept(newCredit(account, payable, amount.value, request));
}

/** Store credit of an amount that the payable can be asked for. */
export function newCredit(
  account: Account,
  payable: Payable,
  amount: Minor,
  { upstreamId, owner }: Pick<CreditRequest, "upstreamId" | "owner">,
): Source {
  return addSource(account, {
    ...blank(account, payable.session.id),
    type: secondaryType,
    flow: undefined,
    state: "chargeable",
    amount,
    currency: payable.currency,
    owner: owner ?? ownerFromBilling(payable.fields["billTo"]),
    upstreamId,
  });
}

export function retrieveSource(account: Account, id: string, parameter?: string): Outcome<Source> {
  return found(account.store.sources.get(id), "source", id, parameter);
}

/** What happens outside the API: the customer approves, funds arrive. Undefined when the state knows no such event. */
export const advanceSource = operation(
  (account: Account, source: Source, event: SourceEvent): Source | undefined => {
    const state = nextSourceState(source.state, scriptedEvent(source, event));
    if (state === undefined) return undefined;
    const advanced = account.store.sources.put({ ...source, state });
    if (state === "chargeable" && source.state !== "chargeable")
      account.announce({ type: "source.chargeable", resource: "source", value: advanced });
    return advanced;
  },
);

/** DR-FLOW-5, DR-FLOW-7, DR-STATE-7: A new source starts where its type says, and single-use. */
export const addSource = operation((account: Account, source: Source): Source => {
  account.announce({
    type: "source.created",
    resource: "source",
    value: account.store.sources.put(source),
  });
  if (source.state === "chargeable")
    account.announce({ type: "source.chargeable", resource: "source", value: source });
  return source;
});

function payableOfSession(account: Account, sessionId: string | undefined): Payable | undefined {
  const { store } = account;
  const id = store.sessions.get(sessionId ?? "") ?? "";
  return store.checkouts.get(id) ?? store.invoices.get(id) ?? store.carts.get(id);
}

function blank(
  account: Account,
  sessionId: string | undefined,
): Omit<Source, "type" | "flow" | "state" | "amount" | "currency"> {
  const id = account.newId("source");
  return {
    id,
    reusable: false,
    createdAt: account.now(),
    clientSecret: `${id}_${account.newId("secret")}`,
    owner: undefined,
    customerId: undefined,
    sessionId,
    upstreamId: undefined,
    details: {},
    returnUrl: undefined,
    heldBy: undefined,
    script: {},
  };
}

function firstState(scripted: Source["script"]["source"], usual: SourceState): SourceState {
  if (scripted === "fails") return "failed";
  return scripted === "requires-action" ? "requires_action" : usual;
}

function scriptedEvent(source: Source, event: SourceEvent): SourceEvent {
  const fails =
    source.script.source === "fails-after-redirect" || source.script.source === "fails-with-delay";
  return fails && (event === "approve" || event === "confirm-funds") ? "fail" : event;
}

/** Store credit carries the name and address that the checkout bills (Applying a store credit, "Creating store credit"). */
function ownerFromBilling(billTo: Json | undefined): JsonObject | undefined {
  if (!isJsonObject(billTo)) return undefined;
  const { name, phone: _phone, ...rest } = billTo;
  const [firstName = "", ...others] = typeof name === "string" ? name.split(" ") : [];
  return firstName === "" ? rest : { firstName, lastName: others.join(" "), ...rest };
}
