import type { Api } from "../../shared/api.ts";
import type { DropinConfiguration, DropinOutcome } from "../../shared/messages.ts";
import { rules } from "../../shared/rules.ts";
import type {
  AuthenticationStatus,
  ErrorResult,
  PaymentMethod,
  Source,
  SourceData,
} from "../../shared/source.ts";
import { openProviderWindow } from "../provider-window.ts";
import { redirected } from "../redirect.ts";

export interface Payment {
  readonly method: PaymentMethod;
  readonly details: Readonly<Record<string, unknown>>;
  readonly agreedToSave: boolean;
  readonly terms: string;
}

export interface Around {
  readonly api: Api;
  readonly configuration: DropinConfiguration;
  /** Lets the customer prove who they are. */
  readonly challenge: (source: Source) => Promise<AuthenticationStatus>;
  /** The customer is at the provider, until the promise is settled. */
  readonly away: (leaving: Promise<unknown>, close: () => void) => void;
}

/** From what the customer entered to what the shop is told. */
export async function pay(payment: Payment, around: Around): Promise<DropinOutcome> {
  const paymentMethod = payment.method.type;
  const failed = (error: ErrorResult): DropinOutcome => ({
    event: "onError",
    data: { paymentMethod, errors: error.errors },
  });
  const { redirect = {} } = around.configuration.options ?? {};
  const shopRedirects = redirect.disableAutomaticRedirects === true;
  const data = rules.askedByDropin(sourceData(payment, around.configuration));
  if (payment.method.flow === "redirect" && !shopRedirects) {
    const provider = openProviderWindow();
    const leaving = redirected(around.api, data, provider);
    around.away(leaving, provider.close);
    const outcome = await leaving;
    switch (outcome.kind) {
      case "approved":
        return success(outcome.source, payment, "authentication_not_required");
      case "cancelled":
        return { event: "onCancel", data: { paymentMethod } };
      case "failed":
        return failed(outcome.error);
    }
  }
  const { source, error } = await around.api.create(
    shopRedirects ? { ...data, returnUrl: redirect.returnUrl } : data,
  );
  if (source === undefined) return failed(error);
  if (!rules.takes(source)) return failed(notTaken);
  const status = await authenticated(source, payment, around);
  if (status === "failed") return failed(notAuthenticated);
  const now =
    status === "complete" ? await around.api.retrieve(source.id, source.clientSecret) : { source };
  const last = now.source ?? source;
  return rules.succeeds(last, shopRedirects)
    ? success(last, payment, status)
    : failed(notAuthenticated);
}

function success(source: Source, payment: Payment, status: AuthenticationStatus): DropinOutcome {
  const { method, agreedToSave, terms } = payment;
  const mandate = { terms, signedTime: new Date().toISOString() };
  return {
    event: "onSuccess",
    data: rules.told({
      source,
      readyForStorage: rules.readyForStorage(source, agreedToSave, status),
      supportsStorage: rules.supportsStorage(method),
      ...(agreedToSave ? { mandate } : {}),
    }),
  };
}

function sourceData(payment: Payment, configuration: DropinConfiguration): SourceData {
  const { method, details, agreedToSave, terms } = payment;
  const { sessionId, billingAddress, options = {} } = configuration;
  return {
    type: method.type,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(billingAddress === undefined ? {} : { owner: billingAddress }),
    ...(options.usage === undefined ? {} : { usage: options.usage }),
    ...(agreedToSave ? { futureUse: true, mandate: { terms } } : {}),
    [method.type]: details,
  };
}

async function authenticated(
  source: Source,
  { agreedToSave }: Payment,
  { api, configuration, challenge }: Around,
): Promise<AuthenticationStatus> {
  const { sessionId } = configuration;
  const isAsked = sessionId !== undefined || agreedToSave;
  if (source.flow !== "standard" || !isAsked) return "authentication_not_required";
  const { value } = await api.authenticate(source.id, {
    sourceClientSecret: source.clientSecret,
    ...(sessionId === undefined ? { storage: true } : { sessionId }),
  });
  if (value === undefined) return "failed";
  return value.status === "challenge" ? challenge(source) : value.status;
}

const notTaken: ErrorResult = {
  type: "conflict",
  errors: [{ code: "declined", message: "The payment was declined." }],
};

const notAuthenticated: ErrorResult = {
  type: "conflict",
  errors: [{ code: "sca_not_completed", message: "The customer did not prove who they are." }],
};
