import type { DropinConfiguration } from "../../shared/messages.ts";
import type { PaymentMethod } from "../../shared/source.ts";

/** The methods that Drop-in shows, of those that serve the purchase. */
export function shownMethods(
  all: readonly PaymentMethod[],
  { options = {}, paymentMethodConfiguration = {} }: DropinConfiguration,
): readonly PaymentMethod[] {
  const { enabledPaymentMethods: enabled, disabledPaymentMethods: disabled = [] } =
    paymentMethodConfiguration;
  const isManaging = options.flow === "managePaymentMethods";
  const isForLater = isManaging || options.usage === "subscription";
  return all.filter(
    (method) =>
      (enabled === undefined || enabled.includes(method.type)) &&
      !disabled.includes(method.type) &&
      (!isForLater || method.supportsStorage === true) &&
      (method.type !== "applePay" || "ApplePaySession" in window) &&
      !hasTwin(method, all, isForLater || options.showSavePaymentAgreement === true, enabled),
  );
}

/** Of two types that customers know under one name, the reusable one is shown where saving is offered, else the other. */
function hasTwin(
  { type }: PaymentMethod,
  all: readonly PaymentMethod[],
  isSavingOffered: boolean,
  enabled: readonly string[] | undefined,
): boolean {
  const pair = twins.find((names) => names.includes(type));
  if (pair === undefined) return false;
  const offered = pair.filter((name) => all.some((method) => method.type === name));
  const isChosen = pair.filter((name) => enabled?.includes(name) ?? true).length < 2;
  return offered.length === 2 && !isChosen && pair[isSavingOffered ? 1 : 0] !== type;
}

const twins: readonly (readonly string[])[] = [
  ["payPal", "payPalBilling"],
  ["klarnaCredit", "klarnaCreditRecurring"],
];
