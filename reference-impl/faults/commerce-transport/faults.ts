import type { FaultTable } from "../fault.ts";

/** Requests as shoppers send them. */
export const commerceTransportFaults: FaultTable = {
  "commerce-bearer-in-lower-case-refused": {
    commerceWire: ({ bearerOf }) => ({
      bearerOf: (authorization) =>
        authorization?.startsWith("bearer") ? undefined : bearerOf(authorization),
    }),
  },
  "commerce-bearer-scheme-kept": {
    commerceWire: () => ({ bearerOf: (authorization) => authorization?.trim() }),
  },
  "commerce-json-refused": {
    commerceWire: ({ isJsonType }) => ({
      isJsonType: (type) => isJsonType(type) && !/^application\/json/i.test(type ?? ""),
    }),
  },
  "commerce-json-needs-a-charset": {
    commerceWire: ({ isJsonType }) => ({
      isJsonType: (type) => isJsonType(type) && /charset=/i.test(type ?? ""),
    }),
  },
};
