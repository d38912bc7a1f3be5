import type {
  AuthenticationStatus,
  ErrorResult,
  Owner,
  Result,
  Source,
  SourceData,
} from "./source.ts";

/**
 * What the page and a frame of the library say to each other. The first message goes over the window, with the nonce of
 * the frame and a port; everything else goes over that port, which nobody else holds. No message carries what a customer
 * typed: a frame sends that to the API itself.
 */
export interface Hello {
  readonly headwater: string;
  readonly setup: Setup;
}

export interface Setup {
  readonly key: string;
  readonly locale: string;
  readonly scheme: Scheme;
  readonly component: Component;
}

/** How the page around a frame looks, which a frame cannot see. */
export type Scheme = "light" | "dark";

export type Component =
  | {
      readonly kind: "field";
      readonly type: FieldType;
      readonly group: string;
      readonly options: FieldOptions;
    }
  | { readonly kind: "button"; readonly type: ButtonType; readonly sourceData: SourceData }
  | { readonly kind: "instructions"; readonly sourceId: string; readonly clientSecret: string }
  | {
      readonly kind: "challenge";
      readonly sourceId: string;
      readonly clientSecret: string;
      readonly sessionId: string | undefined;
    }
  | { readonly kind: "dropin"; readonly configuration: DropinConfiguration };

export const fieldTypes = [
  "cardnumber",
  "cardexpiration",
  "cardcvv",
  "iban",
  "onlinebanking",
  "ideal",
  "konbini",
] as const;
export type FieldType = (typeof fieldTypes)[number];

export const buttonTypes = ["paypal", "googlepay", "applepay", "amazonpay"] as const;
export type ButtonType = (typeof buttonTypes)[number];

export interface FieldOptions {
  readonly style?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly classes?: Readonly<Record<string, string>>;
  readonly placeholderText?: string;
  readonly mask?: boolean;
  readonly onlineBanking?: { readonly country?: string; readonly currency?: string };
}

/** What Drop-in is configured with, without the functions, which stay in the page. */
export interface DropinConfiguration {
  readonly sessionId?: string;
  readonly billingAddress?: Owner;
  readonly options?: DropinOptions;
  readonly paymentMethodConfiguration?: {
    readonly enabledPaymentMethods?: readonly string[];
    readonly disabledPaymentMethods?: readonly string[];
    readonly style?: FieldOptions["style"];
    readonly creditCard?: {
      readonly cardNumberPlaceholderText?: string;
      readonly cardExpirationPlaceholderText?: string;
      readonly cardCvvPlaceholderText?: string;
    };
    readonly onlineBanking?: { readonly placeholderText?: string };
  };
}

export interface DropinOptions {
  readonly flow?: "checkout" | "managePaymentMethods";
  readonly usage?: "subscription" | "convenience" | "unscheduled";
  readonly showSavePaymentAgreement?: boolean;
  readonly showComplianceSection?: boolean;
  readonly showTermsOfSaleDisclosure?: boolean;
  readonly expandFirstPaymentMethod?: boolean;
  readonly button?: { readonly type?: string; readonly buttonText?: string };
  readonly redirect?: {
    readonly disableAutomaticRedirects?: boolean;
    readonly returnUrl?: string;
    readonly cancelUrl?: string;
  };
  readonly consents?: {
    readonly companyName?: string;
    readonly eula?: { readonly url?: string };
    readonly termsOfUse?: { readonly url?: string };
  };
}

/** From the page to a frame. A `call` is answered by one `answer` of the same number. */
export type ToFrame =
  | { readonly kind: "focus" }
  | { readonly kind: "blur" }
  | { readonly kind: "scheme"; readonly scheme: Scheme }
  | { readonly kind: "update"; readonly options: FieldOptions }
  | { readonly kind: "create"; readonly call: number; readonly data: SourceData }
  | {
      readonly kind: "change-source";
      readonly call: number;
      readonly id: string;
      readonly changes: Readonly<Record<string, unknown>>;
    };

/** From a frame to the page. */
export type ToPage =
  | {
      readonly kind: "event";
      readonly name: ElementEvent;
      readonly data: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "state"; readonly state: FieldState }
  | { readonly kind: "height"; readonly height: number }
  | { readonly kind: "answer"; readonly call: number; readonly result: Result }
  | { readonly kind: "challenge-over"; readonly status: AuthenticationStatus }
  | { readonly kind: "dropin"; readonly outcome: DropinOutcome };

export type ElementEvent =
  | "ready"
  | "focus"
  | "blur"
  | "change"
  | "return"
  | "click"
  | "cancel"
  | "source"
  | "error";

export interface FieldState {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly invalid: boolean;
  readonly focus: boolean;
}

export type DropinOutcome =
  | { readonly event: "onReady"; readonly data: { readonly paymentMethodTypes: readonly string[] } }
  | { readonly event: "onSuccess"; readonly data: Success }
  | {
      readonly event: "onError";
      readonly data: { readonly paymentMethod: string; readonly errors: ErrorResult["errors"] };
    }
  | { readonly event: "onCancel"; readonly data: { readonly paymentMethod: string } };

export interface Success {
  readonly source: Source;
  readonly readyForStorage: boolean;
  readonly supportsStorage: boolean;
  readonly consents?: {
    readonly eula: boolean;
    readonly termsOfUse: boolean;
    readonly termsOfSale: boolean;
  };
  readonly mandate?: { readonly terms: string; readonly signedTime: string };
}
