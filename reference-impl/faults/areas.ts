import { attachingFaults } from "./attaching/faults.ts";
import { browserLibraryFaults } from "./browser-library/faults.ts";
import { cancelsFaults } from "./cancels/faults.ts";
import { capturesFaults } from "./captures/faults.ts";
import { chargesFaults } from "./charges/faults.ts";
import { combiningFaults } from "./combining/faults.ts";
import { commerceCartsFaults } from "./commerce-carts/faults.ts";
import { commerceOrdersFaults } from "./commerce-orders/faults.ts";
import { commercePaymentOptionsFaults } from "./commerce-payment-options/faults.ts";
import { commerceSourceStateFaults } from "./commerce-sources/states.ts";
import { commerceSourceTypeFaults } from "./commerce-sources/types.ts";
import { commerceTransportFaults } from "./commerce-transport/faults.ts";
import { creatingFaults } from "./creating/faults.ts";
import { customersFaults } from "./customers/faults.ts";
import { detachingFaults } from "./detaching/faults.ts";
import type { FaultTable } from "./fault.ts";
import { invoicesFaults } from "./invoices/faults.ts";
import { ordersFaults } from "./orders/faults.ts";
import { refundsFaults } from "./refunds/faults.ts";
import { removingFaults } from "./removing/faults.ts";
import { savingFaults } from "./saving/faults.ts";
import { savingRefusalFaults } from "./saving/refusals.ts";
import { sourceStateFaults } from "./sources/states.ts";
import { sourceTypeFaults } from "./sources/types.ts";
import { transportFaults } from "./transport/faults.ts";
import { usingSavedFaults } from "./using-saved/faults.ts";

/** The faults of each documented area; the folder of an area says of each what it breaks. */
export const areas: Readonly<Record<string, FaultTable>> = {
  attaching: attachingFaults,
  "browser-library": browserLibraryFaults,
  cancels: cancelsFaults,
  captures: capturesFaults,
  charges: chargesFaults,
  combining: combiningFaults,
  "commerce-carts": commerceCartsFaults,
  "commerce-orders": commerceOrdersFaults,
  "commerce-payment-options": commercePaymentOptionsFaults,
  "commerce-sources": { ...commerceSourceTypeFaults, ...commerceSourceStateFaults },
  "commerce-transport": commerceTransportFaults,
  creating: creatingFaults,
  customers: customersFaults,
  detaching: detachingFaults,
  invoices: invoicesFaults,
  orders: ordersFaults,
  refunds: refundsFaults,
  removing: removingFaults,
  saving: { ...savingFaults, ...savingRefusalFaults },
  sources: { ...sourceTypeFaults, ...sourceStateFaults },
  transport: transportFaults,
  "using-saved": usingSavedFaults,
};
