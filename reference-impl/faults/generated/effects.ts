import { attach, basketOf, detach, hold } from "../../domain/attachments.ts";
import { isPrimary, isSecondary } from "../../domain/basket.ts";
import { removeSource, saveSource } from "../../domain/customers.ts";
import { createOrder, placeOrder } from "../../domain/orders.ts";
import { around } from "../../domain/override.ts";
import { addSource } from "../../domain/sources.ts";
import type { Source, Customer } from "../../domain/types.ts";
import type { Account } from "../../domain/account.ts";
import type { Fault } from "../fault.ts";
import {
  attachedAs,
  becomes,
  begins,
  detachedUnchanged,
  editSource,
  refusedYet,
  refusedYetHeld,
} from "../makers/operations.ts";
import { rule } from "../makers/rules.ts";
import {
  coming,
  every,
  inState,
  isReusable,
  not,
  ofFlow,
  ofType,
  type Which,
} from "../makers/which.ts";
import { type GeneratedFault, slug } from "./generated.ts";

/** Of these a must says so, which has a fault of its own. */
const isPayPal = ofType("payPal", "payPalBilling", "payPalCredit");

const ready: Partial<Source> = { state: "chargeable" };

/** Every refused request that leaves a trace, and every transition that is skipped, early or repeated. */
export const effectFaults: readonly GeneratedFault[] = [
  ...(["path", "body"] as const).flatMap((way) => [
    effect(
      `a credit refused by ${way} is attached`,
      "DR-SEQ-8",
      refusedYetHeld((attempt) => attempt.way === way && coming(isSecondary)(attempt)),
    ),
    effect(
      `a detached source refused by ${way} is attached`,
      "DR-DETACH-22",
      refusedYetHeld((attempt) => attempt.way === way && coming(inState("cancelled"))(attempt)),
    ),
    effect(
      `a credit refused by ${way} throws the primary source out`,
      "DR-SEQ-9",
      refusedYet(attach, (account, holder, source, came) => {
        if (came !== way || !isSecondary(source)) return;
        const held = basketOf(account, holder).held.filter((each) => !isPrimary(each.source));
        hold(account, holder, held);
      }),
    ),
  ]),
  effect(
    "a refused save of a type makes it reusable",
    "DR-SAVE-37",
    afterRefusedSave(inState("chargeable"), { reusable: true }),
  ),
  effect(
    "a refused save of a state makes it reusable",
    "DR-SAVE-61",
    afterRefusedSave(not(inState("chargeable")), { reusable: true }),
  ),
  effect(
    "a refused save of a type lists the source",
    "DR-SAVE-38",
    listedAfterRefusedSave(inState("chargeable")),
  ),
  effect(
    "a refused save of a state lists the source",
    "DR-SAVE-62",
    listedAfterRefusedSave(not(inState("chargeable"))),
  ),
  effect(
    "a refused save brings a removed source back",
    "DR-REMOVE-11",
    afterRefusedSave(inState("cancelled"), { state: "chargeable" }),
  ),
  effect(
    "an order refused for a saved source charges it",
    "DR-USE-2",
    refusedYet(createOrder, (account, checkout) => {
      const basket = basketOf(account, checkout);
      if (basket.held.some(({ source }) => isReusable(source)))
        placeOrder(account, checkout, basket);
    }),
  ),
  effect(
    "an order refused for short payment spends the credits",
    "DR-ORDER-4",
    refusedYet(createOrder, (account, { attachments }) => {
      for (const { sourceId } of attachments)
        editSource(account, sourceId, (source) =>
          isSecondary(source) ? { ...source, state: "consumed" } : source,
        );
    }),
  ),

  effect(
    "funds change nothing",
    "DR-STATE-8",
    becomes("unchanged", (_, event) => event === "confirm-funds"),
  ),
  effect(
    "an approval changes nothing",
    "DR-FLOW-8",
    becomes("unchanged", (_, event) => event === "approve"),
  ),
  effect(
    "a declined redirect fails its source",
    "DR-STATE-21",
    becomes("failed", (_, event) => event === "decline"),
  ),
  effect("a PayPal source is chargeable at first", "DR-FLOW-7", begins(ready, ofType("payPal"))),
  effect(
    "a redirect source is chargeable at first",
    "DR-FLOW-6",
    begins(ready, every<Source>(ofFlow("redirect"), not(isPayPal))),
  ),
  effect(
    "a receiver source is chargeable at first",
    "DR-STATE-7",
    begins(ready, ofFlow("receiver")),
  ),
  effect(
    "a card waits for its customer at first",
    "DR-FLOW-5",
    around(
      addSource,
      (add) => (account, source) =>
        add(
          account,
          ofType("creditCard")(source) ? { ...source, state: "requires_action" } : source,
        ),
    ),
  ),
  ...["creditCard", "googlePay", "payPal", "payPalCredit", "wireTransfer", "alipay"].map((type) =>
    effect(
      `a charge does not consume a single-use ${type}`,
      "DR-STATE-3",
      unspent(every(ofType(type), not(isReusable))),
    ),
  ),
  effect("a charge does not consume a credit", "DR-STATE-10", unspent(isSecondary)),
  effect(
    "a charge consumes a saved source",
    "DR-REUSE-9",
    rule(
      "sourceStateAfterCharge",
      (next) => (source) => (source.reusable ? "consumed" : next(source)),
    ),
  ),
  effect(
    "attaching makes a source reusable",
    "DR-REUSE-8",
    attachedAs({ reusable: true }, not(isSecondary)),
  ),
  effect(
    "attaching consumes a credit",
    "DR-CHARGE-7",
    attachedAs({ state: "consumed" }, isSecondary),
  ),
  ...["creditCard", "payPal", "wireTransfer", "googlePay"].map((type) =>
    effect(
      `detaching leaves a ${type} as it was`,
      "DR-DETACH-2",
      detachedUnchanged(every(ofType(type), not(isReusable))),
    ),
  ),
  effect(
    "detaching leaves a credit as it was",
    "DR-DETACH-9",
    detachedUnchanged((source) => isSecondary(source)),
  ),
  effect(
    "removing leaves the source chargeable",
    "DR-REMOVE-2",
    around(removeSource, (remove) => (account, customer, source) => {
      const outcome = remove(account, customer, source);
      if (outcome.ok) account.store.sources.put(source);
      return outcome;
    }),
  ),
  effect(
    "removing leaves the source listed",
    "DR-REMOVE-12",
    rule(
      "sourceIdsAfterRemoval",
      () =>
        ({ sourceIds }) =>
          sourceIds,
    ),
  ),
  effect(
    "detaching happens twice and takes another source along",
    "DR-DETACH-8",
    around(detach, (documented) => (account, holder, sourceId) => {
      const outcome = documented(account, holder, sourceId);
      if (!outcome.ok) return outcome;
      const [next] = basketOf(account, outcome.value).held;
      return next === undefined ? outcome : documented(account, outcome.value, next.source.id);
    }),
  ),
  effect(
    "saving is not remembered by the source",
    "DR-SAVE-5",
    around(saveSource, (save) => (account, customer, source) => {
      const outcome = save(account, customer, source);
      if (outcome.ok) account.store.sources.put(source);
      return outcome;
    }),
  ),
];

function unspent(which: Which<Source>): Fault {
  return rule(
    "sourceStateAfterCharge",
    (next) => (source) => (which(source) ? source.state : next(source)),
  );
}

function afterRefusedSave(which: Which<Source>, edit: Partial<Source>): Fault {
  return refusedYet(saveSource, (account: Account, _customer: Customer, { id }: Source) =>
    editSource(account, id, (source) => (which(source) ? { ...source, ...edit } : source)),
  );
}

function listedAfterRefusedSave(which: Which<Source>): Fault {
  return refusedYet(saveSource, ({ store }: Account, customer: Customer, source: Source) => {
    if (!which(source) || customer.sourceIds.includes(source.id)) return;
    store.customers.put({ ...customer, sourceIds: [...customer.sourceIds, source.id] });
  });
}

function effect(what: string, requirement: string, fault: Fault): GeneratedFault {
  return {
    name: slug(what),
    breaks: `${what.charAt(0).toUpperCase()}${what.slice(1)}.`,
    requirement,
    fault,
  };
}
