import type { Success } from "./messages.ts";
import type { AuthenticationStatus, Result, Source, SourceData } from "./source.ts";

/** What the library decides, one function each, so that one of them can be replaced. */
export const rules = {
  /** What the shop gets to see of a source that the API returned. */
  shown,

  /**
   * DR-SAVE-63: Whether a source may be saved: it is chargeable, its customer agreed, and proved who they are where that was
   * asked (Drop-in, "onSuccess").
   */
  readyForStorage: (source: Source, agreed: boolean, status: AuthenticationStatus): boolean =>
    source.state === "chargeable" && agreed && status !== "failed",

  /** Whether the source's type can be saved at all (Drop-in, "onSuccess"). */
  supportsStorage: (method: { readonly supportsStorage?: boolean }): boolean =>
    method.supportsStorage === true,

  /** Whether Drop-in has succeeded with a source in this state: a redirect has to be approved, unless the shop sends the customer there itself. */
  succeeds: (source: Source, shopRedirects: boolean): boolean =>
    source.state === "chargeable" ||
    source.state === "pending_funds" ||
    (shopRedirects && source.state === "pending_redirect"),

  /** Whether a customer who is back from the provider approved the payment. */
  isApproved: (source: Source): boolean => source.state === "chargeable",

  /** Whether Drop-in takes the source that came of what the customer entered. */
  takes: (_source: Source): boolean => true,

  /** DR-REUSE-6: What Drop-in asks the API for, and DR-REUSE-7: what elements do. */
  askedByDropin: (data: SourceData): SourceData => data,
  askedByElements: (data: SourceData): SourceData => data,

  /** DR-LIBRARY-1: What else is done with what the customer typed: nothing. */
  beforeCreating: (_data: SourceData): void => {},

  /** DR-CREATE-3, DR-SAVE-40, DR-SAVE-63: What Drop-in tells the shop when it succeeded. */
  told: (data: Success): Success => data,

  /** DR-CREATE-4: What creating a source resolves to. */
  resolved: (result: Result): Result | undefined => result,

  /** DR-CREATE-2: Whether the library works with a key: any but the confidential one. */
  worksWith: (key: string): boolean => !key.startsWith("sk_"),

  /** DR-AUTH-1, DR-UPDATE-1: The methods that a shop is offered. */
  offered: <Methods extends object>(methods: Methods): Methods => methods,

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
