import * as attaching from "./rules/attaching.ts";
import * as carting from "./rules/carting.ts";
import * as charging from "./rules/charging.ts";
import * as creating from "./rules/creating.ts";
import * as detaching from "./rules/detaching.ts";
import * as fulfilling from "./rules/fulfilling.ts";
import * as invoicing from "./rules/invoicing.ts";
import * as ordering from "./rules/ordering.ts";
import * as refunding from "./rules/refunding.ts";
import * as saving from "./rules/saving.ts";
import * as session from "./rules/session.ts";
import * as waterfall from "./rules/waterfall.ts";

/** Every documented rule by name. Callers go through the account's copy, so that one rule can be replaced. */
export const documentedRules = {
  ...attaching,
  ...carting,
  ...creating,
  ...detaching,
  ...session,
  ...saving,
  ...ordering,
  ...charging,
  ...waterfall,
  ...fulfilling,
  ...refunding,
  ...invoicing,
};

export type Rules = Readonly<typeof documentedRules>;
