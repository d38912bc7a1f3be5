import type { Minor } from "./money.ts";

/** Either an amount or a percentage in hundredths: 1250 is 12.5 %. */
export type Reduction = { readonly amountOff: Minor } | { readonly percentOff: number };
