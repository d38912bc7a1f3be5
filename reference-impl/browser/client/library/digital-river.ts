import { createApi } from "../shared/api.ts";
import { breakFor } from "../shared/faults.ts";
import { rules } from "../shared/rules.ts";
import type { Bank, ErrorResult, MethodList, Result, SourceData } from "../shared/source.ts";
import { failed, textOf } from "../shared/source.ts";
import type { Authentication, ToAuthenticate } from "./challenge.ts";
import { authenticate } from "./challenge.ts";
import type { Configuration, Dropin } from "./dropin.ts";
import { createDropin } from "./dropin.ts";
import type { DigitalRiverElement, ElementOptions } from "./element.ts";
import { askOf, createElement } from "./element.ts";
import { randomName } from "./frame-host.ts";

/** What `new DigitalRiver(key)` gives a shop. */
export interface DigitalRiverObject {
  readonly createDropin: (configuration: Configuration) => Dropin;
  /** The same; the documentation writes it both ways. */
  readonly createDropIn: (configuration: Configuration) => Dropin;
  readonly createElement: (type: string, options?: ElementOptions) => DigitalRiverElement;
  readonly elements: () => { readonly create: DigitalRiverObject["createElement"] };
  readonly createSource: (...of: readonly unknown[]) => Promise<Result | undefined>;
  readonly retrieveSource: (id: string, clientSecret: string) => Promise<Result>;
  readonly authenticateSource: (...of: readonly unknown[]) => Promise<Authentication>;
  readonly updateSource: (...of: readonly unknown[]) => Promise<Result>;
  readonly retrieveAvailablePaymentMethods: (
    filters?: Readonly<Record<string, unknown>>,
  ) => Promise<MethodList | { readonly error: ErrorResult }>;
  readonly retrieveOnlineBankingBanks: (
    country: string,
    currency: string,
  ) => Promise<readonly Bank[]>;
}

export function digitalRiver(
  origin: string,
  key: string,
  { locale = "en-US" }: { readonly locale?: string } = {},
): DigitalRiverObject {
  if (typeof key !== "string" || key === "")
    throw new Error("DigitalRiver.js: a public API key is needed.");
  breakFor(key);
  if (!rules.worksWith(key))
    throw new Error("DigitalRiver.js: this is a confidential key; it must not be in a page.");
  const api = createApi(origin, key, locale);
  const library = { origin, key, locale, group: randomName() };
  const element = (type: string, options?: ElementOptions) => createElement(library, type, options);
  const dropin = (configuration: Configuration) => createDropin(library, configuration);

  /** A card in a session, or one to be stored, may need its customer (PSD2 and SCA). */
  const authenticated = async (result: Result, data: SourceData): Promise<Result> => {
    const { source } = result;
    const isAsked = data["sessionId"] !== undefined || source?.state === "requires_action";
    if (source === undefined || !isAsked || !needsLook.has(source.type)) return result;
    const { status } = await authenticate(library, api, {
      sourceId: source.id,
      sourceClientSecret: source.clientSecret,
      sessionId: data["sessionId"] === undefined ? undefined : textOf(data["sessionId"]),
    });
    if (status === "failed") return notAuthenticated;
    return status === "complete" ? api.retrieve(source.id, source.clientSecret) : result;
  };

  return rules.offered<DigitalRiverObject>({
    createDropin: dropin,
    createDropIn: dropin,
    createElement: element,
    elements: () => ({ create: element }),
    createSource: async (...of) => {
      const { ask, data: given } = elementAndData(of);
      const data = rules.askedByElements(given);
      const made = ask === undefined ? api.create(data) : ask({ kind: "create", data });
      return rules.resolved(await authenticated(await made, data));
    },
    retrieveSource: (id, clientSecret) => api.retrieve(id, clientSecret),
    authenticateSource: async (...of) =>
      authenticate(library, api, elementAndData(of).data as unknown as ToAuthenticate),
    updateSource: async (...of) => {
      const { ask, data } = elementAndData(of);
      const id = textOf(data["id"]);
      const changes = rules.changes(data);
      return ask === undefined
        ? api.update(id, changes)
        : ask({ kind: "change-source", id, changes });
    },
    retrieveAvailablePaymentMethods: async (filters = {}) => {
      const { value, error } = await api.methods(filters);
      return value ?? { error };
    },
    retrieveOnlineBankingBanks: async (country, currency) =>
      (await api.banks(country, currency)).value ?? [],
  });
}

const needsLook = new Set(["creditCard", "googlePay", "applePay"]);

const notAuthenticated = failed(
  "conflict",
  "sca_not_completed",
  "The customer did not prove who they are.",
);

/** Both orders of arguments: with an element first, or with the data alone. */
function elementAndData(of: readonly unknown[]) {
  const ask = askOf(of[0]);
  const data = (of.length > 1 ? of[1] : of[0]) ?? {};
  return { ask, data: JSON.parse(JSON.stringify(data)) as SourceData };
}
