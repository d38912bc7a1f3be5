import type { AuthenticationStatus, Source } from "./source.ts";

/** What the library decides, one function each, so that one of them can be replaced. */
export const rules = {
  /** What the shop gets to see of a source that the API returned. */
  shown,

  /** Whether a source may be saved: its customer agreed, and proved who they are where that was asked (Drop-in, "onSuccess"). */
  readyForStorage: (agreed: boolean, status: AuthenticationStatus): boolean =>
    agreed && status !== "failed",

  /** Whether the source's type can be saved at all (Drop-in, "onSuccess"). */
  supportsStorage: (method: { readonly supportsStorage?: boolean }): boolean =>
    method.supportsStorage === true,

  /** Whether Drop-in has succeeded with a source in this state: a redirect has to be approved, unless the shop sends the customer there itself. */
  succeeds: (source: Source, shopRedirects: boolean): boolean =>
    source.state === "chargeable" ||
    source.state === "pending_funds" ||
    (shopRedirects && source.state === "pending_redirect"),

  /** The session that an authentication counts for. */
  authenticatedSession: (sessionId: string | undefined): string | undefined => sessionId,

  /** What an update may change: the owner and the expiry. */
  changes: (data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
    clientSecret: data["clientSecret"],
    ...(data["sessionId"] === undefined ? {} : { sessionId: data["sessionId"] }),
    ...(data["owner"] === undefined ? {} : { owner: data["owner"] }),
  }),
};

function shown(source: Source & { paymentSessionId?: string }, language: string): Source {
  const { paymentSessionId, amount, createdTime, ...rest } = source;
  const time = withMilliseconds(createdTime);
  return {
    clientId: "headwater",
    channelId: "sandbox",
    ...rest,
    ...(paymentSessionId === undefined ? {} : { sessionId: paymentSessionId }),
    ...(amount === undefined ? {} : { amount: asText(Number(amount), source.currency) }),
    ...(time === undefined ? {} : { createdTime: time, updatedTime: time }),
    language,
  };
}

function asText(amount: number, currency = "USD"): string {
  const { maximumFractionDigits } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return amount.toFixed(maximumFractionDigits);
}

function withMilliseconds(time: unknown): string | undefined {
  return typeof time === "string" ? new Date(time).toISOString() : undefined;
}
