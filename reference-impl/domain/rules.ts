import * as allocation from "./rules/allocation.ts";
import * as attaching from "./rules/attaching.ts";
import * as browsing from "./rules/browsing.ts";
import * as carting from "./rules/carting.ts";
import * as charging from "./rules/charging.ts";
import * as fulfilling from "./rules/fulfilling.ts";
import * as invoicing from "./rules/invoicing.ts";
import * as ordering from "./rules/ordering.ts";
import * as refunding from "./rules/refunding.ts";
import * as saving from "./rules/saving.ts";
import * as session from "./rules/session.ts";
import * as shipping from "./rules/shipping.ts";

/** Every documented rule by name. Callers go through the account's copy, so that one rule can be replaced. */
export const documentedRules = {
  ...attaching,
  ...browsing,
  ...carting,
  ...session,
  ...shipping,
  ...saving,
  ...ordering,
  ...charging,
  ...allocation,
  ...fulfilling,
  ...refunding,
  ...invoicing,
};

export type Rules = Readonly<typeof documentedRules>;
