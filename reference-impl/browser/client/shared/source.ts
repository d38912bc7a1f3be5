/** A source as the library hands it to the shop (Drop-in, "onSuccess"): money as text, the session as `sessionId`. */
export interface Source {
  readonly id: string;
  readonly clientSecret: string;
  readonly type: string;
  readonly state: string;
  readonly reusable: boolean;
  readonly flow?: "standard" | "redirect" | "receiver";
  readonly sessionId?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly owner?: Owner;
  readonly redirect?: { readonly redirectUrl: string; readonly returnUrl?: string };
  readonly [member: string]: unknown;
}

export interface Owner {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly organization?: string;
  readonly address?: Readonly<Record<string, string>>;
}

/** What a method that creates, retrieves or updates a source resolves to: one of the two is undefined. */
export type Result =
  | { readonly source: Source; readonly error: undefined }
  | { readonly source: undefined; readonly error: ErrorResult };

export interface ErrorResult {
  readonly type: string;
  readonly errors: readonly {
    readonly code: string;
    readonly parameter?: string;
    readonly message: string;
  }[];
}

/** The data of a source to be made; what the customer typed is added where they typed it. */
export type SourceData = Readonly<Record<string, unknown>> & { readonly type?: string };

export interface PaymentMethod {
  readonly type: string;
  readonly flow: "standard" | "redirect" | "receiver";
  readonly supportsRecurring: boolean;
  readonly supportsFreeTrial: boolean;
  readonly supportsStorage?: boolean;
  readonly images: { readonly iconImage?: string };
}

export interface MethodList {
  readonly paymentMethods: readonly PaymentMethod[];
  readonly sessionInformation?: {
    readonly currency: string;
    readonly country?: string;
    readonly amount: string;
  };
}

export interface Bank {
  readonly bankCode: string;
  readonly bankName: string;
}

export type AuthenticationStatus = "complete" | "authentication_not_required" | "failed";

export function failed(type: string, code: string, message: string): Result {
  return { source: undefined, error: { type, errors: [{ code, message }] } };
}

/** Text or a number as text; anything else is nothing. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
