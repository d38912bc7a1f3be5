import type { Api } from "../requirements/types.ts";

/** The provider's name says which API a pact is about; where it does not, it is the Digital River API. */
export const apiOf = (provider: string): Api =>
  /commerce/i.test(provider) ? "commerce" : "digital-river";
