import type { FaultTable } from "../fault.ts";
import { bodyRefused, cartCharges } from "../makers/commerce.ts";
import { inCommerce, reasons, refuses, rule } from "../makers/rules.ts";
import { isReusable } from "../makers/which.ts";

/** What a cart does with a source. */
export const commerceCartsFaults: FaultTable = {
  "commerce-attach-refused": inCommerce(refuses("sourceFitsSession", reasons.spent)),
  "commerce-attach-ignored": rule(
    "sourcesInCart",
    () =>
      ({ basket }) =>
        basket.held.map(({ source }) => source),
  ),
  "commerce-attach-needs-type": bodyRefused("sourceToApply", /^(?!.*"type")/, {
    reason: "missing-parameter",
    parameter: "paymentMethod.type",
  }),
  "commerce-attach-reads-another-member": {
    commerceWire: ({ sourceToApply }) => ({
      sourceToApply: ({ paymentMethod: _unread, ...body }) => sourceToApply(body),
    }),
  },
  "commerce-another-source-charged": cartCharges((held, [other], total) =>
    other === undefined ? held : [{ source: other, amount: total }],
  ),
  "commerce-other-sources-charged-too": cartCharges((held, others) => [
    ...held,
    ...others.filter((source) => !isReusable(source)).map((source) => ({ source, amount: 1 })),
  ]),
};
