/** What the two seed pages leave open, and how this server takes it: a sentence each. Off means the usual way. */
export const freedoms = {
  "other-ids": "ids are ULIDs, integers and long words, not UUIDs",
  "other-success-codes": "200, 201 and 202 where no page shows a code",
  "attach-answers-checkout": "attaching by path answers the checkout instead of the source",
  "removal-answers-source": "removing a source from a customer answers 200 and the source",
  "location-header": "whatever was made is named by a Location header",
  "charset-header": "the content type names its charset",
  "header-case": "header names are written in capitals",
  "connection-close": "every answer ends its connection",
  "extra-members": "every object has members that nobody documents",
  "other-key-order": "members stand in the opposite order",
  "pretty-json": "bodies are indented and end with a new line",
  "null-members": "what is absent is given as null",
  "absent-lists": "an empty list is left out",
  "newest-first": "lists begin with what came last",
  "fixed-decimals": "amounts have two decimals, as in 10.00",
  "amounts-as-text": "amounts are strings",
  "time-fractions": "times have fractions of a second",
  "time-offsets": "times have an offset instead of a Z",
  "other-kinds":
    "what no seed page says of a type is the opposite: whether it can be saved, and its flow",
  "lists-at-top":
    "sources and charges stand at the top of a checkout and an order, as the page writes them",
  "other-order-states": "an order is placed, not accepted: no seed page names its states",
  "charge-holds-source": "a charge holds its source as an object instead of naming a sourceId",
  "no-flow": "sources of the Digital River API have no flow, as in the page's sample",
  "no-sessions": "checkouts show no payment session; a store credit is made without one",
  "with-tax": "the total has tax and a fee on top of the items",
  "other-refusal-codes": "refusals that no page shows have codes and texts of their own",
  "other-refusal-statuses": "refusals that no page shows have other statuses",
  "problem-refusals": "refusals that no page shows are problem documents",
  "strict-requests": "members of a request that this server does not know are refused",
  "bare-key-only": "the key is sent as the page's sample sends it, without Bearer",
  "late-states": "a state is shown some 100 ms after it came about",
  "late-approval": "an approval and funds take some 100 ms to arrive",
  "late-orders": "an order shows its charges and its state some 100 ms later",
  "late-movements": "captures, cancels and refunds are pending for some 100 ms",
  "late-amounts": "the primary's smaller share is shown some 100 ms later",
  "pending-not-attached": "a source that waits for its customer or funds is not attached yet",
  "pending-not-ordered": "an order waits until each of its sources can be charged",
  "unpaid-orders": "a checkout without sources becomes an order that waits for its payment",
  "order-repeats": "a second order from a checkout answers the first one",
  "checkout-ends": "a checkout is gone once it is an order",
  "displaced-cancelled": "a single-use primary that another replaced is cancelled",
  "attached-twice-refused": "attaching what is attached already is refused",
  "saved-twice-refused": "saving what is saved already is refused",
  "chargeable-asked-first":
    "a source that fails both restrictions on saving is refused for its state",
  "default-ignored": "a default that is not the customer's is ignored instead of refused",
  "default-empty-after-removal": "a customer whose default was removed has none",
  "removed-forgets-customer": "a removed source no longer names its customer",
  "credit-checked-early": "a store credit above the checkout's total is refused when it is made",
  "plain-pending": "sources of the Commerce API say pending, as its list of states does",
  "commerce-unwrapped": "answers of the Commerce API have no wrapper",
  "commerce-saves-in-vain": "a single-use type becomes a payment option, and stays single-use",
} as const satisfies Readonly<Record<string, string>>;

export type Freedom = keyof typeof freedoms;

/** Which of them a server takes. */
export type Freedoms = Readonly<Record<Freedom, boolean>>;

export const freedomNames = Object.keys(freedoms) as readonly Freedom[];

/** Only those that are listed. */
export const onlyThese = (taken: readonly Freedom[]): Freedoms =>
  Object.fromEntries(freedomNames.map((name) => [name, taken.includes(name)])) as Freedoms;

/** All but those that are listed. */
export const allBut = (left: readonly Freedom[]): Freedoms =>
  onlyThese(freedomNames.filter((name) => !left.includes(name)));
